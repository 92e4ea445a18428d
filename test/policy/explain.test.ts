/** Why policy says what it says, as lines of codes and facts. */

import { describe, expect, test } from 'vitest';
import { decide } from '../../src/policy/decide.ts';
import { explain } from '../../src/policy/explain.ts';
import { tally } from '../../src/request/tally.ts';
import { factsOf, keyOf, personOf, type World } from './case-world.ts';

const world: World = {
  groups: { devs: ['aiko'], leads: ['ben', 'chie'], managers: ['dai'] },
  tags: { env: 'prod', data: 'customer' },
  rules: [
    { id: 'all', for: '*', eligible: ['@devs'], levels: [{ any: 1, of: ['@leads'] }] },
    { id: 'stage', for: 'env=stage', eligible: ['@devs'], levels: [{ any: 1, of: ['@leads'] }] },
    {
      id: 'prod',
      for: 'env=prod',
      eligible: ['@devs'],
      levels: [
        { name: 'leads', any: 2, of: ['@leads'] },
        { name: 'managers', any: 1, of: ['@managers', 'emi'] },
      ],
    },
  ],
};

function explained(from: World, approvals?: readonly string[]) {
  const facts = factsOf(from);
  const decision = decide(facts);
  if (decision.kind === 'forbidden' || !approvals) return explain(decision);
  const given = approvals.map((name) => personOf(from, name));
  return explain(decision, tally(decision.stages, given, facts));
}

const codes = (from: World, approvals?: readonly string[]) =>
  explained(from, approvals).map(({ code }) => code);

const levels = (approvals?: readonly string[]) =>
  explained(world, approvals).flatMap((line) => (line.code === 'level' ? [line.facts] : []));

describe('before anybody approved', () => {
  test('every rule is named with what it is about, and what it took to be used', () => {
    expect(explained(world).slice(0, 3)).toEqual([
      { code: 'rule-too-general', facts: { rule: 'all', scope: { by: 'all' } } },
      {
        code: 'rule-not-matching',
        facts: { rule: 'stage', scope: { by: 'tag', tag: 'env', value: 'stage' } },
      },
      {
        code: 'rule-used',
        facts: { rule: 'prod', scope: { by: 'tag', tag: 'env', value: 'prod' }, eligible: true },
      },
    ]);
  });

  test('each level says what it needs, whom from, and whose turn it is', () => {
    expect(levels()).toMatchObject([
      { stage: 1, stages: 2, state: 'current', have: 0, need: 2, from: ['leads'], by: [] },
      { stage: 2, stages: 2, state: 'later', have: 0, need: 1, from: ['managers', 'emi'] },
    ]);
    expect(levels().map(({ could }) => could)).toEqual([
      [keyOf('ben'), keyOf('chie')],
      [keyOf('dai'), keyOf('emi')],
    ]);
  });

  test('an empty tally says the same as none', () => {
    expect(explained(world, [])).toEqual(explained(world));
  });

  test('cap, total and lapse are among the lines', () => {
    expect(explained(world)).toContainEqual({
      code: 'limits',
      facts: { maxMs: 14_400_000, maxTotalMs: 43_200_000, lapseMs: 3_600_000 },
    });
  });
});

describe('while approvals come in', () => {
  test('who approved is named, and who is still missing', () => {
    expect(levels(['ben'])[0]).toMatchObject({
      state: 'current',
      have: 1,
      by: [{ key: keyOf('ben'), name: 'ben' }],
      could: [keyOf('chie')],
    });
  });

  test('a level that is over asks nobody, and the next one is the current', () => {
    expect(levels(['ben', 'chie'])).toMatchObject([
      { state: 'complete', have: 2, could: [] },
      { state: 'current', have: 0, could: [keyOf('dai'), keyOf('emi')] },
    ]);
  });

  test('the last line says that it is enough, only when it is', () => {
    expect(codes(world, ['ben', 'chie'])).not.toContain('enough');
    expect(explained(world, ['ben', 'chie', 'emi']).at(-1)).toEqual({
      code: 'enough',
      facts: { by: ['ben', 'chie', 'emi'].map((name) => ({ key: keyOf(name), name })) },
    });
  });

  test('no line carries the AWS user or the other accounts of anybody', () => {
    const known = { ...world, people: { ben: { keys: ['ben-grid'], iam: 'ben.mori' } } };
    expect(JSON.stringify(explained(known, ['ben']))).not.toMatch(/ben\.mori|ben-grid/);
  });
});

describe('refused', () => {
  test('the rule that refused is named before the refusal, and nothing is asked for', () => {
    const lines = explained({ ...world, requester: 'zoe' });
    expect(lines[2]).toMatchObject({ code: 'rule-used', facts: { rule: 'prod', eligible: false } });
    expect(lines.at(-1)).toMatchObject({
      code: 'refused',
      facts: { refusal: { code: 'not-eligible' } },
    });
    expect(lines).toHaveLength(4);
  });

  test('rules that speak together are said to', () => {
    const both = [...(world.rules ?? [])];
    both.push({ id: 'data', for: 'data=customer', eligible: ['zoe'], levels: [] });
    expect(explained({ ...world, rules: both })).toContainEqual({
      code: 'rules-combined',
      facts: { rules: ['prod', 'data'] },
    });
  });
});
