/** Runbooks through random days: nothing of a dated pair is usable beyond its end, or stays. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { HOUR, MINUTE, SECOND } from '../../src/kernel/time.ts';
import { type Fate, RunCloud } from './run-cloud.ts';
import { pairTarget, runOrder } from './runbook-sample.ts';
import { NOON } from './sample.ts';

const PAIR = pairTarget(true);

describe('whatever is lost, late, or slept through', () => {
  const fates = fc.array(
    fc.oneof(
      { weight: 6, arbitrary: fc.constant<Fate>(undefined) },
      { weight: 2, arbitrary: fc.constantFrom<Fate>('lost', 'dropped', 'refused') },
      { weight: 1, arbitrary: fc.nat(18 * 60).map((s): Fate => ({ lateMs: s * SECOND })) },
    ),
    { minLength: 1, maxLength: 60 },
  );
  const leases = fc.array(
    fc.record({ from: fc.nat(60), length: fc.integer({ min: 5, max: 90 }), cut: fc.nat(120) }),
    { minLength: 1, maxLength: 3 },
  );
  const sleeps = fc.array(fc.record({ at: fc.nat(150), for: fc.nat(20) }), { maxLength: 3 });

  test('a dated pair is never usable beyond the latest end, and nothing stays in the end', () => {
    fc.assert(
      fc.property(
        fates,
        leases,
        sleeps,
        fc.integer({ min: 1, max: 90 }),
        (drawn, asks, naps, s) => {
          const cloud = new RunCloud();
          cloud.runMs = s * SECOND;
          let calls = 0;
          cloud.fate = () =>
            cloud.nowMs > NOON + 4 * HOUR ? undefined : drawn[(calls += 1) % drawn.length];
          const latestMs = Math.max(...asks.map((one) => NOON + (one.from + one.length) * MINUTE));
          for (let minute = 0; minute < 420; minute += 1) {
            const atMs = NOON + minute * MINUTE;
            asks.forEach((one, index) => {
              const [from, to] = [
                NOON + one.from * MINUTE,
                NOON + (one.from + one.length) * MINUTE,
              ];
              const lease = runOrder(`PA-${index}`, PAIR, from, to);
              if (one.from === minute) cloud.order(lease);
              const isCut =
                one.cut > one.from && one.cut === minute && one.cut < one.from + one.length;
              if (isCut) cloud.order({ ...lease, revision: 2, endMs: atMs });
            });
            const nap = naps.find(({ at }) => at === minute);
            if (nap) cloud.sleepUntil(atMs + nap.for * MINUTE);
            cloud.runUntil(atMs + MINUTE);
            if (cloud.nowMs >= latestMs) expect(cloud.mayUse()).toBe(false);
          }
          expect(cloud.policy).toBeUndefined();
          for (const { report } of cloud.holding.leases) expect(report.state).toBe('ended');
        },
      ),
      { numRuns: 40 },
    );
  });
});
