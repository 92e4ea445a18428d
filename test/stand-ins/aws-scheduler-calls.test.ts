/** What schedules call is really done: in IAM, in Identity Center and in Systems Manager. */

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { MINUTE, SECOND } from '../../src/kernel/time.ts';
import { GROUP, SET } from './aws/directory-sample.ts';
import { allow, deny, HOME, policy, PROD } from './aws/sample.ts';
import {
  bookBy,
  createSchedulerSample,
  REVOKER,
  type SchedulerSample,
  schedulerOf,
} from './aws/scheduler-sample.ts';

let sample: SchedulerSample;
beforeEach(async () => {
  sample = await createSchedulerSample();
});
afterEach(() => sample.aws.close());

const pass = (ms: number) => {
  sample.clock.nowMs += ms;
};
const home = () => sample.aws.account(HOME);

describe('what it calls is really done', () => {
  const book = (api: string, input: object, region = 'us-east-1') =>
    bookBy(schedulerOf(sample.aws, undefined, region), {
      Target: {
        Arn: `arn:aws:scheduler:::aws-sdk:${api}`,
        RoleArn: REVOKER,
        Input: JSON.stringify(input),
      },
    });
  const inline = (of: 'users' | 'roles', name: string) =>
    Object.keys(home().state()[of][name]?.inline ?? {});

  const PolicyName = 'grant';

  test('on an inline policy of a user', async () => {
    home().putPolicy('users', 'aiko', PolicyName, policy(allow('s3:*', '*')));
    await book('iam:deleteUserPolicy', { UserName: 'aiko', PolicyName });
    pass(16 * MINUTE);
    expect(inline('users', 'aiko')).toEqual([]);
  });

  test('on an inline policy of a role', async () => {
    home().putPolicy('roles', 'bot-home', PolicyName, policy(allow('s3:*', '*')));
    await book('iam:deleteRolePolicy', { RoleName: 'bot-home', PolicyName });
    pass(16 * MINUTE);
    expect(inline('roles', 'bot-home')).toEqual([]);
  });

  test('on a policy that is put', async () => {
    const PolicyDocument = JSON.stringify(policy(deny('*', '*')));
    await book('iam:putUserPolicy', { UserName: 'aiko', PolicyName: 'end', PolicyDocument });
    pass(16 * MINUTE);
    expect(inline('users', 'aiko')).toEqual(['end']);
  });

  test('on an assignment, which takes its time from then on', async () => {
    const aiko = { user: 'aiko', account: PROD, permissionSet: SET };
    sample.aws.identityCenter.assign(aiko);
    await book('ssoadmin:deleteAccountAssignment', {
      InstanceArn: sample.aws.identityCenter.instance,
      TargetId: PROD,
      TargetType: 'AWS_ACCOUNT',
      PermissionSetArn: sample.set,
      PrincipalType: 'USER',
      PrincipalId: sample.ids.aiko,
    });
    pass(15 * MINUTE + 32 * SECOND);
    expect(sample.aws.maySignIn(aiko)).toBe(true);
    pass(SECOND);
    expect(sample.aws.maySignIn(aiko)).toBe(false);
  });

  test('on a membership', async () => {
    sample.aws.identityCenter.join('aiko', GROUP);
    const [MembershipId] = Object.keys(sample.aws.identityCenter.state().memberships);
    const IdentityStoreId = sample.aws.identityCenter.store;
    await book('identitystore:deleteGroupMembership', { IdentityStoreId, MembershipId });
    pass(16 * MINUTE);
    expect(sample.aws.identityCenter.members(GROUP)).toEqual([]);
  });

  test('on a session of Systems Manager, in the Region it was booked in', async () => {
    const where = { account: HOME, region: 'eu-central-1' };
    sample.aws.ssm.region(HOME, where.region).putNode('i-0db00000000000001');
    home().putPolicy('users', 'aiko', 'nodes', policy(allow('ssm:*', '*')));
    const started = { ...where, node: 'i-0db00000000000001', user: 'aiko' };
    const { id: SessionId } = sample.aws.startSession(started);
    await book('ssm:terminateSession', { SessionId }, where.region);
    pass(16 * MINUTE);
    expect(sample.aws.sessionsOf({ account: HOME, live: true })).toEqual([]);
  });
});
