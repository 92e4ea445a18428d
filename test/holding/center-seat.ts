/** A seat in Identity Center: a group by its id, and where it leads. */

import type { IdentityCenterTarget } from '../../src/catalog/center-target.ts';
import { HOUR } from '../../src/kernel/time.ts';

export const SEAT = 'g-0123';
export const target: IdentityCenterTarget = {
  kind: 'identity-center',
  account: 'd-9067a1b2c3',
  group: { name: 'prod-db', id: SEAT },
  leads: [{ account: '111122223333', set: 'ps-1', name: 'Operator' }],
  roles: [],
};
export const facts = {
  reach: [{ actions: ['sts:AssumeRoleWithSAML'], resources: ['111122223333/ps-1'] }],
  namedRoles: [],
  tailMs: 12 * HOUR,
};
