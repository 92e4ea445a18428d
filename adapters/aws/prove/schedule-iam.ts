/** Whether EventBridge Scheduler ends access in IAM, at its time, without us. */

import * as IAM from '@aws-sdk/client-iam';
import type { Wait } from '../../../src/ports/prover.ts';
import { ALLOWED } from './actors.ts';
import { isOfAws } from './clients.ts';
import { type Ground, make, makeGroup, PATH, putPolicy, TAGS } from './ground.ts';
import { allTaken, book, makeRevoker, nextTime, wait } from './schedules.ts';

export async function scheduleIam(ground: Ground): Promise<readonly Wait[]> {
  const { iam } = ground.aws;
  const UserName = `${ground.run}-booked`;
  await make(ground, { kind: 'user', name: UserName }, () =>
    iam.send(new IAM.CreateUserCommand({ UserName, Path: PATH, Tags: TAGS })),
  );
  const GroupName = await makeGroup(ground, 'booked');
  await iam.send(new IAM.AddUserToGroupCommand({ GroupName, UserName }));
  const policy = { UserName, PolicyName: 'allow' };
  await putPolicy(ground, 'user', UserName, 'allow', ALLOWED);
  const arn = (kind: string, name: string) =>
    `arn:aws:iam::${ground.account}:${kind}${PATH}${name}`;
  const roleArn = await makeRevoker(ground, 'revoke-iam', [
    ['iam:DeleteUserPolicy', [arn('user', UserName)]],
    ['iam:RemoveUserFromGroup', [arn('group', GroupName)]],
  ]);
  const [membership, dueMs] = [{ GroupName, UserName }, nextTime(ground)];
  const both = { roleArn, dueMs };
  const seen = allTaken([
    await book(ground, { suffix: 'policy', call: 'iam:deleteUserPolicy', input: policy, ...both }),
    await book(ground, {
      suffix: 'member',
      call: 'iam:removeUserFromGroup',
      input: membership,
      ...both,
    }),
  ]);
  ground.tell('scheduler-takes-iam', seen);
  if (seen.kind !== 'yes') return [];
  const hasNoPolicy = () => isGone(() => iam.send(new IAM.GetUserPolicyCommand(policy)));
  const isOut = async () => {
    const { Groups = [] } = await iam.send(new IAM.ListGroupsForUserCommand({ UserName }));
    return Groups.length === 0;
  };
  return [
    wait(ground, 'schedule-deletes-policy', dueMs, hasNoPolicy),
    wait(ground, 'schedule-leaves-group', dueMs, isOut),
  ];
}

export async function isGone(read: () => Promise<unknown>): Promise<boolean> {
  try {
    await read();
    return false;
  } catch (error) {
    if (isOfAws(error, 'NoSuchEntity', 'ResourceNotFound')) return true;
    throw error;
  }
}
