/** Counts by trying everything: slow, obvious, and the measure of src/request/tally.ts. */

import * as fc from 'fast-check';
import type { PersonKey } from '../../src/kernel/brand.ts';
import { isSamePerson, type Person } from '../../src/kernel/person.ts';
import type { Requirement, Stage } from '../../src/policy/decision.ts';
import type { Parties } from '../../src/policy/separation.ts';

/** Everybody who is one human with this person, through any number of others. */
export function sameHuman(person: Person, everybody: readonly Person[]): readonly Person[] {
  let found: readonly Person[] = [person];
  for (;;) {
    const more = everybody.filter((one) => found.some((other) => isSamePerson(one, other)));
    if (more.every((one) => found.includes(one))) return found;
    found = [...new Set([...found, ...more])];
  }
}

/** One list of accounts for each human whose approval may count. */
export function humansOf(approvals: readonly Person[], parties: Parties): readonly PersonKey[][] {
  const own = [parties.requester, parties.beneficiary];
  const everybody = [...own, ...approvals];
  const groups = approvals
    .map((person) => new Set(sameHuman(person, everybody)))
    .filter((group) => !own.some((party) => group.has(party)))
    .map((group) => approvals.filter((person) => group.has(person)));
  const once = new Map(groups.map((group) => [group.map(({ key }) => key).join(), group]));
  return [...once.values()].map((group) => group.flatMap(({ keys }) => keys));
}

/** The most demands that can be met, trying every person at every place and at none. */
export function mostMet(demands: readonly Requirement[], humans: readonly PersonKey[][]): number {
  const [human, ...others] = humans;
  if (!human) return 0;
  const places = demands.flatMap((demand, index) => {
    if (demand.count === 0 || !demand.keys.some((key) => human.includes(key))) return [];
    return [demands.with(index, { ...demand, count: demand.count - 1 })];
  });
  return Math.max(mostMet(demands, others), ...places.map((left) => 1 + mostMet(left, others)));
}

/** The first stage up to which not everything can be met, and how much can. */
export function countByTrying(stages: readonly Stage[], humans: readonly PersonKey[][]) {
  let met = 0;
  for (const [stage] of stages.entries()) {
    const demands = stages.slice(0, stage + 1).flatMap(({ requirements }) => requirements);
    met = mostMet(demands, humans);
    if (met < demands.reduce((sum, { count }) => sum + count, 0)) return { stage, met };
  }
  return { stage: stages.length, met };
}

const KEYS = Array.from({ length: 7 }, (_, index) => `slack:T1:U${index}` as PersonKey);

/** Accounts and AWS users are few, so that people often turn out to be one human. */
export const anyPerson: fc.Arbitrary<Person> = fc
  .record({
    key: fc.constantFrom(...KEYS),
    more: fc.oneof(
      { weight: 4, arbitrary: fc.constant<PersonKey[]>([]) },
      fc.subarray(KEYS, { maxLength: 2 }),
    ),
    user: fc.option(fc.constantFrom('aiko', 'ben', 'chie'), { freq: 4 }),
  })
  .map(({ key, more, user }) => ({
    key,
    keys: [...new Set([key, ...more])],
    name: key,
    ...(user && { principal: { account: '111122223333', user } }),
  }));

/** Somebody with one account, whom nobody else could be. */
export const plainPerson = (index: number): Person => {
  const key = `slack:T1:U${index}` as PersonKey;
  return { key, keys: [key], name: key };
};

export const anyStages: fc.Arbitrary<readonly Stage[]> = fc.array(
  fc.record({
    requirements: fc.array(
      fc.record({
        rule: fc.constantFrom('one', 'two'),
        level: fc.constant('level'),
        count: fc.integer({ min: 1, max: 3 }),
        from: fc.constant([{ group: 'leads' }]),
        keys: fc.subarray(KEYS),
      }),
      { minLength: 1, maxLength: 2 },
    ),
  }),
  { minLength: 1, maxLength: 3 },
);

/** Nobody here is anybody's alias unless the draw says so; requester and beneficiary included. */
export const anyParties: fc.Arbitrary<Parties> = fc.record({
  requester: anyPerson,
  beneficiary: anyPerson,
});
