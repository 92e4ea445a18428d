/** Counting approvals: whatever people, groups and orders, against counting by trying. */

import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Stage } from '../../src/policy/decision.ts';
import { tally } from '../../src/request/tally.ts';
import {
  anyParties,
  anyPerson,
  anyStages,
  countByTrying,
  humansOf,
  mostMet,
  plainPerson,
  sameHuman,
} from './tally-oracle.ts';

const anyApprovals = fc.array(anyPerson, { maxLength: 6 });
const outside = { requester: plainPerson(90), beneficiary: plainPerson(91) };

describe('whoever approves, in whatever order', () => {
  test('as much is met as trying every assignment could meet', () => {
    fc.assert(
      fc.property(anyStages, anyApprovals, anyParties, (stages, approvals, parties) => {
        const counts = tally(stages, approvals, parties);
        const { stage, met } = countByTrying(stages, humansOf(approvals, parties));
        expect([counts.stage, counts.have]).toEqual([stage, met]);
        expect(counts.satisfied).toBe(stage === stages.length);
      }),
      { numRuns: 2_000 },
    );
  });

  test('the order of approvals changes nothing that is said of a level', () => {
    const inTwoOrders = anyApprovals.chain((approvals) =>
      fc.tuple(
        fc.constant(approvals),
        fc.shuffledSubarray(approvals, { minLength: approvals.length }),
      ),
    );
    fc.assert(
      fc.property(anyStages, inTwoOrders, anyParties, (stages, [left, right], parties) => {
        const [one, other] = [tally(stages, left, parties), tally(stages, right, parties)];
        const said = (counts: typeof one) => [
          counts.stage,
          counts.requirements.map(({ have, could }) => [have, could]),
        ];
        expect(said(one)).toEqual(said(other));
      }),
      { numRuns: 1_000 },
    );
  });

  test('no human is counted twice, and requester and beneficiary never are', () => {
    fc.assert(
      fc.property(anyStages, anyApprovals, anyParties, (stages, approvals, parties) => {
        const { counted, requirements } = tally(stages, approvals, parties);
        const everybody = [parties.requester, parties.beneficiary, ...approvals];
        const given = requirements.flatMap(({ by }) => by);
        expect(given.toSorted(byKey)).toEqual(counted.toSorted(byKey));
        for (const [index, person] of counted.entries()) {
          const same = sameHuman(person, everybody);
          const others = [parties.requester, parties.beneficiary, ...counted.slice(index + 1)];
          expect(same.filter((one) => others.includes(one))).toEqual([]);
        }
      }),
      { numRuns: 1_000 },
    );
  });
});

test('two accounts that lead to one user of Identity Center are one human', () => {
  const center = { account: 'd-9067a1b2c3', user: 'aiko' };
  const one = { ...plainPerson(1), center };
  const other = { ...plainPerson(2), center };
  const keys = [...one.keys, ...other.keys];
  const stages = [{ requirements: [{ rule: 'two', level: '', count: 2, from: [], keys }] }];
  expect(tally(stages, [one, other], outside)).toMatchObject({ have: 1, satisfied: false });
  expect(tally(stages, [other], { requester: one, beneficiary: one }).have).toBe(0);
});

describe('who may approve', () => {
  test('exactly those whose approval would meet more than is met now', () => {
    fc.assert(
      fc.property(anyStages, anyApprovals, anyParties, anyPerson, (...drawn) => {
        const [stages, approvals, parties, person] = drawn;
        const { stage, satisfied, mayApprove } = tally(stages, approvals, parties);
        const own = [parties.requester, parties.beneficiary];
        const same = sameHuman(person, [...own, ...approvals]);
        if (own.some((party) => same.includes(party))) return mayApprove(person) === 'no';
        if (approvals.some((one) => same.includes(one))) return mayApprove(person) === 'already';

        const reached = stages.slice(0, stage + 1).flatMap(({ requirements }) => requirements);
        const humans = humansOf(approvals, parties);
        const helps = mostMet(reached, [...humans, [...person.keys]]) > mostMet(reached, humans);
        return (mayApprove(person) === 'yes') === (helps && !satisfied);
      }),
      { numRuns: 2_000 },
    );
  });

  test('as long as everybody together would do, somebody may, whoever came before', () => {
    const people = Array.from({ length: 7 }, (_, index) => plainPerson(index));
    fc.assert(
      fc.property(anyStages, fc.infiniteStream(fc.nat()), (stages, dice) => {
        fc.pre(tally(stages, people, outside).satisfied);
        let counts = tally(stages, [], outside);
        for (let approvals = [...counts.counted]; !counts.satisfied; ) {
          const able = people.filter((person) => counts.mayApprove(person) === 'yes');
          const next = able[(dice.next().value ?? 0) % able.length];
          if (!next) return false;
          approvals = [...approvals, next];
          counts = tally(stages, approvals, outside);
          if (counts.have !== approvals.length) return false;
        }
        return true;
      }),
      { numRuns: 500 },
    );
  });

  test('those who could help are the ones who may, account by account', () => {
    fc.assert(
      fc.property(anyStages, anyApprovals, fc.nat({ max: 6 }), (stages, approvals, index) => {
        const counts = tally(stages, approvals, outside);
        const person = plainPerson(index);
        const now = counts.requirements.filter(({ stage }) => stage <= counts.stage);
        const isListed = now.some(({ could }) => could.includes(person.key));
        expect(counts.mayApprove(person) === 'yes').toBe(isListed);
      }),
    );
  });
});

describe('nothing is approved by nobody', () => {
  const demand = (count: number): Stage => ({
    requirements: [{ rule: 'db', level: 'leads', count, from: [], keys: [] }],
  });
  test.each([
    ['no stage', []],
    ['a stage that asks nothing', [demand(1), { requirements: [] }]],
    ['a count of none', [demand(0)]],
    ['a count that is no number', [demand(Number.NaN)]],
  ])('%s is a fault and not an approval', (_, stages) => {
    expect(() => tally(stages, [plainPerson(1)], outside)).toThrow('nobody');
  });
});

const byKey = (left: { key: string }, right: { key: string }) => (left.key < right.key ? -1 : 1);
