/** Whether a Deny at a role ends the open sessions of one person, at its date and at once. */

import { DeleteRolePolicyCommand } from '@aws-sdk/client-iam';
import { MINUTE, SECOND } from '../../../src/kernel/time.ts';
import type { Seen, Wait } from '../../../src/ports/prover.ts';
import { fenceDocument } from '../policy-document.ts';
import {
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
  const denied = { role, mine, theirs, whose: { userid: `*:${one.name}` } };
  const { waited, counted } = await fenceByDate(ground, denied);
  ground.tell('role-deny-waits', yesOrNo(waited));
  ground.tell('role-deny-counts', counted);
  await ground.aws.iam.send(new DeleteRolePolicyCommand({ RoleName: role, PolicyName: FENCE }));
  await mustBeAllowed(ground, mine);
  const backMs = awsNowMs(ground) - 2 * MINUTE;
  await putPolicy(ground, 'role', role, FENCE, fence(ground, denied, backMs));
  ground.tell('role-deny-ends', afterOrNever(await untilRefused(ground, mine)));
  ground.tell('role-deny-spares', yesOrNo(await may(ground, theirs)));
  return [];
}

/** Open sessions of a role, and the person at whom the Deny there is aimed. */
export interface Denied {
  readonly role: string;
  readonly mine: Credentials;
  readonly theirs: Credentials;
  readonly whose: { readonly userid: string; readonly source?: string };
}

/** Written before the end and dated with it, as at a grant. */
export async function fenceByDate(ground: Ground, denied: Denied) {
  await mustBeAllowed(ground, denied.mine);
  await mustBeAllowed(ground, denied.theirs);
  const endMs = wholeSecond(awsNowMs(ground) + AHEAD_MS);
  await putPolicy(ground, 'role', denied.role, FENCE, fence(ground, denied, endMs));
  return byDate(ground, denied.mine, endMs);
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
function fence({ account }: Ground, { role, whose }: Denied, fromMs: number) {
  return fenceDocument({
    place: { on: 'role', role: { account, name: role }, ...whose },
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
