/** Takes an order from a case file into the holding. The highest revision wins, in any order. */

import { targetKey } from '../catalog/target.ts';
import { earlier } from '../kernel/least.ts';
import type { EpochMs } from '../kernel/time.ts';
import type { Holder } from '../request/request.ts';
import type { Holding, TargetMemory } from './holding.ts';
import { type Lease, type LeaseOrder, leaseEnd } from './lease.ts';

/** A holding nobody holds anything in yet. */
export const emptyHolding = (holder: Holder): Holding => ({
  schema: 1,
  key: holder.key,
  holder,
  leases: [],
  targets: {},
  attempts: [],
  drift: [],
  settled: {},
  missed: {},
  owed: [],
  latestEndMs: 0,
  failures: 0,
});

/** The order taken in. What has ended or failed already is owed to the case file at once. */
export function takeOrder(holding: Holding, order: LeaseOrder, nowMs: EpochMs): Holding {
  if (isBarred(holding, order)) return holding;
  const key = targetKey(order.target);
  const known = holding.leases.find((lease) => isOf(lease, order.grant, key));
  const lease = known ? revised(known, order, nowMs) : fresh(order, nowMs);
  const leases = [...holding.leases.filter((other) => other !== known), lease];
  const next: Holding = { ...holding, leases, dueMs: earlier(holding.dueMs, nowMs) };
  const remembered = { ...next, targets: remember(next, key, lease, nowMs) };
  const isOver = lease.report.state === 'ended' || lease.report.state === 'failed';
  return isOver ? owe(remembered, lease, key) : remembered;
}

/** Undefined where it has come already: then it has to be ended, like any other. */
export function barOrder(holding: Holding, order: LeaseOrder): Holding | undefined {
  const { grant, revision, notAfterMs } = order;
  if (holding.leases.some((lease) => lease.grant === grant)) return undefined;
  const bar = { grant, revision, untilMs: notAfterMs };
  const others = (holding.barred ?? []).filter((one) => one.grant !== grant);
  // Of two the later number counts, whoever comes last.
  const last = holding.barred?.find((one) => one.grant === grant && one.revision > revision);
  return { ...holding, barred: [...others, last ?? bar] };
}

export const isBarred = ({ barred }: Holding, { grant, revision }: LeaseOrder): boolean =>
  barred?.some((one) => one.grant === grant && one.revision >= revision) ?? false;

/** By then whatever the order gave would have ended. */
export function withoutOldBars({ barred, ...holding }: Holding, nowMs: EpochMs): Holding {
  const left = barred?.filter(({ untilMs }) => untilMs > nowMs) ?? [];
  return left.length > 0 ? { ...holding, barred: left } : holding;
}

/** An order whose end is past is answered `ended`; it never reached AWS. */
function fresh(order: LeaseOrder, nowMs: EpochMs): Lease {
  const over = leaseEnd(order) <= nowMs;
  const report = over
    ? ({ state: 'ended', atMs: nowMs, how: 'never-given' } as const)
    : ({ state: 'provisioning' } as const);
  return { ...order, report, orderedMs: nowMs, rememberMs: order.notAfterMs };
}

function revised(known: Lease, order: LeaseOrder, nowMs: EpochMs): Lease {
  // What ended or failed never comes back, whatever is ordered: a wish for more is a new grant.
  const rememberMs = Math.max(known.rememberMs, order.notAfterMs);
  if (order.revision <= known.revision) return { ...known, rememberMs };
  // An early end must not be forgotten behind a later date, nor a past end be moved: both would
  // revive access of which the case file may already have said that it ended.
  const over = known.isOver === true || leaseEnd(known) <= nowMs;
  // What its group came to allow is no part of the order, and is fenced until it is taken away.
  const facts = known.grown ? { ...order.facts, reach: known.facts.reach } : order.facts;
  const { endMs, ...rest } = { ...known, ...order, facts };
  const end = over ? leaseEnd(known) : endMs;
  // By a slower clock it may be active still: but not for as long as was ordered, and that is what
  // the case file would hear.
  const isTooLate = over && known.report.state === 'active';
  const told = isTooLate ? { told: `${order.revision}:active` } : {};
  const ordered = { ...rest, ...told, orderedMs: nowMs, rememberMs };
  return end === undefined ? ordered : { ...ordered, endMs: end };
}

/** A target that may be granted gets a memory before the first write, for its fences' names. */
function remember(holding: Holding, key: string, lease: Lease, nowMs: EpochMs) {
  const known = holding.targets[key];
  if (lease.report.state === 'ended' || leaseEnd(lease) <= nowMs) return holding.targets;
  // A schedule takes no session away, so it need not outlive them.
  const { tailMs, namedRoles } = lease.facts;
  const isFencing = lease.target.kind !== 'identity-center';
  const sessions = isFencing ? [tailMs, ...namedRoles.map((role) => role.maxSessionMs)] : [];
  const holdMs = Math.max(FENCE_HOLD_MS, ...sessions, known?.holdMs ?? 0);
  const memory: TargetMemory = known ?? {
    kind: lease.target.kind,
    generation: holding.lastGeneration ?? 0,
    places: [],
    holdMs,
  };
  return { ...holding.targets, [key]: { ...memory, holdMs } };
}

/** By then AWS refuses the signature of any call still under way. */
export const FENCE_HOLD_MS = 20 * 60_000;

/**
 * Owes the case file this lease's report, in place of what was owed before: but why it failed is
 * said before it is said that nothing of it is left.
 */
export function owe(holding: Holding, lease: Lease, key: string): Holding {
  const { grant, revision, report } = lease;
  const isKept = (state: string) => state === 'failed' && report.state === 'ended';
  const others = holding.owed.filter(
    (owed) => owed.grant !== grant || owed.target !== key || isKept(owed.report.state),
  );
  return { ...holding, owed: [...others, { grant, target: key, revision, report }] };
}

export const isOf = (lease: LeaseOrder, grant: string, key: string): boolean =>
  lease.grant === grant && targetKey(lease.target) === key;
