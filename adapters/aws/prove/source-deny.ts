/** Whether a Deny at a role ends the open sessions that carry one SourceIdentity, and no others. */

import type { Wait } from '../../../src/ports/prover.ts';
import { type Actor, ALLOWED, assumed, makeActor, may, sessionOf } from './actors.ts';
import { isOfAws } from './clients.ts';
import { allowing, type Ground, makeRole, putPolicy, roleArn } from './ground.ts';
import { fenceByDate, yesOrNo } from './role-deny.ts';

const TAKE_ON = ['sts:AssumeRole', 'sts:SetSourceIdentity'];

/** People come into one role, where it is set, and go on into another, where the Deny stands. */
export async function sourceDeny(ground: Ground): Promise<readonly Wait[]> {
  const [one, other] = [await makeActor(ground, 'from-a'), await makeActor(ground, 'from-b')];
  const { entry, role } = await makeWay(ground, [one, other]);
  const mine = await entered(ground, one, entry);
  const theirs = await entered(ground, other, entry);
  const isOwn = (await assumed(ground, one, entry, one.name, other.name)) === undefined;
  ground.tell('source-is-own', yesOrNo(isOwn));
  const denied = {
    role,
    mine: await sessionOf(ground, mine, role),
    theirs: await sessionOf(ground, theirs, role),
    whose: { userid: `*:${one.name}`, source: one.name },
  };
  const { waited, counted } = await fenceByDate(ground, denied);
  ground.tell('source-deny-waits', yesOrNo(waited));
  ground.tell('source-deny-counts', counted);
  ground.tell('source-deny-spares', yesOrNo(await may(ground, denied.theirs)));
  ground.tell('source-is-kept', yesOrNo(!(await goesOnAs(ground, mine, role, other.name))));
  return [];
}

async function makeWay(ground: Ground, actors: readonly Actor[]) {
  const anybody = { AWS: `arn:aws:iam::${ground.account}:root` };
  const own = { StringEquals: { 'sts:SourceIdentity': '${aws:username}' } };
  const entry = await makeRole(ground, 'entered', anybody, own, TAKE_ON);
  const from = { ArnEquals: { 'aws:PrincipalArn': roleArn(ground, entry) } };
  const role = await makeRole(ground, 'sourced', anybody, from, TAKE_ON);
  await putPolicy(ground, 'role', role, 'allow', ALLOWED);
  await putPolicy(ground, 'role', entry, 'go-on', allowing(TAKE_ON, [roleArn(ground, role)]));
  const enter = allowing(TAKE_ON, [roleArn(ground, entry)]);
  for (const { name } of actors) await putPolicy(ground, 'user', name, 'assume', enter);
  return { entry, role };
}

/** From there both go on under one name: nothing but the SourceIdentity tells them apart. */
async function entered(ground: Ground, actor: Actor, entry: string): Promise<Actor> {
  const credentials = await sessionOf(ground, actor, entry, actor.name);
  return { name: ground.run, credentials };
}

async function goesOnAs(ground: Ground, actor: Actor, role: string, source: string) {
  try {
    return (await assumed(ground, actor, role, actor.name, source)) !== undefined;
  } catch (error) {
    // AWS does not document by which of its refusals.
    if (isOfAws(error, 'Validation')) return false;
    throw error;
  }
}
