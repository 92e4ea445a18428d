/** Two evaluators that share no code say the same of random policies, asks and approvals. */

import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { decide } from '../../src/policy/decide.ts';
import { tally } from '../../src/request/tally.ts';
import { randomFacts as facts } from './random-facts.ts';
import { isEnough, secondOpinion } from './second.ts';

test('what is drawn comes to every kind of end', () => {
  const ends = new Map<string, number>();
  for (const one of fc.sample(facts, { numRuns: 2_000, seed: 1 })) {
    const decision = decide(one);
    const end = decision.kind === 'forbidden' ? decision.refusal.code : decision.kind;
    ends.set(end, (ends.get(end) ?? 0) + 1);
  }
  const rare = [...ends].filter(([, count]) => count < 20).map(([end]) => end);
  expect(ends.size).toBe(13);
  expect(rare).toEqual([]);
});

const sorted = (all: readonly unknown[]) => all.map((one) => JSON.stringify(one)).sort();

test('what is decided, why not, the caps and the demands', () => {
  fc.assert(
    fc.property(facts, (one) => {
      const [decision, second] = [decide(one), secondOpinion(one)];
      if (decision.kind === 'forbidden') {
        expect(second).toMatchObject({ kind: 'forbidden', code: decision.refusal.code });
        return;
      }
      const { kind, maxMs, maxTotalMs, lapseMs, stages } = decision;
      expect(second).toMatchObject({ kind, maxMs, maxTotalMs, lapseMs });
      const demands = stages.map(({ requirements }) =>
        sorted(requirements.map(({ count, keys }) => ({ count, keys: keys.toSorted() }))),
      );
      const theirs = (second.stages ?? []).map((stage) =>
        sorted(stage.map(({ count, keys }) => ({ count, keys: keys.toSorted() }))),
      );
      expect(theirs).toEqual(demands);
    }),
    { numRuns: 4_000 },
  );
});

test('and whether these approvals are enough', () => {
  const approvals = fc.array(fc.nat(5), { maxLength: 6 });
  fc.assert(
    fc.property(facts, approvals, (one, given) => {
      const decision = decide(one);
      if (decision.kind === 'forbidden') return;
      const by = given.flatMap((at) => one.people?.[at] ?? []);
      const enough = tally(decision.stages, by, one).satisfied;
      expect(isEnough(one, secondOpinion(one), by)).toBe(enough);
    }),
    { numRuns: 4_000 },
  );
});
