/** What an approval stands on, compared: demand by demand. */

import { describe, expect, test } from 'vitest';
import { HOUR } from '../../src/kernel/time.ts';
import { demandChanges, type Demands, demandsOf } from '../../src/request/ground.ts';
import { BEN, CHIE, decision, stage } from '../case-file/sample.ts';

const demands = (...needed: Demands['needed']): Demands => ({ needed, maxMs: HOUR });
const leads = (count: number, ...from: readonly string[]) => {
  return { rule: 'db', level: 'leads', count, from };
};

describe('what is asked for', () => {
  test('is kept as people are named', () => {
    expect(demandsOf(decision([stage(2, BEN, CHIE)], { maxMs: HOUR }))).toEqual(
      demands(leads(2, 'ben', 'chie')),
    );
  });

  test('differs by count, by people, by what is new and what is gone, and by the cap', () => {
    const security = { rule: 'db', level: 'security', count: 1, from: ['dai'] };
    const before = { ...demands(leads(2, 'ben', 'chie')), maxMs: 2 * HOUR };
    expect(demandChanges(before, demands(leads(3, 'ben', 'chie'), security))).toEqual([
      {
        of: 'level',
        rule: 'db',
        level: 'leads',
        before: { count: 2, from: ['ben', 'chie'] },
        after: { count: 3, from: ['ben', 'chie'] },
      },
      { of: 'level', rule: 'db', level: 'security', after: { count: 1, from: ['dai'] } },
      { of: 'cap', beforeMs: 2 * HOUR, afterMs: HOUR },
    ]);
    expect(demandChanges(demands(leads(1, 'ben'), security), demands(leads(1, 'ben')))).toEqual([
      { of: 'level', rule: 'db', level: 'security', before: { count: 1, from: ['dai'] } },
    ]);
  });

  test('is the same in another order, and unknown in cases of older releases', () => {
    expect(demandChanges(demands(leads(1, 'ben', 'dai')), demands(leads(1, 'dai', 'ben')))).toEqual(
      [],
    );
    expect(demandChanges(undefined, demands(leads(1, 'ben')))).toEqual([]);
  });

  test('may be several things at one level, each compared with its own', () => {
    const two = demands(leads(2, 'ben'), leads(1, 'dai'));
    expect(demandChanges(two, demands(leads(2, 'ben'), leads(2, 'dai')))).toHaveLength(1);
  });
});
