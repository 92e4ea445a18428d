/** Removes what experiments made, in an order that AWS accepts, and says what would not go. */

import * as IAM from '@aws-sdk/client-iam';
import { DeleteScheduleCommand } from '@aws-sdk/client-scheduler';
import { DeleteDocumentCommand, TerminateSessionCommand } from '@aws-sdk/client-ssm';
import { MINUTE, SECOND } from '../../../src/kernel/time.ts';
import type { Remaining, Thing, ThingKind } from '../../../src/ports/prover.ts';
import { REMOVE_IN_CENTER } from './center-things.ts';
import { isOfAws } from './clients.ts';
import type { Ground } from './ground.ts';
import { standing } from './standing.ts';

type Remove = (ground: Ground, thing: Thing) => Promise<unknown>;

/** In this order: what would act by itself first, what others belong to last. */
const REMOVE: Readonly<Record<ThingKind, Remove>> = {
  schedule: ({ aws }, { name }) => aws.scheduler.send(new DeleteScheduleCommand({ Name: name })),
  session: ({ aws }, { name }) => aws.ssm.send(new TerminateSessionCommand({ SessionId: name })),
  document: ({ aws }, { name }) => aws.ssm.send(new DeleteDocumentCommand({ Name: name })),
  ...REMOVE_IN_CENTER,
  user: removeUser,
  group: removeGroup,
  role: removeRole,
};
const ORDER = Object.keys(REMOVE) as ThingKind[];

export async function remove(
  ground: Ground,
  more: readonly Thing[],
): Promise<readonly Remaining[]> {
  const giveUpMs = ground.clock.monotonicMs() + MOST_MS;
  const ours = await unanswered(ground);
  const things = new Map([...more, ...ground.made, ...ours].map((one) => [keyOf(one), one]));
  const failed = new Map<string, string>();
  const ordered = [...things.values()].sort(
    (a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind),
  );
  for (const thing of ordered) {
    const why = await removed(ground, thing, giveUpMs);
    if (why !== undefined) failed.set(keyOf(thing), why);
  }
  try {
    const left = await stillThere(ground, [...things.values()]);
    for (const one of left) failed.set(keyOf(one), failed.get(keyOf(one)) ?? 'AWS still lists it');
  } catch (error) {
    // What was removed is not proved to be gone: then all of it is named.
    for (const key of things.keys()) failed.set(key, failed.get(key) ?? messageOf(error));
  }
  return [...failed].flatMap(([key, why]) => {
    const thing = things.get(key);
    return thing ? [{ thing, why }] : [];
  });
}

/** Of this run, though nobody told us: a session, whose name AWS chooses. */
async function unanswered(ground: Ground): Promise<readonly Thing[]> {
  try {
    const isOurs = ({ name, id }: Thing) => name.startsWith(ground.run) || id === ground.run;
    return (await standing(ground)).filter(isOurs);
  } catch {
    // The look at the end says what it cannot see.
    return [];
  }
}

const keyOf = ({ kind, name }: Thing): string => `${kind} ${name}`;
const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);

/** Undefined when it is gone. What depends on something else may need another try. */
async function removed(
  ground: Ground,
  thing: Thing,
  giveUpMs: number,
): Promise<string | undefined> {
  for (let tries = 1; ; tries += 1) {
    if (ground.clock.monotonicMs() > giveUpMs) return 'there was no time left to remove it';
    try {
      await REMOVE[thing.kind](ground, thing);
      return undefined;
    } catch (error) {
      if (isOfAws(error, ...MISSING)) return undefined;
      if (tries >= TRIES || isOfAws(error, 'AccessDenied')) return messageOf(error);
    }
    await ground.clock.sleep(3 * SECOND);
  }
}

const TRIES = 8;
/** Of the fifteen minutes, the last three. */
const MOST_MS = 3 * MINUTE;
const MISSING = ['NoSuchEntity', 'ResourceNotFound', 'InvalidDocument', 'DoesNotExist'];

/** Lists lag behind: they are asked again for a while. */
async function stillThere(ground: Ground, things: readonly Thing[]): Promise<readonly Thing[]> {
  const wanted = new Set(things.map(keyOf));
  for (let tries = 1; ; tries += 1) {
    const left = (await standing(ground)).filter((one) => wanted.has(keyOf(one)));
    if (left.length === 0 || tries >= TRIES) return left;
    await ground.clock.sleep(5 * SECOND);
  }
}

async function removeUser({ aws: { iam } }: Ground, { name: UserName }: Thing): Promise<void> {
  const who = { UserName };
  const { AccessKeyMetadata = [] } = await iam.send(new IAM.ListAccessKeysCommand(who));
  for (const { AccessKeyId } of AccessKeyMetadata) {
    await iam.send(new IAM.DeleteAccessKeyCommand({ ...who, AccessKeyId }));
  }
  const { PolicyNames = [] } = await iam.send(new IAM.ListUserPoliciesCommand(who));
  for (const PolicyName of PolicyNames) {
    await iam.send(new IAM.DeleteUserPolicyCommand({ ...who, PolicyName }));
  }
  const { Groups = [] } = await iam.send(new IAM.ListGroupsForUserCommand(who));
  for (const { GroupName } of Groups) {
    await iam.send(new IAM.RemoveUserFromGroupCommand({ ...who, GroupName }));
  }
  await iam.send(new IAM.DeleteUserCommand(who));
}

async function removeGroup({ aws: { iam } }: Ground, { name: GroupName }: Thing): Promise<void> {
  const { PolicyNames = [] } = await iam.send(new IAM.ListGroupPoliciesCommand({ GroupName }));
  for (const PolicyName of PolicyNames) {
    await iam.send(new IAM.DeleteGroupPolicyCommand({ GroupName, PolicyName }));
  }
  await iam.send(new IAM.DeleteGroupCommand({ GroupName }));
}

async function removeRole({ aws: { iam } }: Ground, { name: RoleName }: Thing): Promise<void> {
  const { PolicyNames = [] } = await iam.send(new IAM.ListRolePoliciesCommand({ RoleName }));
  for (const PolicyName of PolicyNames) {
    await iam.send(new IAM.DeleteRolePolicyCommand({ RoleName, PolicyName }));
  }
  await iam.send(new IAM.DeleteRoleCommand({ RoleName }));
}
