/** Statements and calendars before the rules: forbid, freeze, no-auto, auto-approve. */

import { describe, expect, test } from 'vitest';
import { ok, refuse } from '../../src/kernel/refusal.ts';
import { DAY, HOUR } from '../../src/kernel/time.ts';
import { decide } from '../../src/policy/decide.ts';
import type { PolicyFacts } from '../../src/policy/decision.ts';
import { explain } from '../../src/policy/explain.ts';
import { frozenOf, heldBy } from '../../src/policy/freeze.ts';
import type { Freeze, Rule } from '../../src/policy/rule.ts';
import { NO_STATEMENT, type Said } from '../../src/policy/statement.ts';
import { factsOf, keyOf } from './case-world.ts';

const WORLD = {
  groups: { leads: ['ben', 'chie'], owners: ['dai'] },
  rules: [
    {
      id: 'one',
      for: '*',
      eligible: ['aiko'],
      levels: [{ name: 'leads', any: 1, of: ['@leads'] }],
    },
  ],
} as const;

const QUOTA = { name: 'small.cedar', times: 3, perMs: DAY };
const AUTO: Said = { ...NO_STATEMENT, auto: [{ statement: 'small.cedar#0' }] };
const COUNTED: Said = { ...NO_STATEMENT, auto: [{ statement: 'small.cedar#0', quota: QUOTA }] };
const OWNERS = { name: 'owners', mode: 'any', count: 1, from: [{ group: 'owners' }] } as const;

function decided(change: Partial<PolicyFacts>, freeze?: Freeze) {
  const facts = factsOf(WORLD);
  const rules = facts.rules.map((rule): Rule => ({ ...rule, ...(freeze && { freeze }) }));
  return decide({ ...facts, rules, ...change });
}

const closed = (untilMs?: number) =>
  new Map([
    ['cal', { open: false, why: 'closed', ...(untilMs === undefined ? {} : { untilMs }) } as const],
  ]);
const freeze = (effect: 'refuse' | 'hold'): Freeze => ({ effect, calendars: ['cal'] });
const LEVEL: Freeze = { effect: 'level', calendars: ['cal'], level: OWNERS };
const codes = (decision: ReturnType<typeof decide>) => explain(decision).map(({ code }) => code);

describe('a statement', () => {
  test('that forbids ends it, whoever else would approve at once', () => {
    const decision = decided({ said: ok({ ...AUTO, forbid: ['never.cedar#0'] }) });
    expect(decision).toMatchObject({
      kind: 'forbidden',
      refusal: { code: 'forbidden-by-policy', facts: { by: ['never.cedar#0'] } },
    });
    expect(codes(decision)).toEqual(['statement-forbids', 'rule-used', 'refused']);
  });

  test('that does not evaluate means no', () => {
    const said = refuse('policy-failed', { what: 'never.cedar' });
    expect(decided({ said })).toMatchObject({ kind: 'forbidden', refusal: said });
  });

  test('that approves at once leaves eligibility and cap as they are', () => {
    expect(decided({ said: ok(AUTO) })).toMatchObject({
      kind: 'auto-approved',
      by: 'small.cedar#0',
    });
    const outsider = factsOf({ ...WORLD, requester: 'mallory' });
    expect(decide({ ...outsider, said: ok(AUTO) })).toMatchObject({
      refusal: { code: 'not-eligible' },
    });
    expect(decided({ said: ok(AUTO), durationMs: 100 * HOUR })).toMatchObject({
      refusal: { code: 'too-long' },
    });
  });

  test('that wants a person is stronger than one that approves at once', () => {
    const decision = decided({ said: ok({ ...AUTO, noAuto: ['ask.cedar#0'] }) });
    expect(decision.kind).toBe('needs-approval');
    expect(codes(decision)).toContain('statement-no-auto');
  });

  test('with a quota approves until it is spent, and this one counts', () => {
    const spent = (used: number) => new Map([['small.cedar', used]]);
    expect(decided({ said: ok(COUNTED), spent: spent(2) })).toMatchObject({
      kind: 'auto-approved',
      quota: { used: 3, times: 3, perMs: DAY },
    });
    const over = decided({ said: ok(COUNTED), spent: spent(3) });
    expect(over.kind).toBe('needs-approval');
    expect(codes(over)).toContain('quota-spent');
  });

  test('with a quota of which nothing is known approves nothing', () => {
    expect(decided({ said: ok(COUNTED) }).kind).toBe('needs-approval');
  });

  test('approves nothing at once where the requester asked for people', () => {
    const added = [{ person: 'dai', key: keyOf('dai') }];
    expect(decided({ said: ok(AUTO), added })).toMatchObject({
      kind: 'needs-approval',
      stages: [{}, { requirements: [{ level: 'added', count: 1, keys: [keyOf('dai')] }] }],
    });
  });
});

describe('a closed calendar', () => {
  test('refuses, and says until when', () => {
    expect(decided({ calendars: closed(HOUR) }, freeze('refuse'))).toMatchObject({
      refusal: { code: 'frozen', facts: { calendar: 'cal', untilMs: HOUR } },
    });
  });

  test('of which nothing is known is closed, and says so', () => {
    expect(decided({}, freeze('refuse'))).toMatchObject({
      refusal: { code: 'frozen', facts: { why: 'silent' } },
    });
  });

  test('that is open changes nothing', () => {
    const calendars = new Map([['cal', { open: true } as const]]);
    expect(decided({ calendars }, freeze('refuse')).kind).toBe('needs-approval');
  });

  test('asks one more level, after all others, and nothing is approved at once', () => {
    const decision = decided({ calendars: closed(), said: ok(AUTO) }, LEVEL);
    expect(decision).toMatchObject({
      kind: 'needs-approval',
      stages: [{ requirements: [{ level: 'leads' }] }, { requirements: [{ level: 'owners' }] }],
    });
  });

  test('holds what is approved until it opens, the longest of several', () => {
    const held = decided({ calendars: closed(2 * HOUR), said: ok(AUTO) }, freeze('hold'));
    expect(held.kind).toBe('auto-approved');
    const { rules } = factsOf(WORLD);
    const two = rules.map(
      (rule): Rule => ({
        ...rule,
        freeze: { effect: 'hold', calendars: ['cal', 'other'] },
      }),
    );
    const frozen = frozenOf(two, closed(2 * HOUR));
    expect(heldBy(frozen, 3 * HOUR)).toMatchObject({ calendar: 'other' });
    expect(heldBy(frozen, 0)).toMatchObject({ calendar: 'cal', untilMs: 2 * HOUR });
  });
});
