/** What holds of every decision, whatever the rules, the groups and the people. */

import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PersonKey } from '../../src/kernel/brand.ts';
import { decide } from '../../src/policy/decide.ts';
import { policyDigest } from '../../src/policy/policy-digest.ts';
import { tally } from '../../src/request/tally.ts';
import { factsOf, keyOf, personOf, type RuleText, type World } from './case-world.ts';

const NAMES = ['aiko', 'ben', 'chie', 'dai', 'emi', 'fumi', 'gen'];
const GROUPS = ['devs', 'leads', 'managers', 'typo'];

const anyWho = fc.constantFrom(...NAMES, ...GROUPS.map((group) => `@${group}`));
const anyWhos = fc.uniqueArray(anyWho, { maxLength: 3 });
const anyLevel = fc.oneof(
  fc.record({ any: fc.integer({ min: 1, max: 3 }), of: anyWhos }),
  fc.record({ each: fc.constant(true as const), of: anyWhos }),
);
const anyRule: fc.Arbitrary<RuleText> = fc.record({
  id: fc.constantFrom('one', 'two', 'three', 'four'),
  for: fc.constantFrom('*', 'env=prod', ['prod-db'], ['prod-web']),
  eligible: fc.oneof(
    { weight: 3, arbitrary: fc.constant(NAMES) },
    fc.array(anyWho, { minLength: 1, maxLength: 4 }),
  ),
  levels: fc.array(anyLevel, { minLength: 1, maxLength: 2 }),
  max: fc.constantFrom('30m', '2h', '4h'),
});
const anyMembers = fc.oneof(
  { weight: 4, arbitrary: fc.subarray(NAMES) },
  fc.constant('silent' as const),
);
const anyWorld: fc.Arbitrary<World> = fc.record({
  requester: fc.constantFrom(...NAMES),
  beneficiary: fc.constantFrom(...NAMES),
  groups: fc.record({ devs: anyMembers, leads: anyMembers, managers: anyMembers }),
  tags: fc.constant({ env: 'prod' }),
  rules: fc.uniqueArray(anyRule, { selector: ({ id }) => id, minLength: 1, maxLength: 3 }),
});

const decided = (world: World) => decide(factsOf(world));
const among = (keys: readonly PersonKey[]) => (key: PersonKey) => keys.includes(key);
const always = (holds: (world: World) => boolean) =>
  fc.assert(fc.property(anyWorld, holds), { numRuns: 2_000 });

describe('whatever the rules, groups and people', () => {
  test('what needs approval can be approved by those it names, and by nobody fewer', () => {
    let reachable = 0;
    always((world) => {
      const decision = decided(world);
      if (decision.kind === 'forbidden') return true;
      reachable += 1;
      const everybody = NAMES.map((name) => personOf(world, name));
      const none = tally(decision.stages, [], factsOf(world));
      return tally(decision.stages, everybody, factsOf(world)).satisfied && !none.satisfied;
    });
    expect(reachable).toBeGreaterThan(100);
  });

  test('neither requester nor beneficiary is among those who could approve', () => {
    always((world) => {
      const decision = decided(world);
      if (decision.kind === 'forbidden') return true;
      const { requester = '', beneficiary = '' } = world;
      const able = decision.stages.flatMap(({ requirements }) => requirements);
      return !able.some(({ keys }) => [requester, beneficiary].map(keyOf).some(among(keys)));
    });
  });

  test('a group that falls silent never opens what was closed', () => {
    always((world) => {
      const silenced: World = { ...world, groups: { ...world.groups, leads: 'silent' } };
      return decided(world).kind === 'needs-approval' || decided(silenced).kind === 'forbidden';
    });
  });

  test('whatever needs approval names the groups it asks that are silent, and no others', () => {
    always((world) => {
      const decision = decided(world);
      if (decision.kind === 'forbidden') return true;
      const asked = decision.stages.flatMap(({ requirements }) =>
        requirements.flatMap(({ from }) =>
          from.flatMap((who) => ('group' in who ? who.group : [])),
        ),
      );
      const silent = asked.filter((group) => world.groups?.[group] === 'silent');
      return [...new Set(silent)].join() === (decision.silent ?? []).join();
    });
  });

  test('a rule added beside one that matches equally never opens what was closed', () => {
    const twin = anyRule.map((rule): RuleText => ({ ...rule, id: 'twin', for: ['prod-db'] }));
    const own = anyRule.map((rule): RuleText => ({ ...rule, for: ['prod-db'] }));
    fc.assert(
      fc.property(anyWorld, own, twin, (world, rule, added) => {
        const before = decided({ ...world, rules: [rule] });
        const after = decided({ ...world, rules: [rule, added] });
        if (after.kind === 'forbidden') return true;
        return before.kind === 'needs-approval' && after.maxMs <= before.maxMs;
      }),
      { numRuns: 2_000 },
    );
  });

  test('the order of rules decides nothing', () => {
    always((world) => {
      const turned = { ...world, rules: world.rules?.toReversed() ?? [] };
      const [one, other] = [decided(world), decided(turned)];
      if (one.kind === 'forbidden' || other.kind === 'forbidden') return one.kind === other.kind;
      return policyDigest(one) === policyDigest(other);
    });
  });

  test('the same facts are decided the same, and left as they were', () => {
    always((world) => {
      const facts = factsOf(world);
      const before = structuredClone(facts);
      expect(decide(facts)).toEqual(decide(facts));
      expect(facts).toEqual(before);
      return true;
    });
  });
});
