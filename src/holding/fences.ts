/**
 * Which fences should stand, and what each denies from when.
 *
 * A fence is dated per resource and action, not per target: with the latest end of the live leases
 * that reach it or, if none does, with the moment of revocation, two minutes back for clock skew.
 */

import { parametersOf, runbookFor, type SsmAutomationTarget } from '../catalog/automation.ts';
import { patternsMeet } from '../catalog/pattern.ts';
import {
  isAutomation,
  isMembership,
  membershipOf,
  type Reach,
  roleArn,
  targetKey,
} from '../catalog/target.ts';
import { MINUTE, type EpochMs } from '../kernel/time.ts';
import type { Holding, TargetMemory } from './holding.ts';
import { isLive, type Lease, leaseEnd, type NamedRole } from './lease.ts';
import { pairsOf, reachOf } from './pairs.ts';
import { builtIns } from './run.ts';
import { type Denial, type FencePlace, type FenceSlot, placeAtRole, placeName } from './slot.ts';

export interface WantedFence {
  readonly place: FencePlace;
  readonly target: string;
  readonly denials: readonly Denial[];
  readonly starts?: NonNullable<FenceSlot['starts']>;
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
    const booked = bookedAt(own);
    if (booked) return [scheduleFence(holding, booked, own, live)];
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
  if (memory.places.length > 0 || isMembership(memory.kind) || bookedAt(own)) return true;
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

/** Where nothing denies what these leases give: then somebody else is booked to take it away. */
function bookedAt(own: readonly Lease[]): FencePlace | undefined {
  const target = own[0]?.target;
  if (target?.kind === 'identity-center') return { on: 'schedule' };
  if (target?.kind !== 'ssm-automation' || !target.schedules) return undefined;
  return { on: 'schedule', in: { ...target.schedules, region: target.region } };
}

/**
 * One schedule for each target, and none in common: it takes one thing away. What is booked for
 * the end stays booked at an early one, since a late call may still land until then.
 */
function scheduleFence(
  { holder }: Holding,
  place: FencePlace,
  own: readonly Lease[],
  live: readonly Lease[],
): WantedFence {
  const held = own.filter((lease) => live.includes(lease));
  const last = held.toSorted((left, right) => leaseEnd(right) - leaseEnd(left))[0];
  const target = own[0] ? targetKey(own[0].target) : '';
  if (!last) return { place, target, denials: [], isKept: true };
  const fromMs = leaseEnd(last);
  if (!isAutomation(last.target)) {
    const reach = [{ actions: [MEMBERSHIP], resources: [membershipOf(last.target) ?? ''] }];
    return { place, target, denials: [{ reach, fromMs }] };
  }
  const starts = revokerOf(holder, last, last.target, target);
  const reach = [{ actions: [RUNBOOK], resources: starts ? [starts.document] : [] }];
  return { place, target, denials: [{ reach, fromMs }], ...(starts && { starts }) };
}
/** What a schedule takes away; its resource is named as `membershipOf` names it. */
const MEMBERSHIP = 'membership';
/** Or what it starts. */
const RUNBOOK = 'runbook';

/** The runbook that takes, with all that it is given. */
function revokerOf(
  holder: Holding['holder'],
  lease: Lease,
  target: SsmAutomationTarget,
  key: string,
): FenceSlot['starts'] | undefined {
  const runbook = runbookFor(target, 'revoke');
  if (!runbook) return undefined;
  const { startMs, grant } = lease;
  const told = builtIns(holder, { startMs, endMs: leaseEnd(lease), grant, target: key });
  const { document, version } = runbook;
  return { document, version, parameters: parametersOf(target, runbook, told) };
}

/**
 * At a role, what is denied is everything, to sessions that carry the person's name: all of them,
 * or those of one scope, which end apart from those of another.
 */
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
      .filter(({ facts }) => {
        const isNamed = ({ scope }: NamedRole) => scope === role.scope;
        if (facts.namedRoles.some((other) => roleArn(other) === arn && isNamed(other))) return true;
        return role.scope === undefined && leadsTo(facts.reach, arn);
      })
      .map(leaseEnd);
    const fromMs = ends.length > 0 ? Math.max(...ends) : atMs;
    return { place: placeAtRole(role), target, denials: [{ reach: EVERYTHING, fromMs }] };
  });
}

/** Though its entry does not name the role: nothing there tells whose session is whose. */
const leadsTo = (reach: readonly Reach[], arn: string): boolean =>
  reach.some(
    ({ actions, resources }) =>
      actions.some((action) => patternsMeet(action.toLowerCase(), 'sts:assumerole')) &&
      resources.some((resource) => patternsMeet(resource, arn)),
  );

export const samePlace = (left: FencePlace, right: FencePlace): boolean =>
  placeName(left) === placeName(right);
