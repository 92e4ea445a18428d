/** Whom the rules ask, also where policy would give nothing. */

import { describe, expect, test } from 'vitest';
import { askedAnyway } from '../../src/policy/asked-anyway.ts';
import { decide } from '../../src/policy/decide.ts';
import { factsOf, keyOf, type RuleText, type World } from './case-world.ts';

const RULE: RuleText = {
  id: 'db',
  for: '*',
  eligible: ['aiko'],
  levels: [{ any: 1, of: ['@leads'] }],
  max: '2h',
};
const WORLD: World = {
  requester: 'aiko',
  beneficiary: 'aiko',
  groups: { leads: ['aiko', 'ben', 'chie'] },
  tags: {},
  rules: [RULE],
};
const facts = (change: Partial<World> = {}) => factsOf({ ...WORLD, ...change });
const keysIn = (of: ReturnType<typeof askedAnyway>) =>
  of.flatMap(({ requirements }) => requirements.flatMap(({ keys }) => keys));

describe('whom the rules ask', () => {
  test('are those whom a decision asks that gives', () => {
    const decision = decide(facts());
    if (decision.kind === 'forbidden') throw new Error('It should have been given.');
    expect(askedAnyway(facts(), [])).toEqual(decision.stages);
  });

  test('are the same where its requester may no longer have it, and never they themselves', () => {
    const gone = facts({ requester: 'chie', beneficiary: 'chie' });
    expect(decide(gone)).toMatchObject({ kind: 'forbidden', refusal: { code: 'not-eligible' } });
    expect(keysIn(askedAnyway(gone, []))).toEqual(['aiko', 'ben'].map(keyOf));
  });

  test('is nobody where no rule says', () => {
    expect(askedAnyway(facts({ rules: [] }), [])).toEqual([]);
    expect(askedAnyway(facts({ rules: [{ ...RULE, levels: [] }] }), [])).toEqual([]);
  });
});
