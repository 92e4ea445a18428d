/** Who is assigned what, as SSO Admin lists it, and whom it lets ask and assign. */

import * as Sso from '@aws-sdk/client-sso-admin';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { SECOND } from '../../src/kernel/time.ts';
import {
  createDirectorySample,
  type DirectorySample,
  GROUP,
  SET,
  ssoOf,
} from './aws/directory-sample.ts';
import { allow, BOT_KEY, HOME, policy, PROD } from './aws/sample.ts';

let sample: DirectorySample;
beforeEach(async () => {
  sample = await createDirectorySample();
});
afterEach(() => sample.aws.close());

const InstanceArn = 'arn:aws:sso:::instance/ssoins-7223a1b2c3d4e5f6';
const center = () => sample.aws.identityCenter;
const list = (sso = sample.sso) =>
  sso.send(
    new Sso.ListAccountAssignmentsForPrincipalCommand({
      InstanceArn,
      PrincipalId: sample.ids.aiko,
      PrincipalType: 'USER',
    }),
  );
const create = (sso: Sso.SSOAdminClient, TargetId = PROD, PrincipalId = sample.ids.aiko) =>
  sso.send(
    new Sso.CreateAccountAssignmentCommand({
      InstanceArn,
      TargetId,
      TargetType: 'AWS_ACCOUNT',
      PermissionSetArn: sample.set,
      PrincipalType: 'USER',
      PrincipalId,
    }),
  );
const EVERYTHING = policy(allow('sso:*', '*'));

test('assignments of an account come page by page', async () => {
  for (let i = 0; i < 7; i++) {
    center().putUser(`user-${i}`);
    center().assign({ user: `user-${i}`, account: PROD, permissionSet: SET });
  }
  const seen: (string | undefined)[] = [];
  const where = { InstanceArn, AccountId: PROD, PermissionSetArn: sample.set };
  const config = { client: sample.sso, pageSize: 3 };
  for await (const page of Sso.paginateListAccountAssignments(config, where)) {
    expect(page.AccountAssignments?.length).toBeLessThanOrEqual(3);
    seen.push(...(page.AccountAssignments ?? []).map(({ PrincipalId }) => PrincipalId));
  }
  expect(new Set(seen).size).toBe(7);
  expect(seen).toHaveLength(7);
});

test("a person's are their own and those of their groups", async () => {
  center().assign({ group: GROUP, account: PROD, permissionSet: SET });
  expect((await list()).AccountAssignments).toEqual([]);
  center().join('aiko', GROUP);
  center().assign({ user: 'aiko', account: HOME, permissionSet: SET });
  const { AccountAssignments = [] } = await list();
  const drawn = AccountAssignments.map((one) => `${one.AccountId} ${one.PrincipalType}`);
  expect(new Set(drawn)).toEqual(new Set([`${HOME} USER`, `${PROD} GROUP`]));
});

test('who may assign one set in one account may assign no other', async () => {
  const sso = ssoOf(sample.aws, { credentials: BOT_KEY });
  const name = 'AccessDeniedException';
  await expect(create(sso)).rejects.toMatchObject({ name });
  const resources = [InstanceArn, sample.set, `arn:aws:sso:::account/${PROD}`];
  const may = policy(allow('sso:CreateAccountAssignment', resources));
  sample.aws.account(HOME).putPolicy('users', 'bot', 'assign', may);
  await create(sso);
  await expect(create(sso, HOME)).rejects.toMatchObject({ name });
});

test('another account assigns nothing unless it is a delegate, and never at the top', async () => {
  const credentials = { accessKeyId: 'AKIAPROD', secretAccessKey: 'prod-secret' };
  const prod = sample.aws.account(PROD);
  prod.createUser('admin', { inline: { all: EVERYTHING } });
  prod.createKey({ ...credentials, user: 'admin' });
  const sso = ssoOf(sample.aws, { credentials });
  const name = 'AccessDeniedException';
  await expect(create(sso)).rejects.toMatchObject({ name });
  sample.aws.organization.delegate(PROD);
  await create(sso);
  await expect(create(sso, HOME)).rejects.toMatchObject({ name });
  await expect(list(sso)).rejects.toMatchObject({ name });
});

test('all operations together take twenty calls a second', async () => {
  center().knobs.ratesApply = true;
  const name = 'ThrottlingException';
  for (let i = 0; i < 10; i++) await list();
  for (let i = 0; i < 10; i++) await sample.sso.send(new Sso.ListInstancesCommand({}));
  await expect(list()).rejects.toMatchObject({ name });
  sample.clock.nowMs += 50;
  await list();
});

test('no more than fifteen assignments are created at once', async () => {
  const ids = Array.from({ length: 16 }, (_, i) => center().putUser(`user-${i}`).id);
  for (const id of ids.slice(0, 15)) await create(sample.sso, PROD, id);
  const name = 'ThrottlingException';
  await expect(create(sample.sso, PROD, ids[15])).rejects.toMatchObject({ name });
  sample.clock.nowMs += 3 * SECOND;
  await create(sample.sso, PROD, ids[15]);
});
