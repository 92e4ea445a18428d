/** Access first, and approval after, as policy decides it: floors, rules combined, reviewers. */

import { describe, expect, test } from 'vitest';
import { ok } from '../../src/kernel/refusal.ts';
import { HOUR, MINUTE } from '../../src/kernel/time.ts';
import { decide, ineligibility } from '../../src/policy/decide.ts';
import type { PolicyFacts } from '../../src/policy/decision.ts';
import { explain } from '../../src/policy/explain.ts';
import { policyDigest } from '../../src/policy/policy-digest.ts';
import type { BreakGlass, Rule, Who } from '../../src/policy/rule.ts';
import { NO_STATEMENT } from '../../src/policy/statement.ts';
import { factsOf, keyOf, type World } from './case-world.ts';

const who = (name: string): Who =>
  name.startsWith('@') ? { group: name.slice(1) } : { person: name, key: keyOf(name) };

const glass = (more: Partial<BreakGlass> = {}): BreakGlass => ({
  eligible: [who('@oncall')],
  maxMs: 30 * MINUTE,
  channel: 'C0URGENT',
  review: { from: [who('@leads')], withinMs: 24 * HOUR },
  ...more,
});

const WORLD: World = {
  groups: {
    devs: ['aiko', 'dai'],
    oncall: ['aiko', 'emi'],
    leads: ['ben', 'chie'],
    heads: ['chie'],
  },
  rules: [
    { id: 'db', for: ['prod-db'], eligible: ['@devs'], levels: [{ any: 2, of: ['@leads'] }] },
  ],
  asks: '20m',
};

/** The rules of the world, each with what it says of breaking the glass. */
function factsWith(glasses: readonly (BreakGlass | undefined)[], world: World = {}): PolicyFacts {
  const facts = factsOf({ ...WORLD, ...world });
  const [first] = facts.rules;
  if (!first) throw new Error('There is no rule.');
  const rules = glasses.map((breakGlass, at): Rule => {
    const rule = { ...first, id: `db${at}` };
    return breakGlass ? { ...rule, breakGlass } : rule;
  });
  return { ...facts, rules, breakGlass: true };
}

function said(facts: PolicyFacts): string {
  const decision = decide(facts);
  return decision.kind === 'forbidden' ? decision.refusal.code : decision.kind;
}

function broken(facts: PolicyFacts) {
  const decision = decide(facts);
  if (decision.kind !== 'break-glass') throw new Error(said(facts));
  return decision;
}

const closed = (effect: 'refuse' | 'hold') => ({ effect, calendars: ['year-end'] }) as const;

describe('breaking the glass', () => {
  test.each<readonly [what: string, says: string, facts: PolicyFacts]>([
    ['is for whom the rule names there', 'break-glass', factsWith([glass()])],
    ['is not for others who may ask', 'not-eligible', factsWith([glass()], { requester: 'dai' })],
    ['needs no other eligibility', 'break-glass', factsWith([glass()], { requester: 'emi' })],
    ['needs every rule to allow it', 'no-break-glass', factsWith([glass(), undefined])],
    [
      'needs every rule to name them',
      'not-eligible',
      factsWith([glass(), glass({ eligible: [who('emi')] })]),
    ],
    ['is not longer than its rule allows', 'too-long', factsWith([glass()], { asks: '31m' })],
    [
      'is not longer than the shortest of several',
      'too-long',
      factsWith([glass(), glass({ maxMs: 15 * MINUTE })]),
    ],
    [
      'is an hour at most, whatever the file says',
      'too-long',
      factsWith([glass({ maxMs: 8 * HOUR })], { asks: '61m' }),
    ],
    ['is never what no number allows', 'too-long', factsWith([glass({ maxMs: Number.NaN })])],
    [
      'is unknown while the group that opens it is silent',
      'directory-silent',
      factsWith([glass()], { groups: { ...WORLD.groups, oncall: 'silent' } }),
    ],
    [
      'is not had while nobody could review it',
      'nobody-could-review',
      factsWith([glass({ review: { from: [who('aiko')], withinMs: HOUR } })]),
    ],
    [
      'is not reviewed by a second account of the same human',
      'nobody-could-review',
      factsWith([glass({ review: { from: [who('aiko/teams')], withinMs: HOUR } })], {
        people: { aiko: { keys: ['aiko/teams'] } },
      }),
    ],
    [
      'is not had while the reviewers are not known',
      'directory-silent',
      factsWith([glass()], { groups: { ...WORLD.groups, leads: 'silent' } }),
    ],
    [
      'takes one reviewer of all rules, not one of each',
      'nobody-could-review',
      factsWith([glass(), glass({ review: { from: [who('emi')], withinMs: HOUR } })]),
    ],
  ])('%s: %s', (_what, says, facts) => {
    expect(said(facts)).toBe(says);
  });

  test('that is too long leads the usual way, and what cannot be extended to no extension', () => {
    const tooLong = (facts: PolicyFacts) => {
      const decision = decide(facts);
      return decision.kind === 'forbidden' ? decision.refusal : undefined;
    };
    const facts = { entitlement: 'prod-db', maxMs: 30 * MINUTE, more: 'usual-way' };
    expect(tooLong(factsWith([glass()], { asks: '31m' }))).toMatchObject({ facts });
    const [rule] = WORLD.rules ?? [];
    const usual = (max: string, total: string) =>
      tooLong(factsOf({ ...WORLD, rules: rule ? [{ ...rule, max, total }] : [], asks: '3h' }));
    expect(usual('2h', '4h')).toMatchObject({ facts: { more: 'extend' } });
    expect(usual('2h', '2h')?.facts).not.toHaveProperty('more');
  });

  test('is never had of what a statement forbids, nor while none can be asked', () => {
    const facts = factsWith([glass()]);
    const forbid = ok({ ...NO_STATEMENT, forbid: ['never.cedar#0'] });
    expect(said({ ...facts, said: forbid })).toBe('forbidden-by-policy');
    const silent = { ok: false, code: 'policy-failed', facts: { what: 'never.cedar' } } as const;
    expect(said({ ...facts, said: silent })).toBe('policy-failed');
  });

  test('is no automatic approval, though a statement would give one', () => {
    const auto = ok({ ...NO_STATEMENT, auto: [{ statement: 'small.cedar#0' }] });
    expect(said({ ...factsWith([glass()]), said: auto })).toBe('break-glass');
  });

  test.each(['refuse', 'hold'] as const)('passes a closed calendar (%s), and says so', (effect) => {
    const facts = factsWith([glass()]);
    const rules = facts.rules.map((rule) => ({ ...rule, freeze: closed(effect) }));
    const calendars = new Map([['year-end', { open: false, why: 'closed' } as const]]);
    const decision = broken({ ...facts, rules, calendars });
    expect(decision.frozen).toEqual([]);
    expect(decision.trace.frozen.map(({ calendar }) => calendar)).toEqual(['year-end']);
    expect(explain(decision).map(({ code }) => code)).not.toContain('frozen');
    expect(explain(decision).at(-1)).toMatchObject({ facts: { frozen: ['year-end'] } });
  });

  test('of several rules has the strictest terms, and is told in every channel', () => {
    const second = glass({
      maxMs: 25 * MINUTE,
      channel: 'C0OTHER',
      review: { from: [who('@heads')], withinMs: 2 * HOUR },
    });
    const { maxMs, maxTotalMs, review, channels } = broken(factsWith([glass(), second]));
    expect([maxMs, maxTotalMs]).toEqual([25 * MINUTE, 25 * MINUTE]);
    expect(review).toEqual({ from: [[who('@leads')], [who('@heads')]], withinMs: 2 * HOUR });
    expect(channels).toEqual(['C0URGENT', 'C0OTHER']);
  });

  test('is bound to who reviews and how soon; an ordinary request is not', () => {
    const one = factsWith([glass()]);
    const other = factsWith([glass({ review: { from: [who('@heads')], withinMs: 24 * HOUR } })]);
    expect(policyDigest(broken(one))).not.toBe(policyDigest(broken(other)));
    const plain = (facts: PolicyFacts) => {
      const decision = decide({ ...facts, breakGlass: false });
      return decision.kind === 'forbidden' ? '' : policyDigest(decision);
    };
    expect(plain(one)).toBe(plain(other));
    expect(plain(one)).not.toBe('');
  });

  test('is offered to those it is for, and to nobody else', () => {
    expect(ineligibility(factsWith([glass()]))).toBeUndefined();
    expect(ineligibility(factsWith([undefined]))).toMatchObject({ code: 'not-eligible' });
    expect(ineligibility(factsWith([glass()], { requester: 'mallory' }))).toBeDefined();
  });
});
