/** Targets: when two are the same, and what they are called. */

import { describe, expect, test } from 'vitest';
import { switchRoleUrl } from '../../src/catalog/target-words.ts';
import {
  type IamGroupTarget,
  type IamPolicyTarget,
  roleArn,
  targetKey,
} from '../../src/catalog/target.ts';

const ROLE = { account: '111122223333', name: 'ProdDbOperator' };
const POLICY: IamPolicyTarget = {
  kind: 'iam-policy',
  account: '444455556666',
  reach: [{ actions: ['sts:AssumeRole'], resources: [roleArn(ROLE)] }],
  roles: [ROLE],
  mfa: true,
};
const GROUP: IamGroupTarget = {
  kind: 'iam-group',
  account: '444455556666',
  group: 'prod-operators',
  roles: [],
};

describe('the key of a target', () => {
  test('is equal for equal targets, in whatever order their parts were written', () => {
    const { roles, mfa, kind, reach, account } = POLICY;
    expect(targetKey({ mfa, roles, reach, account, kind })).toBe(targetKey(POLICY));
    expect(targetKey(POLICY)).toMatch(/^[0-9a-f]{12}$/);
  });

  test('of a membership is of what is joined, wherever it is noted to lead', () => {
    expect(targetKey({ ...GROUP, roles: [ROLE] })).toBe(targetKey(GROUP));
    const center = { kind: 'identity-center', account: 'd-9067a1b2c3', roles: [] } as const;
    const one = { account: ROLE.account, set: 'ps-1' };
    const other = { account: ROLE.account, set: 'ps-2' };
    const joined = { ...center, group: { name: 'ops', id: 'g-1' } };
    const keys = [
      targetKey({ ...joined, leads: [one, other] }),
      targetKey({ ...joined, group: { name: 'renamed', id: 'g-1' }, leads: [] }),
      targetKey({ ...center, leads: [one] }),
      targetKey({ ...center, leads: [{ ...one, name: 'Operator' }] }),
      targetKey({ ...center, leads: [other] }),
    ];
    expect(keys[0]).toBe(keys[1]);
    expect(keys[2]).toBe(keys[3]);
    expect(new Set(keys).size).toBe(3);
  });

  test('differs when less is asked of the holder', () => {
    expect(targetKey({ ...POLICY, mfa: false })).not.toBe(targetKey(POLICY));
  });
});

describe('in the console', () => {
  test('the link to a role carries its account, and names with odd signs survive it', () => {
    const { searchParams } = new URL(switchRoleUrl({ ...ROLE, name: 'a+b=c,d@e' }, 'PA-7K3M'));
    expect(Object.fromEntries(searchParams)).toEqual({
      account: '111122223333',
      roleName: 'a+b=c,d@e',
      displayName: 'PA-7K3M',
    });
  });
});
