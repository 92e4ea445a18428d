/** A role session to which AWS's own requests give something, and perhaps we as well. */

import { isJitna } from '../../src/catalog/target.ts';
import type { Unread } from '../../src/holding/look.ts';
import type { Observation, ObserveOrder } from '../../src/ports/grant-provider.ts';
import { observe } from './iam-observe.ts';
import type { PreflightReader } from './iam-preflight.ts';
import type { PickReader } from './ssm-pick.ts';
import { observeRequests } from './ssm-access-observe.ts';

export async function observeSession(
  reader: PreflightReader & PickReader,
  order: ObserveOrder,
): Promise<Observation> {
  const { clients } = reader;
  const asked = await observeRequests(clients, order, clients.nowMs);
  if (order.requestsOnly) return asked;
  const targets = order.targets.filter((target) => !isJitna(target));
  const given = await observe(reader, { ...order, targets });
  // Without its role there is no session that could still ask.
  if (given.principal !== 'present') return given;
  const unread = both(asked.unread, given.unread);
  return {
    ...given,
    found: [...asked.found, ...given.found],
    facts: { ...given.facts, ...asked.facts },
    listed: [...(asked.listed ?? []), ...(given.listed ?? [])],
    ...(unread && { unread }),
  };
}

function both(one: Unread | undefined, other: Unread | undefined): Unread | undefined {
  if (!one || !other) return one ?? other;
  return {
    targets: [...one.targets, ...other.targets],
    sessions: [...one.sessions, ...other.sessions],
    runs: [...(one.runs ?? []), ...(other.runs ?? [])],
    places: [...(one.places ?? []), ...(other.places ?? [])],
  };
}
