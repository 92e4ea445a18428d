/** What an approval is worth for: the demand as drawn, and nothing that leaves it as it is. */

import { expect, test } from 'vitest';
import { decide } from '../../src/policy/decide.ts';
import { policyDigest } from '../../src/policy/policy-digest.ts';
import { factsOf, type RuleText, type World } from './case-world.ts';

const rule: RuleText = {
  id: 'db',
  for: ['prod-db'],
  eligible: ['@devs'],
  levels: [
    { name: 'leads', any: 2, of: ['@leads', 'fumi'] },
    { name: 'head', any: 1, of: ['gen'] },
  ],
};
const other: RuleText = { ...rule, id: 'second', levels: [{ any: 1, of: ['@security'] }] };
const world: World = {
  groups: { devs: ['aiko'], leads: ['ben', 'chie'], security: ['dai'], leads2: ['ben', 'chie'] },
  rules: [rule, other],
};
const changed = (change: Partial<RuleText>): World => ({
  ...world,
  rules: [{ ...rule, ...change }, other],
});

test.each<[string, World]>([
  ['members of a group', { ...world, groups: { ...world.groups, leads: ['chie', 'hana'] } }],
  ['the order of rules', { ...world, rules: [other, rule] }],
  ['the order of those named', changed({ levels: rule.levels.map(turned) })],
  ['who asks', { ...world, requester: 'ichi', groups: { ...world.groups, devs: ['ichi'] } }],
  ['how long is asked for', { ...world, asks: '2h' }],
  ['warnings', changed({ warn: ['5m'] })],
])('%s may change without an approval losing its worth', (_, now) => {
  expect(digest(now)).toBe(digest(world));
});

test.each<[string, World]>([
  ['the name of a rule', changed({ id: 'db-2' })],
  ['a count', changed({ levels: [{ ...levels(0), any: 1 }, levels(1)] })],
  ['the sequence of levels', changed({ levels: rule.levels.toReversed() })],
  ['one level fewer', changed({ levels: [levels(0)] })],
  ['a group, though its members are the same', changed({ levels: [named('@leads2'), levels(1)] })],
  ['a person instead of a group of that name', changed({ levels: [named('leads'), levels(1)] })],
  ['the cap', changed({ max: '3h' })],
  ['a rule fewer', { ...world, rules: [rule] }],
])('%s is another demand', (_, now) => {
  expect(digest(now)).not.toBe(digest(world));
});

function digest(from: World) {
  const decision = decide(factsOf(from));
  if (decision.kind === 'forbidden') throw new Error(decision.refusal.code);
  return policyDigest(decision);
}

function levels(index: number) {
  const level = rule.levels[index];
  if (!level) throw new Error(`no level ${index}`);
  return level;
}

function named(who: string) {
  return { ...levels(0), of: [who, 'fumi'] };
}

function turned(level: RuleText['levels'][number]) {
  return { ...level, of: (level.of ?? []).toReversed() };
}
