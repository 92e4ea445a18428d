/** Would it all fit? The revocation fence of every lease and a spare generation included. */

import {
  isPolicy,
  type Reach,
  type Target,
  type TargetFacts,
  targetKey,
} from '../../src/catalog/target.ts';
import { pairsOf, reachOf } from '../../src/holding/pairs.ts';
import type { FencePlace } from '../../src/holding/slot.ts';
import {
  allowDocument,
  fenceDocument,
  type PolicyDocument,
  sizeOf,
  type Who,
} from './policy-document.ts';

/** IAM quotas: characters of all inline policies of a user, and of a role; groups; tags. */
export const USER_INLINE = 2_048;
export const ROLE_INLINE = 10_240;
export const GROUPS = 10;
export const TAGS = 50;

export interface Leased {
  readonly target: Target;
  readonly facts: TargetFacts;
}

/** Characters that our documents may need at the holder's own place, in the worst case. */
export function neededAtHome(leases: readonly Leased[], who?: Who): number {
  const targets = new Map(leases.map(({ target }) => [targetKey(target), target]));
  const windows = [...targets.values()].flatMap((target) =>
    isPolicy(target) ? [{ reach: target.reach, mfa: target.mfa, startMs: 0, endMs: 0 }] : [],
  );
  const allow = windows.length > 0 ? sizeOf(allowDocument({ windows }, who)) : 0;
  const fences = [...pairsByTarget(leases).values()].map((pairs, _, all) =>
    ownFence(pairs, all, who),
  );
  return allow + fences.reduce((sum, size) => sum + size, 0) + Math.max(0, ...fences);
}

type Pairs = ReadonlySet<string>;

/** Two grants of one target share its fence. */
function pairsByTarget(leases: readonly Leased[]): ReadonlyMap<string, Pairs> {
  const byTarget = new Map<string, Pairs>();
  for (const { target, facts } of leases) {
    const key = targetKey(target);
    byTarget.set(key, new Set([...(byTarget.get(key) ?? []), ...pairsOf(facts.reach)]));
  }
  return byTarget;
}

/**
 * Pairs that lie in the same targets always end together. Where a fence has several kinds of
 * them, each may come to have a date of its own, and no statement is shared.
 */
function ownFence(pairs: Pairs, all: readonly Pairs[], who: Who | undefined): number {
  const kinds = Map.groupBy(pairs, (pair) => all.map((one) => (one.has(pair) ? 1 : 0)).join(''));
  const reaches = [...kinds.values()].map((kind) => reachOf(kind));
  const apart = reaches
    .flat()
    .flatMap(({ actions, resources }) =>
      actions.map((action) => ({ actions: [action], resources })),
    );
  const reach = reaches.length === 1 ? reaches.flat() : apart;
  return sizeOf(fenceAt({ on: 'user' }, reach, who));
}

/** Two generations of one fence at a role, while the newer is being read back. */
export function neededAtRole(): number {
  const at = { on: 'role', role: { account: '', name: '' } } as const;
  // The longest of the conditions that it may have.
  const places: readonly FencePlace[] = [
    { ...at, userid: '', source: 'x'.repeat(64) },
    { ...at, userid: `*:${'x'.repeat(64)}`, scope: 'x'.repeat(12) },
  ];
  const everything = [{ actions: ['*'], resources: ['*'] }];
  return 2 * Math.max(...places.map((place) => sizeOf(fenceAt(place, everything))));
}

const fenceAt = (place: FencePlace, reach: readonly Reach[], who?: Who): PolicyDocument =>
  fenceDocument({ place, target: '', generation: 0, denials: [{ reach, fromMs: 0 }] }, who);

/** White space is free (IAM quotas). */
export const countedSize = (document: unknown): number => JSON.stringify(document).length;
