/** SSO Admin of the stand-in, through the real SDK: permission sets, and assignments that take. */

import * as Sso from '@aws-sdk/client-sso-admin';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { MINUTE, SECOND } from '../../src/kernel/time.ts';
import { createDirectorySample, type DirectorySample, SET, ssoOf } from './aws/directory-sample.ts';
import { HOME, PROD } from './aws/sample.ts';

let sample: DirectorySample;
beforeEach(async () => {
  sample = await createDirectorySample();
});
afterEach(() => sample.aws.close());

const InstanceArn = 'arn:aws:sso:::instance/ssoins-7223a1b2c3d4e5f6';
const center = () => sample.aws.identityCenter;
const input = (more: Partial<Sso.CreateAccountAssignmentRequest> = {}) => ({
  InstanceArn,
  TargetId: PROD,
  TargetType: 'AWS_ACCOUNT' as const,
  PermissionSetArn: sample.set,
  PrincipalType: 'USER' as const,
  PrincipalId: sample.ids.aiko,
  ...more,
});
const create = async (more: Partial<Sso.CreateAccountAssignmentRequest> = {}, sso = sample.sso) => {
  const sent = await sso.send(new Sso.CreateAccountAssignmentCommand(input(more)));
  return sent.AccountAssignmentCreationStatus ?? {};
};
const remove = async (more: Partial<Sso.DeleteAccountAssignmentRequest> = {}) => {
  const sent = await sample.sso.send(new Sso.DeleteAccountAssignmentCommand(input(more)));
  return sent.AccountAssignmentDeletionStatus ?? {};
};
const created = async (AccountAssignmentCreationRequestId: string | undefined) => {
  const command = new Sso.DescribeAccountAssignmentCreationStatusCommand({
    InstanceArn,
    AccountAssignmentCreationRequestId,
  });
  return (await sample.sso.send(command)).AccountAssignmentCreationStatus;
};
const removed = async (AccountAssignmentDeletionRequestId: string | undefined) => {
  const command = new Sso.DescribeAccountAssignmentDeletionStatusCommand({
    InstanceArn,
    AccountAssignmentDeletionRequestId,
  });
  return (await sample.sso.send(command)).AccountAssignmentDeletionStatus;
};
const assigned = async () => {
  const where = { InstanceArn, AccountId: PROD, PermissionSetArn: sample.set };
  const sent = await sample.sso.send(new Sso.ListAccountAssignmentsCommand(where));
  return sent.AccountAssignments?.map(({ PrincipalId }) => PrincipalId);
};
const pass = (ms: number) => {
  sample.clock.nowMs += ms;
};
const AIKO = { user: 'aiko', account: PROD, permissionSet: SET };

describe('the instance', () => {
  test('is found in its Region and in no other', async () => {
    const here = await sample.sso.send(new Sso.ListInstancesCommand({}));
    expect(here.Instances).toMatchObject([
      { InstanceArn, IdentityStoreId: 'd-9067a1b2c3', OwnerAccountId: HOME },
    ]);
    const abroad = ssoOf(sample.aws, { region: 'eu-west-1' });
    expect((await abroad.send(new Sso.ListInstancesCommand({}))).Instances).toEqual([]);
  });

  test('has permission sets, each with a name and the length of its sessions', async () => {
    center().putPermissionSet('Reader', { sessionMinutes: 90 });
    const { PermissionSets = [] } = await sample.sso.send(
      new Sso.ListPermissionSetsCommand({ InstanceArn }),
    );
    const described = PermissionSets.map(async (PermissionSetArn) => {
      const where = { InstanceArn, PermissionSetArn };
      const sent = await sample.sso.send(new Sso.DescribePermissionSetCommand(where));
      return `${sent.PermissionSet?.Name} ${sent.PermissionSet?.SessionDuration}`;
    });
    const wanted = new Set([`${SET} PT1H`, 'Reader PT1H30M']);
    expect(new Set(await Promise.all(described))).toEqual(wanted);
  });
});

describe('an assignment', () => {
  test('is in progress until it is there', async () => {
    const { Status, RequestId } = await create();
    expect(Status).toBe('IN_PROGRESS');
    expect(await assigned()).toEqual([]);
    pass(3 * SECOND);
    expect(await created(RequestId)).toMatchObject({ Status: 'SUCCEEDED', TargetId: PROD });
    expect(await assigned()).toEqual([sample.ids.aiko]);
  });

  test('in progress is listed by its id alone, and no longer when it is there', async () => {
    const { RequestId } = await create();
    const listed = async () => {
      const Filter = { Status: 'IN_PROGRESS' as const };
      const command = new Sso.ListAccountAssignmentCreationStatusCommand({ InstanceArn, Filter });
      return (await sample.sso.send(command)).AccountAssignmentsCreationStatus;
    };
    const CreatedDate = expect.any(Date) as Date;
    expect(await listed()).toEqual([{ Status: 'IN_PROGRESS', RequestId, CreatedDate }]);
    pass(MINUTE);
    expect(await listed()).toEqual([]);
  });

  test('that is there can be made again, and removed only once', async () => {
    center().assign(AIKO);
    const again = await create();
    pass(3 * SECOND);
    expect(await created(again.RequestId)).toMatchObject({ Status: 'SUCCEEDED' });
    const first = await remove();
    expect(await assigned()).toEqual([sample.ids.aiko]);
    pass(3 * SECOND);
    expect(await removed(first.RequestId)).toMatchObject({ Status: 'SUCCEEDED' });
    expect(await assigned()).toEqual([]);
    const second = await remove();
    pass(3 * SECOND);
    const status = await removed(second.RequestId);
    expect(status).toMatchObject({ Status: 'FAILED' });
    expect(status?.FailureReason).toContain('Received a 404 status error');
  });

  test('is in conflict with one of the same that is under way, and with no other', async () => {
    const name = 'ConflictException';
    await create();
    await expect(create()).rejects.toMatchObject({ name });
    await expect(remove()).rejects.toMatchObject({ name });
    await create({ PrincipalId: sample.ids.bruno });
    pass(3 * SECOND);
    await remove();
  });

  test('may fail minutes after it was begun, and the next is none the worse', async () => {
    center().failNext({ afterMs: 4 * MINUTE, reason: 'An unexpected exception' });
    const { RequestId } = await create();
    pass(4 * MINUTE - 1);
    expect(await created(RequestId)).toMatchObject({ Status: 'IN_PROGRESS' });
    pass(1);
    expect(await created(RequestId)).toMatchObject({
      Status: 'FAILED',
      FailureReason: 'An unexpected exception',
    });
    expect(await assigned()).toEqual([]);
    await create();
    pass(3 * SECOND);
    expect(await assigned()).toEqual([sample.ids.aiko]);
  });

  test('fails for a suspended account, and for a person who is gone by then', async () => {
    const { RequestId } = await create();
    sample.aws.organization.suspend(PROD);
    pass(3 * SECOND);
    const suspended = await created(RequestId);
    expect(suspended?.FailureReason).toContain('AWS SSO is unable to complete your request');
    sample.aws.organization.putAccount(PROD, { state: 'ACTIVE' });
    const { RequestId: second } = await create();
    center().deleteUser('aiko');
    pass(3 * SECOND);
    expect((await created(second))?.FailureReason).toContain('was not found in directory');
  });

  test('is refused at once where set or account are unknown, or more than fit', async () => {
    const name = 'ResourceNotFoundException';
    await expect(create({ TargetId: '999999999999' })).rejects.toMatchObject({ name });
    center().deletePermissionSet(SET);
    await expect(create()).rejects.toMatchObject({ name });
    const bad = create({ PrincipalType: 'ROLE' as Sso.PrincipalType });
    await expect(bad).rejects.toMatchObject({ name: 'ValidationException' });
    center().knobs.mostSetsPerAccount = 1;
    const first = center().putPermissionSet('First').arn;
    center().assign({ ...AIKO, permissionSet: 'First' });
    await create({ PermissionSetArn: first });
    const second = create({ PermissionSetArn: center().putPermissionSet('Second').arn });
    await expect(second).rejects.toMatchObject({ name: 'ServiceQuotaExceededException' });
  });
});
