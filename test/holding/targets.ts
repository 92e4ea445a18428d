/** What is asked for in a day: targets that share what they reach. */

import { MINUTE } from '../../src/kernel/time.ts';
import { factsOf, groupTarget, policyTarget } from './sample.ts';

export const RESOURCES = ['role/R', 'role/S'] as const;
const NAMED = { account: '111122223333', name: 'S', userid: '*:aiko', maxSessionMs: 25 * MINUTE };

/** Targets that share what they reach; the last one may be asked with facts of an older day. */
export const TARGETS = [
  { target: policyTarget('role/R'), reaches: ['role/R'], approved: [['role/R']] },
  { target: policyTarget('role/S'), reaches: ['role/S'], approved: [['role/S']] },
  { target: { ...groupTarget, group: 'one' }, reaches: ['role/R'], approved: [['role/R']] },
  {
    target: { ...groupTarget, group: 'two' },
    reaches: ['role/R', 'role/S'],
    approved: [
      ['role/R', 'role/S'],
      ['role/R', 'role/S', 'role/T'],
    ],
  },
] as const;

/** At role S sessions can be ended by name, so a fence stands there as well. */
export const factsFor = (resources: readonly string[]) => ({
  ...factsOf(...resources),
  tailMs: 0,
  namedRoles: resources.includes('role/S') ? [NAMED] : [],
});
