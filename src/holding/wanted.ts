/** What should stand at AWS for one principal now: leases that have started, joined per target. */

import { isAutomation, targetKey } from '../catalog/target.ts';
import type { EpochMs } from '../kernel/time.ts';
import { type WantedFence, wantedFences } from './fences.ts';
import type { Holding } from './holding.ts';
import { isLive, type Lease, leaseEnd } from './lease.ts';
import type { AllowWindow, TagSlot } from './slot.ts';

export interface Wanted {
  /** Targets with a live lease. */
  readonly targets: ReadonlySet<string>;
  /** By target key, for policies. */
  readonly windows: ReadonlyMap<string, AllowWindow>;
  /** Target key → group and its tag. */
  readonly groups: ReadonlyMap<string, TagSlot>;
  readonly fences: readonly WantedFence[];
}

export function wantedNow(holding: Holding, nowMs: EpochMs): Wanted {
  const live = holding.leases.filter((lease) => isLive(lease, nowMs));
  const windows = new Map<string, AllowWindow>();
  const groups = new Map<string, TagSlot>();
  for (const [key, leases] of byTarget(live)) {
    const [first] = leases;
    if (!first) continue;
    const endMs = Math.max(...leases.map(leaseEnd));
    const { target } = first;
    if (target.kind === 'iam-group') {
      groups.set(key, { kind: 'tag', group: target.group, untilMs: endMs });
    } else if (!isAutomation(target)) {
      const startMs = Math.min(...leases.map((lease) => lease.startMs));
      windows.set(key, { reach: target.reach, mfa: target.mfa, startMs, endMs });
    }
  }
  return {
    targets: new Set(live.map((lease) => targetKey(lease.target))),
    windows,
    groups,
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
