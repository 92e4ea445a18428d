/**
 * Claims between replicas: which work of others is left alone, and from when it may be taken over.
 *
 * A claim says who, and never until when: clocks of replicas differ. It is dead when its count has
 * not moved for ten seconds on the monotonic clock of whoever wants to take over.
 */

import type { Claim } from '../kernel/claim.ts';
import { type Clock, type DurationMs, SECOND } from '../kernel/time.ts';
import type { Lane } from '../work/effect.ts';

export interface Claims {
  /** This replica's name. */
  readonly by: string;
  /** Ours, nobody's, or of somebody who has not moved for as long as we have been looking. */
  mayTake(lane: Lane, record: string, claim: Claim | undefined): boolean;
  /** It is about to be ours, by a commit that carries it. */
  took(lane: Lane, record: string): void;
  /** For how long it has stood at this version, as far as we have looked; on our own clock. */
  stillFor(record: string, version: number): DurationMs;
  /** For how long we have left this record to others, look by look; on our own clock. */
  leftFor(record: string): DurationMs;
  /** Taken so short a time ago that nobody can have taken it over; told once. */
  justTook(lane: Lane, record: string): boolean;
}

const DEAD_AFTER_MS = 10 * SECOND;
const FORGOTTEN_AFTER_MS = 90 * SECOND;
const JUST_MS = 5 * SECOND;

interface Sight {
  readonly by: string;
  readonly count: number;
  readonly sinceMs: number;
  readonly seenMs: number;
}

export function createClaims(clock: Clock, by: string): Claims {
  const sights = createSights(clock);
  const taken = new Map<string, number>();

  return {
    by,
    stillFor(record, version) {
      return sights.stoodFor(`all of ${record}`, { by: '', count: version });
    },
    leftFor: (record) => sights.stoodFor(`left ${record}`, { by: '', count: 0 }),
    took(lane, record) {
      const name = `${lane} ${record}`;
      taken.delete(name);
      taken.set(name, clock.monotonicMs());
      const [oldest] = taken.keys();
      if (taken.size > 1_000 && oldest !== undefined) taken.delete(oldest);
    },
    justTook(lane, record) {
      const name = `${lane} ${record}`;
      const atMs = taken.get(name) ?? -Infinity;
      taken.delete(name);
      return clock.monotonicMs() - atMs < JUST_MS;
    },
    mayTake(lane, record, claim) {
      const name = `${lane} ${record}`;
      if (!claim || claim.by === by) {
        sights.forget(name);
        return true;
      }
      return sights.stoodFor(name, claim) >= DEAD_AFTER_MS;
    },
  };
}

function createSights(clock: Clock) {
  const sights = new Map<string, Sight>();

  function forgetOld(nowMs: number): void {
    for (const [name, { seenMs }] of sights) {
      if (nowMs - seenMs >= FORGOTTEN_AFTER_MS) sights.delete(name);
    }
  }

  return {
    forget: (name: string) => void sights.delete(name),
    /** For how long it has stood as it stands now, as far as was looked. */
    stoodFor(name: string, { by, count }: Pick<Claim, 'by' | 'count'>): DurationMs {
      const seenMs = clock.monotonicMs();
      if (sights.size > 1_000) forgetOld(seenMs);
      const before = sights.get(name);
      const isSame =
        before?.by === by && before.count === count && seenMs - before.seenMs < FORGOTTEN_AFTER_MS;
      const sinceMs = isSame ? before.sinceMs : seenMs;
      sights.set(name, { by, count, sinceMs, seenMs });
      return seenMs - sinceMs;
    },
  };
}
