/** Requests for access to a node: filed by whoever may, and answered with a token once approved. */

import { policyFor } from './access-policies.ts';
import { tokenFor } from './access-tokens.ts';
import { type AccessRequest, stateOf } from './access-types.ts';
import { createExecution } from './automation-start.ts';
import { executionArn, isOver } from './automation-types.ts';
import { type Caller, tagFacts } from './caller.ts';
import type { ContextFacts } from './context.ts';
import { AwsFault, accessDenied } from './fault.ts';
import { checkTags } from './quotas.ts';
import {
  require,
  requiredText,
  type SsmCall,
  tagsIn,
  tagsOfResource,
  validation,
} from './ssm-call.ts';
import { callerOfKey } from './ssm-caller.ts';
import { documentArn, ofType } from './ssm-document.ts';
import { nodeArn } from './ssm-nodes.ts';
import type { Place, SsmNode } from './ssm-types.ts';

export const MANAGED = { key: 'SystemsManagerJustInTimeNodeAccessManaged', value: 'true' };
const MOST_WAITING = 400;
const MOST_REASON = 256;

export const opsItemArn = ({ region, account }: Pick<Place, 'region' | 'account'>, id: string) =>
  `arn:aws:ssm:${region}:${account}:opsitem/${id}`;

export function startAccessRequest(call: SsmCall): object {
  const { input, place, world } = call;
  const reason = requiredText(input, 'Reason');
  if (reason.length > MOST_REASON) throw validation(`'reason' is longer than ${MOST_REASON}`);
  const id = nodeAsked(call);
  const node = place.nodes.get(id);
  const tags = tagsIn(input);
  const keys = tags.length === 0 ? {} : { 'aws:TagKeys': tags.map(({ key }) => key) };
  const requested = { ...tagFacts('aws:RequestTag', tags), ...keys };
  require(call, nodeArn(place, id), { ...tagsOfResource(node?.tags ?? []), ...requested });
  checkTags(tags);
  if (!node) throw new AwsFault('ResourceNotFoundException', `There is no node ${id}.`);
  const hex = world.ids.requestId().replaceAll('-', '').slice(0, 12);
  const request = file(call, { id: `oi-${hex}`, node, reason });
  place.accessRequests.set(request.id, request);
  call.changed();
  return { AccessRequestId: request.id };
}

interface Filing {
  readonly id: string;
  readonly node: SsmNode;
  readonly reason: string;
}

/** What it takes beneath, the requester must be allowed as well: an OpsItem and an automation. */
function file(call: SsmCall, { id, node, reason }: Filing): AccessRequest {
  const { place, asked, world } = call;
  const { document, version, policy } = policyFor(place, node);
  const execution = world.ids.requestId();
  const rights: readonly (readonly [string, string, ContextFacts?])[] = [
    ['ssm:CreateOpsItem', opsItemArn(place, id)],
    [
      'ssm:StartAutomationExecution',
      documentArn(place, document.name),
      ofType('ManualApprovalPolicy'),
    ],
    ['ssm:StartAutomationExecution', executionArn({ ...place, id: execution })],
  ];
  for (const [action, resource, facts = {}] of rights) {
    call.requireAllowed(asked.key, { action, resource, owner: place.account, facts });
  }
  const caller = callerOfKey(call, asked.key);
  const request: AccessRequest = {
    id,
    number: place.accessRequests.size + 1,
    atMs: call.now(),
    reason,
    requester: caller.arn,
    requesterId: caller.userId,
    sessionName: caller.arn.split('/').at(-1) ?? '',
    node: node.id,
    policy: document.name,
    policyVersion: String(version.number),
    accessSeconds: policy.accessSeconds,
    tokenRole: policy.tokenRole,
    tags: [...tagsIn(call.input), MANAGED],
    tokens: [],
  };
  // Denied at once and without a word: only role sessions are served.
  if (!isSession(caller)) return request;
  const waiting = [...place.executions.values()].filter((one) => one.accessRequest && !isOver(one));
  if (waiting.length >= MOST_WAITING) {
    throw new AwsFault('ServiceQuotaExceededException', 'Too many requests wait for approval.');
  }
  const { runbook } = policy;
  const begun = createExecution(call, {
    id: execution,
    document,
    version,
    tags: [MANAGED],
    runbook,
  });
  place.executions.set(execution, { ...begun, accessRequest: id });
  return { ...request, execution };
}

const isSession = ({ facts }: Caller) => facts['aws:PrincipalType'] === 'AssumedRole';

function nodeAsked({ input }: SsmCall): string {
  const targets = (input['Targets'] ?? []) as readonly { Key?: string; Values?: string[] }[];
  const ids = targets.flatMap(({ Key, Values = [] }) => (Key === 'InstanceIds' ? Values : []));
  const [id] = ids;
  if (id !== undefined && ids.length === 1) return id;
  throw validation("'targets' must name one node by InstanceIds");
}

/** Judged before it is looked for; and of those who may, only who asked is told. */
export function getAccessToken(call: SsmCall): object {
  const { place, input, now } = call;
  const id = requiredText(input, 'AccessRequestId');
  if (!/^oi-[0-9a-f]{12}$/.test(id)) throw validation(`Value '${id}' at 'accessRequestId'`);
  const request = place.accessRequests.get(id);
  const arn = opsItemArn(place, id);
  require(call, arn, tagsOfResource(request?.tags ?? []));
  if (!request) throw new AwsFault('ResourceNotFoundException', `There is no request ${id}.`);
  const caller = callerOfKey(call, call.asked.key);
  if (caller.arn !== request.requester) throw accessDenied(caller.arn, 'ssm:GetAccessToken', arn);
  const execution = place.executions.get(request.execution ?? '');
  const { status } = stateOf(request, execution, now());
  if (status !== 'Approved') return { AccessRequestStatus: status };
  return { AccessRequestStatus: status, Credentials: tokenFor(call, request) };
}
