/** Access by one role that forces the session name: its fence there cuts sessions off. */

import { HOUR, MINUTE } from '../../src/kernel/time.ts';
import { Cloud } from './cloud.ts';
import { factsOf, NOON, order as orderOf, policyTarget } from './sample.ts';

export const A = 'PA-7K3M2';
export const LONGEST_MS = 25 * MINUTE;
export const NAMED = {
  account: '111122223333',
  name: 'S',
  userid: '*:aiko',
  maxSessionMs: LONGEST_MS,
};
export const facts = { ...factsOf('role/S'), tailMs: 0, namedRoles: [NAMED] };
export const order = (...[grant, from, to, more]: Parameters<typeof orderOf>) =>
  orderOf(grant, from, to, { target: policyTarget('role/S'), facts, ...more });
export const ROLE = 'role:111122223333:S';

/** Given at noon for an hour; ten minutes later it is given back. */
export const given = () => new Cloud().order(order(A, NOON, NOON + HOUR)).minutes(10);
export const back = (cloud: Cloud) =>
  cloud.order(order(A, NOON, NOON + HOUR, { revision: 2, endMs: cloud.nowMs }));
export const roleFences = (cloud: Cloud) =>
  [...cloud.slots.values()].flatMap((slot) =>
    slot.kind === 'fence' && slot.place.on === 'role'
      ? slot.denials.map(({ fromMs }) => fromMs)
      : [],
  );
