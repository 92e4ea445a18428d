/** How the access requests of a role session stand at AWS, and what it has opened by them. */

import { targetKey, type JitnaTarget, type TargetFacts } from '../../src/catalog/target.ts';
import type { FoundSlot } from '../../src/holding/slot.ts';
import { accessSlot } from '../../src/holding/slot.ts';
import { Fault } from '../../src/kernel/fault.ts';
import { type Answer, ok, refuse } from '../../src/kernel/refusal.ts';
import type { Observation, ObserveOrder } from '../../src/ports/grant-provider.ts';
import { byline, type NodeRequest } from '../../src/catalog/node-request.ts';
import { requestContent } from './names.ts';
import { requestAt } from './ssm-access-read.ts';
import type { Clients } from './clients.ts';
import { sessionsOf } from './ssm-sessions.ts';

const READ_MS = 6_000;
const FACTS: TargetFacts = { reach: [], namedRoles: [], tailMs: 0 };

/** A role session has no user that could be gone: what it holds through us is at its requests. */
export async function observeRequests(
  clients: Clients,
  { requests = [], sessions, watched = [], signal }: ObserveOrder,
  nowMs: () => number,
): Promise<Observation> {
  const briefly = AbortSignal.any([signal, AbortSignal.timeout(READ_MS)]);
  const read = await Promise.all(requests.map((one) => standing(clients, one, briefly, nowMs)));
  const open = await openSessions(clients, requests, { sessions, watched, signal });
  const facts = read.flatMap(({ key, facts }) => (facts ? [[key, facts] as const] : []));
  const unread = {
    targets: read.filter(({ facts }) => !facts).map(({ key }) => key),
    sessions: open.unread,
  };
  const isWhole = unread.targets.length + unread.sessions.length === 0;
  return {
    principal: 'present',
    found: [...read.flatMap(({ found }) => found), ...open.found],
    facts: Object.fromEntries(facts),
    listed: open.listed,
    ...(isWhole ? {} : { unread }),
  };
}

interface Standing {
  readonly key: string;
  readonly found: readonly FoundSlot[];
  /** None where AWS did not say. */
  readonly facts?: Answer<TargetFacts>;
}

async function standing(
  clients: Clients,
  target: JitnaTarget,
  signal: AbortSignal,
  nowMs: () => number,
): Promise<Standing> {
  const key = targetKey(target);
  const slot = accessSlot({ target });
  if (!slot) return { key, found: [], facts: ok(FACTS) };
  const { account, region } = target;
  try {
    const place = { clients, account, region, signal };
    const request = await requestAt(place, slot.opsItem, nowMs());
    const { note: _, ...id } = slot;
    const isApproved = request?.status === 'approved';
    const found = isApproved ? [{ id, content: requestContent(slot.opsItem) }] : [];
    return { key, found, facts: factsOf(request) };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return { key, found: [] };
  }
}

/** Still to be had: waiting, or approved and within its window. */
function factsOf(request: NodeRequest | undefined): Answer<TargetFacts> {
  if (!request) return refuse('target-missing', { what: 'access request' });
  const { status, lastBy } = request;
  return status === 'pending' || status === 'approved'
    ? ok(FACTS)
    : refuse('decided-at-aws', { status, by: byline(lastBy) });
}

async function openSessions(
  clients: Clients,
  requests: readonly JitnaTarget[],
  { sessions, watched, signal }: Required<Pick<ObserveOrder, 'sessions' | 'watched' | 'signal'>>,
) {
  const places = new Map<string, { account: string; region: string; owner: string }>();
  for (const { account, region, request } of requests) {
    if (!request || !sessions.includes(region)) continue;
    places.set(`${region} ${request.owner}`, { account, region, owner: request.owner });
  }
  const all = [...places.values()];
  const read = await Promise.allSettled(
    all.map(({ account, region, owner }) =>
      sessionsOf({ clients, account, region, signal }, owner, {
        isWatched: watched.includes(region),
      }),
    ),
  );
  const found = read
    .flatMap((one) => (one.status === 'fulfilled' ? one.value.open : []))
    .map((id): FoundSlot => ({ id, content: id.session }));
  const unread = all.flatMap(({ region }, at) => (read[at]?.status === 'rejected' ? [region] : []));
  const listed = all.flatMap(({ region }, at) => {
    const one = read[at];
    return one?.status === 'fulfilled' && one.value.isListed ? [region] : [];
  });
  return { found, unread: [...new Set(unread)], listed };
}
