/** Whether dates in policies end access by themselves: an Allow of its own, a Deny over a group. */

import { AddUserToGroupCommand } from '@aws-sdk/client-iam';
import { MINUTE, SECOND } from '../../../src/kernel/time.ts';
import type { Wait } from '../../../src/ports/prover.ts';
import { allowDocument, fenceDocument } from '../policy-document.ts';
import { ALLOWED, makeActor, TRIED_REACH } from './actors.ts';
import { awsNowMs, type Ground, makeGroup, putPolicy, wholeSecond } from './ground.ts';
import { byDate, mustBeAllowed, yesOrNo } from './role-deny.ts';

const AHEAD_MS = 30 * SECOND;
/** A new key may take so long to be known. */
const ALLOW_AHEAD_MS = MINUTE;

export async function datedAllow(ground: Ground): Promise<readonly Wait[]> {
  const { name, credentials } = await makeActor(ground, 'dated');
  const endMs = wholeSecond(awsNowMs(ground) + ALLOW_AHEAD_MS);
  const startMs = awsNowMs(ground) - MINUTE;
  const window = { reach: TRIED_REACH, mfa: false, startMs, endMs };
  await putPolicy(ground, 'user', name, 'allow', allowDocument({ windows: [window] }));
  await mustBeAllowed(ground, credentials);
  const { counted } = await byDate(ground, credentials, endMs);
  ground.tell('allow-ends-itself', counted);
  return [];
}

export async function denyOverGroup(ground: Ground): Promise<readonly Wait[]> {
  const { name, credentials } = await makeActor(ground, 'member');
  const group = await makeGroup(ground, 'group');
  await putPolicy(ground, 'group', group, 'allow', ALLOWED);
  await ground.aws.iam.send(new AddUserToGroupCommand({ GroupName: group, UserName: name }));
  await mustBeAllowed(ground, credentials);
  const endMs = wholeSecond(awsNowMs(ground) + AHEAD_MS);
  const denials = [{ reach: TRIED_REACH, fromMs: endMs }];
  const fence = fenceDocument({ place: { on: 'user' }, target: '', generation: 1, denials });
  await putPolicy(ground, 'user', name, 'fence', fence);
  const { waited, counted } = await byDate(ground, credentials, endMs);
  ground.tell('deny-waits', yesOrNo(waited));
  ground.tell('deny-beats-group', counted);
  return [];
}
