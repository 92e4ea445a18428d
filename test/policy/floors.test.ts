/** Hard floors are code: whatever rules say, decisions stay above them. */

import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { DAY, HOUR } from '../../src/kernel/time.ts';
import { decide } from '../../src/policy/decide.ts';
import type { Rule } from '../../src/policy/rule.ts';
import { tally } from '../../src/request/tally.ts';
import { factsOf, keyOf, personOf, type World } from './case-world.ts';

const WORLD: World = {
  groups: { devs: ['aiko', 'ben'], leads: ['aiko', 'ben'] },
  rules: [{ id: 'one', for: '*', eligible: ['@devs'], levels: [{ any: 1, of: ['@leads'] }] }],
};
const anyMs = fc.oneof(
  fc.double(),
  fc.integer({ min: 0, max: 10_000 * DAY }),
  fc.constant(Infinity),
);
const decided = (change: Partial<Rule>, maxMs: number, durationMs: number) => {
  const facts = factsOf(WORLD);
  const rules = facts.rules.map((rule) => ({ ...rule, ...change }));
  return decide({ ...facts, rules, durationMs, entitlement: { ...facts.entitlement, maxMs } });
};

test('nothing is decided for longer than 14 days, nor waits for longer than 7', () => {
  const rule = fc.record({ maxMs: anyMs, maxTotalMs: anyMs, lapseMs: anyMs });
  fc.assert(
    fc.property(rule, anyMs, anyMs, (change, maxMs, durationMs) => {
      const decision = decided(change, maxMs, durationMs);
      if (decision.kind === 'forbidden') return true;
      const isShort = durationMs < 14 * DAY + 1_000 && decision.maxMs <= 14 * DAY;
      return isShort && !(decision.maxTotalMs > 14 * DAY) && !(decision.lapseMs > 7 * DAY);
    }),
  );
  const longest = decided(
    { maxMs: Infinity, maxTotalMs: Infinity, lapseMs: Infinity },
    Infinity,
    HOUR,
  );
  expect(longest).toMatchObject({ maxMs: 14 * DAY, maxTotalMs: 14 * DAY, lapseMs: 7 * DAY });
});

test('nobody approves their own, though a rule asks for nobody else', () => {
  const aiko = { person: 'aiko', key: keyOf('aiko') };
  const level = { name: 'self', mode: 'any', count: 1, from: [aiko] } as const;
  expect(decided({ levels: [level] }, HOUR, HOUR)).toMatchObject({
    kind: 'forbidden',
    refusal: { code: 'nobody-could-approve' },
  });
  const decision = decided({}, HOUR, HOUR);
  if (decision.kind === 'forbidden') throw new Error('ben could approve it.');
  const own = tally(decision.stages, [personOf(WORLD, 'aiko')], factsOf(WORLD));
  expect([own.have, own.satisfied]).toEqual([0, false]);
});

test('a rule that asks for nobody approves nothing', () => {
  for (const levels of [[], [{ name: 'none', mode: 'any', count: 0, from: [] }]] as const) {
    expect(decided({ levels }, HOUR, HOUR)).toMatchObject({ kind: 'forbidden' });
  }
});
