/** How long it takes until AWS heeds a change: from its answer to the first refusal that stays. */

import * as IAM from '@aws-sdk/client-iam';
import { MINUTE } from '../../../src/kernel/time.ts';
import type { Seen, Wait } from '../../../src/ports/prover.ts';
import {
  ALLOWED,
  makeActor,
  makeNamedRole,
  sessionOf,
  untilAllowed,
  untilRefused,
} from './actors.ts';
import { isOfAws } from './clients.ts';
import { type Ground, makeGroup, putPolicy, until } from './ground.ts';
import { mustBeAllowed } from './role-deny.ts';

const TRIES = 3;
const DENIED = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Deny', Action: '*', Resource: '*' }],
};

export async function propagation(ground: Ground): Promise<readonly Wait[]> {
  await ofUserPolicy(ground);
  await ofMembership(ground);
  await ofRolePolicy(ground);
  return [];
}

async function ofUserPolicy(ground: Ground): Promise<void> {
  const { iam } = ground.aws;
  const { name, credentials } = await makeActor(ground, 'heeded');
  const policy = { UserName: name, PolicyName: 'allow' };
  const given: Times = [];
  // Its key is known before anything is measured.
  await putPolicy(ground, 'user', name, 'allow', ALLOWED);
  await mustBeAllowed(ground, credentials);
  const taken = await tried(ground, async () => {
    await iam.send(new IAM.DeleteUserPolicyCommand(policy));
    const ms = await untilRefused(ground, credentials);
    await putPolicy(ground, 'user', name, 'allow', ALLOWED);
    await until(ground, () => isReadBack(ground, policy), { withinMs: MINUTE, inRow: 1 });
    given.push(await untilAllowed(ground, credentials));
    return ms;
  });
  ground.tell('put-user-policy', measured(given, MINUTE));
  ground.tell('delete-user-policy', measured(taken));
}

async function isReadBack({ aws }: Ground, policy: IAM.GetUserPolicyCommandInput) {
  try {
    await aws.iam.send(new IAM.GetUserPolicyCommand(policy));
    return true;
  } catch (error) {
    if (isOfAws(error, 'NoSuchEntity')) return false;
    throw error;
  }
}

async function ofMembership(ground: Ground): Promise<void> {
  const { iam } = ground.aws;
  const { name, credentials } = await makeActor(ground, 'left');
  const GroupName = await makeGroup(ground, 'left');
  const membership = { GroupName, UserName: name };
  await putPolicy(ground, 'group', GroupName, 'allow', ALLOWED);
  const taken = await tried(ground, async () => {
    await iam.send(new IAM.AddUserToGroupCommand(membership));
    await mustBeAllowed(ground, credentials);
    await iam.send(new IAM.RemoveUserFromGroupCommand(membership));
    return untilRefused(ground, credentials);
  });
  ground.tell('remove-from-group', measured(taken));
}

async function ofRolePolicy(ground: Ground): Promise<void> {
  const { iam } = ground.aws;
  const actor = await makeActor(ground, 'ended');
  const role = await makeNamedRole(ground, 'fenced', [actor], ALLOWED);
  const session = await sessionOf(ground, actor, role);
  const taken = await tried(ground, async () => {
    await mustBeAllowed(ground, session);
    await putPolicy(ground, 'role', role, 'end', DENIED);
    const ms = await untilRefused(ground, session);
    await iam.send(new IAM.DeleteRolePolicyCommand({ RoleName: role, PolicyName: 'end' }));
    return ms;
  });
  ground.tell('put-role-policy', measured(taken));
}

type Times = (number | undefined)[];

/** An AWS that is slow is not tried as often: there are other questions. */
async function tried({ clock }: Ground, once: () => Promise<number | undefined>): Promise<Times> {
  const times: Times = [];
  const enoughMs = clock.monotonicMs() + MINUTE;
  do times.push(await once());
  while (times.length < TRIES && clock.monotonicMs() < enoughMs);
  return times;
}

/** One try that was in vain is the answer. */
function measured(times: Times, waitedMs = 2 * MINUTE): Seen {
  const ms = times.filter((one) => one !== undefined);
  return ms.length === times.length ? { kind: 'after', ms } : { kind: 'never', waitedMs };
}
