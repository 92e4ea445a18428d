/** Targets: when two are the same, and what they are called. */

import { describe, expect, test } from 'vitest';
import {
  describeTarget,
  type IamGroupTarget,
  type IamPolicyTarget,
  roleArn,
  switchRoleUrl,
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

  test('differs when less is asked of the holder', () => {
    expect(targetKey({ ...POLICY, mfa: false })).not.toBe(targetKey(POLICY));
  });
});

describe('in AWS words', () => {
  test.each([
    [POLICY, { what: 'role ProdDbOperator', account: '111122223333' }],
    [GROUP, { what: 'group prod-operators', account: '444455556666' }],
    [
      { ...POLICY, reach: [{ actions: ['a:B', 'a:C'], resources: ['*'] }], roles: [] },
      { what: 'a:B, a:C', account: '444455556666' },
    ],
  ])('%o is %o', (target, said) => {
    expect(describeTarget(target)).toEqual(said);
  });

  test('the link to a role carries its account, and names with odd signs survive it', () => {
    const { searchParams } = new URL(switchRoleUrl({ ...ROLE, name: 'a+b=c,d@e' }, 'PA-7K3M'));
    expect(Object.fromEntries(searchParams)).toEqual({
      account: '111122223333',
      roleName: 'a+b=c,d@e',
      displayName: 'PA-7K3M',
    });
  });
});
