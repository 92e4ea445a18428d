/** Whatever is pressed and reported, in whatever order: what holds of every case at every step. */

import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CaseFile, Phase } from '../../src/case-file/case-file.ts';
import { phaseOf } from '../../src/case-file/case-file.ts';
import { wakeAt } from '../../src/case-file/tick-case.ts';
import { leaseEnd } from '../../src/holding/lease.ts';
import { refuse } from '../../src/kernel/refusal.ts';
import { HOUR, MINUTE, SECOND } from '../../src/kernel/time.ts';
import { Life } from './life.ts';
import { AIKO, BEN, CHIE, DAI, decision, NOON, OPS, stage, target, window } from './sample.ts';

const people = [AIKO, BEN, CHIE, DAI, ...OPS];
const who = fc.constantFrom(...people);
const index = fc.nat({ max: 2 });
const command = fc.oneof(
  fc.record({ do: fc.constant('approve' as const), who, ms: fc.constantFrom(0, 20 * MINUTE) }),
  fc.record({ do: fc.constantFrom('deny', 'cancel', 'end', 'write-off' as const), who }),
  fc.record({ do: fc.constant('extend' as const), ms: fc.constantFrom(5 * MINUTE, HOUR) }),
  fc.record({ do: fc.constantFrom('active', 'removed', 'gone', 'failed'), index, old: fc.nat(2) }),
  fc.record({ do: fc.constantFrom('active-all', 'removed-all', 'begin', 'tick' as const) }),
  fc.record({
    do: fc.constant('wait' as const),
    ms: fc.constantFrom(SECOND, MINUTE, 9 * MINUTE, 40 * MINUTE, 2 * HOUR),
  }),
);
type Command = typeof command extends fc.Arbitrary<infer T> ? T : never;

const FINAL: readonly Phase[] = ['denied', 'cancelled', 'lapsed', 'revoked', 'failed'];

const run: { readonly [K in string]: (life: Life, one: Command) => unknown } = {
  approve: (life, one) =>
    'who' in one && life.approve(one.who, 'ms' in one && one.ms > 0 ? one.ms : undefined),
  deny: (life, one) => 'who' in one && life.deny(one.who),
  cancel: (life, one) => 'who' in one && life.cancel(one.who),
  end: (life, one) => 'who' in one && life.end('approver', one.who),
  'write-off': (life, one) => 'who' in one && life.writeOff(one.who),
  extend: (life, one) => 'ms' in one && life.extend(one.ms),
  'active-all': (life) => [0, 1, 2].map((at) => life.hearActive(at)),
  'removed-all': (life) => [0, 1, 2].map((at) => life.hearEnded(at)),
  begin: (life) => life.nowMs >= (life.file.grant?.startMs ?? 0) && life.begin(),
  tick: (life) => life.tick(),
  wait: (life, one) => 'ms' in one && life.at(life.nowMs + one.ms),
};

function hear(life: Life, one: Command): void {
  if (!('old' in one)) return;
  const atMs = life.nowMs;
  const revision = (life.file.grant?.leases[one.index]?.revision ?? 0) - one.old;
  if (revision < 1) return;
  const report =
    one.do === 'active'
      ? ({ state: 'active', sinceMs: atMs } as const)
      : one.do === 'failed'
        ? ({ state: 'failed', atMs, refusal: refuse('aws-silent', {}) } as const)
        : ({ state: 'ended', atMs, how: one.do === 'gone' ? 'gone' : 'removed' } as const);
  life.hear(report, one.index, revision);
}

function check(before: CaseFile, life: Life): void {
  const { file, nowMs } = life;
  const keys = file.owed.map(({ key }) => key);
  expect(new Set(keys).size).toBe(keys.length);
  const [was, is] = [phaseOf(before), phaseOf(file)];
  if (FINAL.includes(was)) expect(is).toBe(was);
  const { grant } = file;
  if (before.grant) expect(grant).toBeDefined();
  for (const order of life.orders) {
    // An order that the holding has carried out to its end may still be owed: it knows it by heart.
    if (grant?.state === 'revoking' || grant?.state === 'failed') {
      expect(leaseEnd(order)).toBeLessThanOrEqual(nowMs);
      continue;
    }
    // To end at once is no more time, however late it comes; whatever else is ordered might be.
    const allowedMs = (grant?.activeMs ?? order.startMs) + life.decision.maxTotalMs;
    expect(order.endMs ?? 0).toBeLessThanOrEqual(allowedMs);
  }
  if (grant?.state === 'active') {
    for (const { report } of grant.leases) expect(report.state).toBe('active');
  }
  const open = file.extensions.filter(({ state }) => state === 'pending' || state === 'approved');
  expect(open.length).toBeLessThanOrEqual(1);
  const ids = new Set(file.reviews.map(({ by }) => by.key));
  if (grant && !before.grant) expect(ids.has(AIKO.key)).toBe(false);
  if (is === 'active' || is === 'provisioning') expect(ids.size).toBeGreaterThanOrEqual(2);
}

const asked = fc.constantFrom({}, window(NOON + HOUR, NOON + 3 * HOUR), {
  asked: { kind: 'until', endMs: NOON + 2 * HOUR } as const,
});

/** Found by chance, once in a million: one of three fails long after all of it should be over. */
const FAILED_AFTER_HOURS: Command[] = [
  { do: 'approve', who: CHIE, ms: 0 },
  { do: 'approve', who: DAI, ms: 0 },
  { do: 'wait', ms: 2 * HOUR },
  { do: 'wait', ms: 2 * HOUR },
  { do: 'failed', index: 0, old: 0 },
];

test('keys are unique, ends are ends, nobody counts twice, and nothing is said too early', () => {
  const rules = decision([stage(2, BEN, CHIE, DAI)]);
  fc.assert(
    fc.property(asked, fc.array(command, { maxLength: 40 }), fc.boolean(), (ask, all, isOne) => {
      const names = isOne ? ['one'] : ['one', 'two', 'three'];
      const life = new Life({ ...ask, targets: names.map(target) }, rules);
      for (const one of all) {
        const before = life.file;
        run[one.do]?.(life, one);
        hear(life, one);
        check(before, life);
      }
      const before = life.tick().file;
      check(before, life);
      // What the clock will bring is still to come, or nothing is to come. A start that has come
      // is not for the clock alone: policy decides it, and until then it stays due.
      if (phaseOf(life.file) === 'scheduled') return;
      expect(wakeAt(life.file, life.nowMs) ?? Infinity).toBeGreaterThan(life.nowMs);
    }),
    { numRuns: 10_000, examples: [[{}, FAILED_AFTER_HOURS, false]] },
  );
});
