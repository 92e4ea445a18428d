/**
 * Which fences should stand, and what each denies from when.
 *
 * A fence is dated per resource and action, not per target: with the latest end of the live leases
 * that reach it or, if none does, with the moment of revocation, two minutes back for clock skew.
 */

import { isMembership, membershipOf, type Reach, roleArn, targetKey } from '../catalog/target.ts';
import { MINUTE, type EpochMs } from '../kernel/time.ts';
import type { Holding, TargetMemory } from './holding.ts';
import { isLive, type Lease, leaseEnd, type NamedRole } from './lease.ts';
import { type Denial, type FencePlace, placeAtRole, placeName } from './slot.ts';

export interface WantedFence {
  readonly place: FencePlace;
  readonly target: string;
  readonly denials: readonly Denial[];
  /** Whatever stands there is left standing: it says nothing that is not so any more. */
  readonly isKept?: true;
}

const SKEW_MS = 2 * MINUTE;
const EVERYTHING: readonly Reach[] = [{ actions: ['*'], resources: ['*'] }];

export function wantedFences(holding: Holding, nowMs: EpochMs): readonly WantedFence[] {
  const live = holding.leases.filter((lease) => isLive(lease, nowMs));
  return Object.entries(holding.targets).flatMap(([target, memory]) => {
    const own = holding.leases.filter(
      (lease) => targetKey(lease.target) === target && lease.startMs <= nowMs,
    );
    if (!stands(memory, own, live, target, nowMs)) return [];
    if (memory.kind === 'identity-center') return [scheduleFence(target, own, live)];
    // The same at every look, or each look would find another fence to put.
    const stopped = own.filter((lease) => !live.includes(lease)).map((one) => stopOf(one, nowMs));
    const atMs = (memory.unwantedMs ?? Math.min(nowMs, ...stopped)) - SKEW_MS;
    return [...userFence(target, own, live, atMs), ...roleFences(target, own, live, atMs)];
  });
}

/** When a lease that no longer counts stopped counting. */
function stopOf(lease: Lease, nowMs: EpochMs): EpochMs {
  const { report } = lease;
  const isOver = report.state === 'ended' || report.state === 'failed';
  return Math.min(leaseEnd(lease), isOver ? report.atMs : nowMs);
}

/** A policy's own dates end it, so it needs a fence only on the way out, or while one stands. */
function stands(
  memory: TargetMemory,
  own: readonly Lease[],
  live: readonly Lease[],
  target: string,
  nowMs: EpochMs,
): boolean {
  if (own.length === 0) return false;
  const isWanted = live.some((lease) => targetKey(lease.target) === target);
  // Nothing was ever written for it: there is nothing to fence off.
  if (!isWanted && !memory.touched) return false;
  if (!isWanted) return memory.unwantedMs !== undefined && !isRetired(memory, nowMs);
  if (memory.places.length > 0 || isMembership(memory.kind)) return true;
  return own.some((lease) => lease.facts.namedRoles.length > 0);
}

/** Long enough after the removal was proved, and read clean twice more since. */
export const isRetired = (memory: TargetMemory, nowMs: EpochMs): boolean =>
  memory.removedMs !== undefined &&
  memory.retiringMs !== undefined &&
  nowMs >= memory.removedMs + memory.holdMs &&
  nowMs >= memory.retiringMs + 15_000;

function userFence(
  target: string,
  own: readonly Lease[],
  live: readonly Lease[],
  atMs: EpochMs,
): readonly WantedFence[] {
  const ends = new Map<string, EpochMs>();
  for (const lease of live) {
    for (const pair of pairsOf(lease.facts.reach)) {
      ends.set(pair, Math.max(ends.get(pair) ?? 0, leaseEnd(lease)));
    }
  }
  const dated = new Map<EpochMs, string[]>();
  for (const pair of new Set(own.flatMap((lease) => pairsOf(lease.facts.reach)))) {
    const fromMs = ends.get(pair) ?? atMs;
    dated.set(fromMs, [...(dated.get(fromMs) ?? []), pair]);
  }
  const denials = [...dated]
    .sort(([left], [right]) => left - right)
    .map(([fromMs, pairs]) => ({ reach: reachOf(pairs), fromMs }));
  return denials.length === 0 ? [] : [{ place: { on: 'user' }, target, denials }];
}

/**
 * One schedule for each target, and none in common: it takes one membership away. What is booked
 * for the end stays booked at an early one, since a late call may still land until then.
 */
function scheduleFence(target: string, own: readonly Lease[], live: readonly Lease[]): WantedFence {
  const place = { on: 'schedule' } as const;
  const ends = own.filter((lease) => live.includes(lease)).map(leaseEnd);
  if (ends.length === 0) return { place, target, denials: [], isKept: true };
  const resources = own.slice(0, 1).flatMap((lease) => membershipOf(lease.target) ?? []);
  const reach = [{ actions: [MEMBERSHIP], resources }];
  return { place, target, denials: [{ reach, fromMs: Math.max(...ends) }] };
}
/** What a schedule takes away; its resource is named as `membershipOf` names it. */
const MEMBERSHIP = 'membership';

/** At a role, what is denied is everything, to sessions that carry the person's name. */
function roleFences(
  target: string,
  own: readonly Lease[],
  live: readonly Lease[],
  atMs: EpochMs,
): readonly WantedFence[] {
  const roles = new Map<string, NamedRole>();
  for (const role of own.flatMap((lease) => lease.facts.namedRoles)) roles.set(roleArn(role), role);
  return [...roles].map(([arn, role]) => {
    const ends = live
      .filter((lease) => lease.facts.namedRoles.some((other) => roleArn(other) === arn))
      .map(leaseEnd);
    const fromMs = ends.length > 0 ? Math.max(...ends) : atMs;
    return { place: placeAtRole(role), target, denials: [{ reach: EVERYTHING, fromMs }] };
  });
}

const SEPARATOR = '\n';
export const pairsOf = (reach: readonly Reach[]): readonly string[] =>
  reach.flatMap((one) =>
    one.actions.flatMap((action) =>
      one.resources.map((resource) => `${action}${SEPARATOR}${resource}`),
    ),
  );

/** Pairs put together again: same resources share one statement, in a stable order. */
export function reachOf(pairs: readonly string[]): readonly Reach[] {
  const byAction = new Map<string, string[]>();
  for (const pair of [...pairs].sort()) {
    const [action = '', resource = ''] = pair.split(SEPARATOR);
    byAction.set(action, [...(byAction.get(action) ?? []), resource]);
  }
  const byResources = new Map<string, { actions: string[]; resources: string[] }>();
  for (const [action, resources] of byAction) {
    const key = resources.join(SEPARATOR);
    const entry = byResources.get(key) ?? { actions: [], resources };
    entry.actions.push(action);
    byResources.set(key, entry);
  }
  return [...byResources.values()];
}

/** True when everything `inner` reaches is named by `outer`, letter by letter. */
export function covers(outer: readonly Reach[], inner: readonly Reach[]): boolean {
  const known = new Set(pairsOf(outer));
  return pairsOf(inner).every((pair) => known.has(pair));
}

/** True when some action on some resource is named by both. */
export function reachesMeet(left: readonly Reach[], right: readonly Reach[]): boolean {
  const known = new Set(pairsOf(left));
  return pairsOf(right).some((pair) => known.has(pair));
}

export const samePlace = (left: FencePlace, right: FencePlace): boolean =>
  placeName(left) === placeName(right);
