/** Targets, facts and orders as they come every day. */

import type { IamGroupTarget, IamPolicyTarget } from '../../src/catalog/target.ts';
import type { LeaseOrder } from '../../src/holding/lease.ts';
import { principalKey, requestId } from '../../src/kernel/brand.ts';
import { HOUR } from '../../src/kernel/time.ts';

export const NOON = Date.UTC(2026, 10, 23, 12);
const ROLE = { account: '111122223333', name: 'ProdDbOperator' };
const reachOf = (resource: string) => [{ actions: ['sts:AssumeRole'], resources: [resource] }];

export const policyTarget = (resource = 'role/R'): IamPolicyTarget => ({
  kind: 'iam-policy',
  account: '444455556666',
  reach: reachOf(resource),
  roles: [ROLE],
  mfa: false,
});
export const groupTarget: IamGroupTarget = {
  kind: 'iam-group',
  account: '444455556666',
  group: 'prod-operators',
  roles: [ROLE],
};

export const factsOf = (...resources: readonly string[]) => ({
  reach: resources.flatMap(reachOf),
  namedRoles: [],
  tailMs: HOUR,
});

export const order = (
  grant: string,
  from: number,
  to: number,
  more: Partial<LeaseOrder> = {},
): LeaseOrder => ({
  grant: requestId(grant),
  revision: 1,
  entitlement: 'prod-db',
  target: policyTarget(),
  facts: factsOf('role/R'),
  startMs: from,
  notAfterMs: to,
  endMs: to,
  ...more,
});

export const holder = {
  key: principalKey('444455556666', 'AIDA1'),
  account: '444455556666',
  user: 'aiko.sato',
  uniqueId: 'AIDA1',
};
