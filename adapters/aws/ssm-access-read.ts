/** AWS's own requests for access to nodes, read from the OpsItems that they are kept as. */

import type { OpsItemFilter, OpsItemSummary } from '@aws-sdk/client-ssm';
import {
  type NodeRequest,
  type NodeRequestStatus,
  type RequestPlace,
  requesterKind,
} from '../../src/catalog/node-request.ts';
import { Fault } from '../../src/kernel/fault.ts';
import { DAY, type DurationMs, type EpochMs, HOUR, MINUTE, SECOND } from '../../src/kernel/time.ts';
import { isNamed } from './faults.ts';
import { answered } from './iam-call.ts';
import type { Place } from './ssm-read.ts';

const TYPE = '/aws/accessrequest';
const MOST_PAGES = 200;
const WAITING = ['PendingApproval', 'Pending', 'Open', 'InProgress'];

/** Undefined where there is no such request, or none that is at home here. */
export async function requestAt(
  place: Place,
  opsItem: string,
  nowMs: EpochMs,
): Promise<NodeRequest | undefined> {
  const { clients, account, region, signal } = place;
  const [sdk, client] = await Promise.all([clients.ssmSdk(), clients.ssm(account, region)]);
  return answered('ssm:GetOpsItem', async () => {
    try {
      const command = new sdk.GetOpsItemCommand({ OpsItemId: opsItem });
      const { OpsItem } = await client.send(command, { abortSignal: signal });
      return OpsItem && requestOf(place, OpsItem, nowMs);
    } catch (error) {
      if (isNamed(error, 'OpsItemNotFound')) return undefined;
      throw error;
    }
  });
}

/** What waits for approvals, as the automation itself has it: sooner than the OpsItem says it. */
export async function executionStatus(place: Place, execution: string): Promise<string> {
  const { clients, account, region, signal } = place;
  const [sdk, client] = await Promise.all([clients.ssmSdk(), clients.ssm(account, region)]);
  const asked = { AutomationExecutionId: execution };
  const { AutomationExecution } = await answered('ssm:GetAutomationExecution', () =>
    client.send(new sdk.GetAutomationExecutionCommand(asked), { abortSignal: signal }),
  );
  return AutomationExecution?.AutomationExecutionStatus ?? '';
}

/** All that wait, and all that were filed since. */
export async function requestsSince(
  place: Place,
  sinceMs: EpochMs,
  nowMs: EpochMs,
): Promise<readonly NodeRequest[]> {
  const ofType: OpsItemFilter = { Key: 'OpsItemType', Values: [TYPE], Operator: 'Equal' };
  const waiting: OpsItemFilter = { Key: 'Status', Values: WAITING, Operator: 'Equal' };
  const since: OpsItemFilter = {
    Key: 'CreatedTime',
    Values: [new Date(sinceMs).toISOString()],
    Operator: 'GreaterThan',
  };
  const found = new Map<string, NodeRequest>();
  for (const filter of [waiting, since]) {
    for (const item of await allItems(place, [ofType, filter])) {
      const request = requestOf(place, item, nowMs);
      if (request) found.set(request.opsItem, request);
    }
  }
  return [...found.values()].toSorted((left, right) => left.createdMs - right.createdMs);
}

async function allItems(
  { clients, account, region, signal }: Place,
  OpsItemFilters: OpsItemFilter[],
): Promise<readonly OpsItemSummary[]> {
  const [sdk, client] = await Promise.all([clients.ssmSdk(), clients.ssm(account, region)]);
  const found: OpsItemSummary[] = [];
  let next: string | undefined;
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    const asked = { OpsItemFilters, MaxResults: 50, ...(next ? { NextToken: next } : {}) };
    const one = await answered('ssm:DescribeOpsItems', () =>
      client.send(new sdk.DescribeOpsItemsCommand(asked), { abortSignal: signal }),
    );
    found.push(...(one.OpsItemSummaries ?? []));
    next = one.NextToken;
    if (!next) return found;
  }
  throw new Fault('aws-unreachable', 'More pages of access requests than there can be.');
}

interface Asked {
  readonly requesterArn?: string;
  readonly requesterId?: string;
  readonly automationExecutionId?: string;
  readonly isReplica?: boolean | string;
}

interface Context {
  readonly targetArn?: string;
  readonly accessTokenRole?: string;
}

interface Item extends Pick<OpsItemSummary, 'OperationalData' | 'OpsItemId' | 'CreatedTime'> {
  readonly Status?: string | undefined;
  readonly LastModifiedBy?: string | undefined;
}

function requestOf(place: RequestPlace, item: Item, nowMs: EpochMs): NodeRequest | undefined {
  const { account, region } = place;
  const say = (name: string): string => item.OperationalData?.[`${TYPE}${name}`]?.Value ?? '';
  const asked = parsed(say('')) as Asked | undefined;
  const context = parsed(say('/context')) as Context | undefined;
  const { OpsItemId: opsItem, CreatedTime } = item;
  const { requesterArn: arn, requesterId = '', automationExecutionId, isReplica } = asked ?? {};
  // A copy in the account of the delegated administrator is decided at home.
  if (!opsItem || !arn || String(isReplica) === 'true') return undefined;
  const is = requesterKind(arn);
  const role = context?.accessTokenRole?.split('/').at(-1) ?? '';
  const name = arn.split('/').at(-1) ?? '';
  return {
    account,
    region,
    opsItem,
    ...(automationExecutionId ? { execution: automationExecutionId } : {}),
    requester: { arn, uniqueId: requesterId, is },
    node: context?.targetArn?.split('/').at(-1) ?? '',
    reason: (parsed(say('/approvaldetails')) as { reason?: string } | undefined)?.reason ?? '',
    durationMs: durationOf(say('/accessduration')),
    createdMs: CreatedTime?.getTime() ?? nowMs,
    status: statusOf(item.Status ?? '', Date.parse(say('/endtime')), nowMs),
    lastBy: item.LastModifiedBy ?? '',
    owner: `arn:aws:sts::${account}:assumed-role/${role}/${name}`,
  };
}

function statusOf(status: string, endMs: EpochMs, nowMs: EpochMs): NodeRequestStatus {
  if (status === 'Approved') return endMs <= nowMs ? 'over' : 'approved';
  return WAITING.includes(status) ? 'pending' : (STATUS[status] ?? 'unknown');
}

const STATUS: Readonly<Record<string, NodeRequestStatus>> = {
  Rejected: 'rejected',
  Failed: 'rejected',
  Cancelling: 'cancelled',
  Cancelled: 'cancelled',
  TimedOut: 'timed-out',
  Revoked: 'revoked',
  Closed: 'over',
  Resolved: 'over',
};

/** ISO 8601, as `PT4H` or `P14D`. */
function durationOf(text: string): DurationMs {
  const [, days, hours, minutes, seconds] =
    /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/.exec(text) ?? [];
  const times = [days, hours, minutes, seconds].map((one) => Number(one ?? 0));
  return [DAY, HOUR, MINUTE, SECOND].reduce((sum, ms, at) => sum + ms * (times[at] ?? 0), 0);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
