/** OpsItems, which requests for access are kept as: one in full, many by filter. */

import { opsItemArn } from './access-requests.ts';
import { type AccessRequest, type AccessState, stateOf } from './access-types.ts';
import { approversIn } from './automation-approvals.ts';
import { runbookOf } from './automation-values.ts';
import { AwsFault } from './fault.ts';
import {
  type Input,
  require,
  requiredText,
  type SsmCall,
  seconds,
  tagsOfResource,
} from './ssm-call.ts';
import { nodeArn } from './ssm-nodes.ts';
import { page } from './ssm-pages.ts';
import type { Place } from './ssm-types.ts';
import { own } from './types.ts';

const TYPE = '/aws/accessrequest';
const YEAR_MS = 365 * 86_400_000;

interface Item {
  readonly place: Place;
  readonly request: AccessRequest;
  readonly state: AccessState;
}

export function getOpsItem(call: SsmCall): object {
  const { place, input } = call;
  const id = requiredText(input, 'OpsItemId');
  const request = place.accessRequests.get(id);
  const arn = opsItemArn(place, id);
  require(call, arn, tagsOfResource(request?.tags ?? []));
  if (!request || !isKept(call, request)) {
    throw new AwsFault('OpsItemNotFoundException', `OpsItem ID ${id} does not exist.`);
  }
  const item = itemOf(call, request);
  return {
    OpsItem: { ...draw(item), OpsItemArn: arn, Description: request.reason, Version: '1' },
  };
}

/** The newest first. */
export function describeOpsItems(call: SsmCall): object {
  require(call, '*');
  const { place, input } = call;
  const fits = testsIn(input);
  const all = [...place.accessRequests.values()].toReversed().map((one) => itemOf(call, one));
  const isListed = (item: Item) => isKept(call, item.request) && fits(item);
  const keyOf = ({ request }: Item) => String(1e9 - request.number);
  const size = { least: 1, most: 50, usual: 50 };
  const { items, ...next } = page(all, keyOf, isListed, input, size);
  return { OpsItemSummaries: items.map(draw), ...next };
}

function itemOf({ place, now }: SsmCall, request: AccessRequest): Item {
  const execution = place.executions.get(request.execution ?? '');
  return { place, request, state: stateOf(request, execution, now()) };
}

/** AWS keeps requests for a year. */
const isKept = ({ now }: SsmCall, { atMs }: AccessRequest) => atMs + YEAR_MS > now();

const draw = ({ place, request, state }: Item) => ({
  OpsItemId: request.id,
  OpsItemType: TYPE,
  CreatedBy: request.requester,
  CreatedTime: seconds(request.atMs),
  LastModifiedBy: lastHand({ place, request, state }),
  LastModifiedTime: seconds(state.changedAtMs),
  Title: `Access request for ${request.node}`,
  Source: 'Systems Manager',
  Status: state.opsItem,
  OperationalData: operationalData(place, request, state),
});

function lastHand({ place, request }: Item): string {
  const { signals = [] } = place.executions.get(request.execution ?? '') ?? {};
  return request.revoked?.by ?? signals.at(-1)?.by ?? request.requester;
}

function operationalData(place: Place, request: AccessRequest, { window }: AccessState): object {
  const { requester, requesterId, policy, policyVersion, execution } = request;
  const data: Readonly<Record<string, string | undefined>> = {
    [TYPE]: JSON.stringify({
      requesterArn: requester,
      requesterId,
      approvalPolicy: policy,
      approvalPolicyVersion: policyVersion,
      automationExecutionId: execution,
      isReplica: false,
    }),
    [`${TYPE}/context`]: JSON.stringify({
      targetArn: nodeArn(place, request.node),
      accessTokenRole: request.tokenRole,
    }),
    [`${TYPE}/accessduration`]: `PT${request.accessSeconds / 3_600}H`,
    [`${TYPE}/starttime`]: window && new Date(window.startMs).toISOString(),
    [`${TYPE}/endtime`]: window && new Date(window.endMs).toISOString(),
    [`${TYPE}/approvaldetails`]: JSON.stringify({ reason: request.reason }),
  };
  const entries = Object.entries(data).filter(([, Value]) => Value !== undefined);
  return Object.fromEntries(
    entries.map(([key, Value]) => [key, { Value, Type: 'SearchableString' }]),
  );
}

const FIELDS: Readonly<Record<string, (item: Item) => readonly (string | undefined)[]>> = {
  OpsItemId: ({ request }) => [request.id],
  OpsItemType: () => [TYPE],
  Status: ({ state }) => [state.opsItem],
  CreatedBy: ({ request }) => [request.requester],
  AutomationId: ({ request }) => [request.execution],
  AccountId: ({ place }) => [place.account],
  AccessRequestByRequesterArn: ({ request }) => [request.requester],
  AccessRequestByRequesterId: ({ request }) => [request.requesterId],
  AccessRequestByApproverArn: approversOf,
  AccessRequestByTargetResourceId: ({ place, request }) => [
    request.node,
    nodeArn(place, request.node),
  ],
  AccessRequestBySourceAccountId: ({ place }) => [place.account],
  AccessRequestBySourceRegion: ({ place }) => [place.region],
  AccessRequestByIsReplica: () => ['false'],
};
const TIMES: Readonly<Record<string, (item: Item) => number>> = {
  CreatedTime: ({ request }) => request.atMs,
  LastModifiedTime: ({ state }) => state.changedAtMs,
};

function approversOf({ place, request }: Item): string[] {
  const execution = place.executions.get(request.execution ?? '');
  if (!execution) return [];
  return runbookOf(execution).mainSteps.flatMap(({ inputs = {} }) => approversIn(inputs));
}

interface Filter {
  readonly Key: string;
  readonly Values: readonly string[];
  readonly Operator: string;
}

function testsIn(input: Input): (item: Item) => boolean {
  const filters = (input['OpsItemFilters'] ?? []) as readonly Filter[];
  const tests = filters.map(testOf);
  return (item) => tests.every((test) => test(item));
}

function testOf({ Key, Values, Operator }: Filter): (item: Item) => boolean {
  const [field, time] = [own(FIELDS, Key), own(TIMES, Key)];
  if (field && Operator === 'Equal') {
    return (item) => field(item).some((one) => one !== undefined && Values.includes(one));
  }
  if (field && Operator === 'Contains') {
    return (item) => field(item).some((one) => Values.some((value) => one?.includes(value)));
  }
  const limit = Date.parse(Values[0] ?? '');
  if (time && Operator === 'GreaterThan') return (item) => time(item) > limit;
  if (time && Operator === 'LessThan') return (item) => time(item) < limit;
  throw new AwsFault('ValidationException', `The filter ${Key} ${Operator} is not valid.`);
}
