/** Whether a Deny at a role ends the open sessions of one person, at its date and at once. */

import { DeleteRolePolicyCommand } from '@aws-sdk/client-iam';
import { MINUTE, SECOND } from '../../../src/kernel/time.ts';
import type { Seen, Wait } from '../../../src/ports/prover.ts';
import { fenceDocument } from '../policy-document.ts';
import {
  type Actor,
  ALLOWED,
  assumed,
  makeActor,
  makeNamedRole,
  may,
  sessionOf,
  untilAllowed,
  untilRefused,
} from './actors.ts';
import type { Credentials } from './clients.ts';
import { awsNowMs, type Ground, pause, putPolicy, wholeSecond } from './ground.ts';

const AHEAD_MS = 30 * SECOND;
const FENCE = 'end';

export async function roleDeny(ground: Ground): Promise<readonly Wait[]> {
  const [one, other] = [await makeActor(ground, 'a'), await makeActor(ground, 'b')];
  const role = await makeNamedRole(ground, 'denied', [one, other], ALLOWED);
  const mine = await sessionOf(ground, one, role);
  const theirs = await sessionOf(ground, other, role);
  const isNamed = (await assumed(ground, one, role, other.name)) === undefined;
  ground.tell('session-is-named', yesOrNo(isNamed));
  await mustBeAllowed(ground, mine);
  await mustBeAllowed(ground, theirs);
  await fenceByDate(ground, role, one, mine);
  await ground.aws.iam.send(new DeleteRolePolicyCommand({ RoleName: role, PolicyName: FENCE }));
  await mustBeAllowed(ground, mine);
  const backMs = awsNowMs(ground) - 2 * MINUTE;
  await putPolicy(ground, 'role', role, FENCE, fence(ground, role, one, backMs));
  ground.tell('role-deny-ends', afterOrNever(await untilRefused(ground, mine)));
  ground.tell('role-deny-spares', yesOrNo(await may(ground, theirs)));
  return [];
}

/** Written before the end and dated with it, as at a grant. */
async function fenceByDate(ground: Ground, role: string, one: Actor, mine: Credentials) {
  const endMs = wholeSecond(awsNowMs(ground) + AHEAD_MS);
  await putPolicy(ground, 'role', role, FENCE, fence(ground, role, one, endMs));
  const { waited, counted } = await byDate(ground, mine, endMs);
  ground.tell('role-deny-waits', yesOrNo(waited));
  ground.tell('role-deny-counts', counted);
}

/** Whether they may until the date, and how long after it they no longer may. */
export async function byDate(ground: Ground, who: Credentials, endMs: number) {
  let waited = true;
  while (awsNowMs(ground) < endMs - 2 * SECOND) {
    waited &&= await may(ground, who);
    await pause(ground, SECOND);
  }
  const sinceMs = awsNowMs(ground);
  const ms = await untilRefused(ground, who);
  return { waited, counted: afterOrNever(ms === undefined ? ms : sinceMs + ms - endMs) };
}

/** As the bot writes it. */
function fence({ account }: Ground, role: string, one: Actor, fromMs: number) {
  return fenceDocument({
    place: { on: 'role', role: { account, name: role }, userid: `*:${one.name}` },
    target: '',
    generation: 1,
    denials: [{ reach: [{ actions: ['*'], resources: ['*'] }], fromMs }],
  });
}

export async function mustBeAllowed(ground: Ground, who: Credentials): Promise<void> {
  if ((await untilAllowed(ground, who)) !== undefined) return;
  throw new Error('what was allowed for the experiment did not work within a minute');
}

export const yesOrNo = (isSo: boolean): Seen => ({ kind: isSo ? 'yes' : 'no' });

export const afterOrNever = (ms: number | undefined): Seen =>
  ms === undefined ? { kind: 'never', waitedMs: 2 * MINUTE } : { kind: 'after', ms: [ms] };
