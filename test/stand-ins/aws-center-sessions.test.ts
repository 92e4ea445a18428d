/** What Identity Center opens: who may start a role session where, and how long one lives on. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetRoleCommand, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { AssumeRoleCommand, GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { MINUTE } from '../../src/kernel/time.ts';
import { createDirectorySample, type DirectorySample, GROUP, SET } from './aws/directory-sample.ts';
import { allow, HOME, iamOf, OWNER_KEY, policy, PROD, stsOf } from './aws/sample.ts';

let sample: DirectorySample;
beforeEach(async () => {
  sample = await createDirectorySample();
});
afterEach(() => sample.aws.close());

const AIKO = { user: 'aiko', account: PROD, permissionSet: SET };
const OF_GROUP = { group: GROUP, account: PROD, permissionSet: SET };
const RDS = { user: 'aiko', account: PROD, action: 'rds:RebootDBInstance', resource: '*' };
const center = () => sample.aws.identityCenter;
const may = () => {
  const { allowed, through } = sample.aws.mayCenterUser(RDS);
  return allowed ? through : 'nothing';
};

describe('a role session can be started', () => {
  test('while an assignment of their own stands, in that account and with that set', () => {
    expect(sample.aws.maySignIn(AIKO)).toBe(false);
    center().assign(AIKO);
    expect(sample.aws.maySignIn(AIKO)).toBe(true);
    expect(sample.aws.maySignIn({ ...AIKO, account: HOME })).toBe(false);
    expect(sample.aws.maySignIn({ ...AIKO, user: 'bruno' })).toBe(false);
    expect(may()).toBe('assignment');
    expect(sample.aws.mayCenterUser({ ...RDS, action: 's3:GetObject' }).allowed).toBe(false);
  });

  test('while a group of theirs is assigned', () => {
    center().assign(OF_GROUP);
    expect(sample.aws.maySignIn(AIKO)).toBe(false);
    center().join('aiko', GROUP);
    expect(sample.aws.maySignIn(AIKO)).toBe(true);
    center().leave('aiko', GROUP);
    expect(sample.aws.maySignIn(AIKO)).toBe(false);
  });

  test('by nobody who is disabled, and not into an account that is suspended', () => {
    center().assign(AIKO);
    center().putUser('aiko', { disabled: true });
    expect(sample.aws.maySignIn(AIKO)).toBe(false);
    center().putUser('aiko', { disabled: false });
    sample.aws.organization.suspend(PROD);
    expect(sample.aws.maySignIn(AIKO)).toBe(false);
    expect(() => sample.aws.signIn(AIKO)).toThrow('may not start');
  });
});

describe('a role session', () => {
  test('has the name of its user, and real credentials', async () => {
    center().assign(AIKO);
    const key = sample.aws.signIn(AIKO);
    const who = await stsOf(sample.aws, key).send(new GetCallerIdentityCommand({}));
    const role = `assumed-role/AWSReservedSSO_${SET}_[0-9a-f]{16}/aiko`;
    expect(who.Arn).toMatch(new RegExp(`^arn:aws:sts::${PROD}:${role}$`));
  });

  test('lives on when its assignment is gone, as long as its set said, and no longer', async () => {
    center().assign(AIKO);
    const key = sample.aws.signIn(AIKO);
    const sts = stsOf(sample.aws, key);
    center().unassign(AIKO);
    expect(may()).toBe('residue');
    expect(sample.aws.roleSessionsOf({ user: 'aiko', live: true })).toMatchObject([
      { account: PROD, assigned: false, endMs: sample.clock.nowMs + 60 * MINUTE },
    ]);
    sample.clock.nowMs += 60 * MINUTE - 1;
    expect(may()).toBe('residue');
    await sts.send(new GetCallerIdentityCommand({}));
    sample.clock.nowMs += 1;
    expect(may()).toBe('nothing');
    expect(sample.aws.roleSessionsOf({ live: true })).toEqual([]);
    const late = sts.send(new GetCallerIdentityCommand({}));
    await expect(late).rejects.toMatchObject({ name: 'ExpiredToken' });
  });

  test('asked about for a later time has ended by then', () => {
    center().assign(AIKO);
    sample.aws.signIn(AIKO);
    center().unassign(AIKO);
    const at = sample.clock.nowMs + 61 * MINUTE;
    expect(sample.aws.mayCenterUser({ ...RDS, at }).allowed).toBe(false);
  });

  test('obeys what its set says by now', () => {
    center().assign(AIKO);
    sample.aws.signIn(AIKO);
    center().unassign(AIKO);
    center().putPermissionSet(SET, { inline: policy(allow('s3:*', '*')) });
    expect(may()).toBe('nothing');
  });
});

test('the role is nobody’s to change or to assume but by the portal', async () => {
  center().assign(AIKO);
  const iam = iamOf(sample.aws, rootOfProd());
  const RoleName = sample.aws.account(PROD).state().roles[
    Object.keys(sample.aws.account(PROD).state().roles).at(-1) ?? ''
  ]?.name;
  const { Role } = await iam.send(new GetRoleCommand({ RoleName }));
  expect(Role?.Path).toBe('/aws-reserved/sso.amazonaws.com/');
  const change = new PutRolePolicyCommand({
    RoleName,
    PolicyName: 'end',
    PolicyDocument: JSON.stringify(policy(allow('*', '*'))),
  });
  await expect(iam.send(change)).rejects.toMatchObject({ name: 'UnmodifiableEntityException' });
  const assume = new AssumeRoleCommand({ RoleArn: Role?.Arn, RoleSessionName: 'aiko' });
  const assumed = stsOf(sample.aws, OWNER_KEY).send(assume);
  await expect(assumed).rejects.toMatchObject({ name: 'AccessDenied' });
});

function rootOfProd() {
  const key = { accessKeyId: 'AKIAPROD', secretAccessKey: 'prod-secret' };
  sample.aws.account(PROD).createKey({ ...key, user: 'dana', root: true });
  return key;
}

test('people, assignments and sessions outlive the stand-in that kept them', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'aws-center-'));
  const persistPath = join(folder, 'aws.json');
  const before = await createDirectorySample({ persistPath });
  before.aws.identityCenter.assign(AIKO);
  before.aws.organization.putAccount('333333333333', { name: 'Payments', unit: 'Prod/Payments' });
  before.aws.signIn(AIKO);
  await before.aws.close();
  const after = await createDirectorySample({ persistPath });
  expect(after.aws.maySignIn(AIKO)).toBe(true);
  expect(after.aws.roleSessionsOf({ live: true })).toMatchObject([{ user: 'aiko' }]);
  expect(after.aws.organization.account('333333333333')?.name).toBe('Payments');
  const snapshot = after.aws.snapshot();
  after.aws.identityCenter.deleteUser('aiko');
  after.aws.restore(snapshot);
  expect(after.aws.maySignIn(AIKO)).toBe(true);
  await after.aws.close();
  rmSync(folder, { recursive: true });
});
