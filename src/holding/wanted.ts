/** What should stand at AWS for one principal now: leases that have started, joined per target. */

import { isPolicy, membershipOf, targetKey } from '../catalog/target.ts';
import type { EpochMs } from '../kernel/time.ts';
import { type WantedFence, wantedFences } from './fences.ts';
import type { Holding } from './holding.ts';
import { isLive, type Lease, leaseEnd } from './lease.ts';
import {
  accessSlot,
  type AccessSlot,
  type AllowWindow,
  type MemberSlot,
  type TagSlot,
} from './slot.ts';

export interface Wanted {
  /** Targets with a live lease. */
  readonly targets: ReadonlySet<string>;
  /** By target key, for policies. */
  readonly windows: ReadonlyMap<string, AllowWindow>;
  /** By target key: what is joined, and what says so to readers of the console. */
  readonly groups: ReadonlyMap<string, WantedMember>;
  /** By target key, for requests of AWS's own. */
  readonly requests: ReadonlyMap<string, AccessSlot>;
  readonly fences: readonly WantedFence[];
}

export interface WantedMember {
  readonly member: MemberSlot;
  /** Identity Center has no place for one. */
  readonly tag?: TagSlot;
}

export function wantedNow(holding: Holding, nowMs: EpochMs): Wanted {
  const live = holding.leases.filter((lease) => isLive(lease, nowMs));
  const windows = new Map<string, AllowWindow>();
  const groups = new Map<string, WantedMember>();
  const requests = new Map<string, AccessSlot>();
  for (const [key, leases] of byTarget(live)) {
    const [first] = leases;
    if (!first) continue;
    const endMs = Math.max(...leases.map(leaseEnd));
    const { target } = first;
    const group = membershipOf(target);
    if (group !== undefined) {
      const groupId = leases.find(({ facts }) => facts.groupId !== undefined)?.facts.groupId;
      const known = groupId === undefined ? {} : { groupId };
      const tag = { kind: 'tag', group, ...known, untilMs: endMs } as const;
      const member = { kind: 'member', group } as const;
      groups.set(key, target.kind === 'iam-group' ? { member, tag } : { member });
    } else if (target.kind === 'jitna') {
      const slot = accessSlot(first);
      if (slot) requests.set(key, slot);
    } else if (isPolicy(target)) {
      const startMs = Math.min(...leases.map((lease) => lease.startMs));
      windows.set(key, { reach: target.reach, mfa: target.mfa, startMs, endMs });
    }
  }
  return {
    targets: new Set(live.map((lease) => targetKey(lease.target))),
    windows,
    groups,
    requests,
    fences: wantedFences(holding, nowMs),
  };
}

// All of them contain this very moment, so they overlap, and one window says the same as many.
// A lease that has not started is not in here: between two leases there is a gap, and no access.
function byTarget(live: readonly Lease[]): ReadonlyMap<string, readonly Lease[]> {
  const map = new Map<string, Lease[]>();
  for (const lease of live) {
    const key = targetKey(lease.target);
    map.set(key, [...(map.get(key) ?? []), lease]);
  }
  return map;
}
