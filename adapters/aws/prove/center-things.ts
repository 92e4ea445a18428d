/** What experiments make in Identity Center: found by name, and removed again. */

import * as Store from '@aws-sdk/client-identitystore';
import * as SSO from '@aws-sdk/client-sso-admin';
import { MINUTE, SECOND } from '../../../src/kernel/time.ts';
import type { Thing } from '../../../src/ports/prover.ts';
import { type Ground, PREFIX } from './ground.ts';

type Remove = (ground: Ground, thing: Thing) => Promise<unknown>;

/** An assignment before its permission set, which AWS keeps as long as it is assigned. */
export const REMOVE_IN_CENTER = {
  assignment: removeAssignments,
  'permission set': async (ground: Ground, { name }: Thing) => {
    const PermissionSetArn = await setNamed(ground, name);
    if (!PermissionSetArn) return;
    const asked = { ...instanceOf(ground), PermissionSetArn };
    await ground.aws.sso.send(new SSO.DeletePermissionSetCommand(asked));
  },
  'directory group': async (ground: Ground, { name }: Thing) => {
    const where = storeOf(ground);
    const AlternateIdentifier = unique('displayName', name);
    const asked = new Store.GetGroupIdCommand({ ...where, AlternateIdentifier });
    const { GroupId } = await ground.aws.store.send(asked);
    await ground.aws.store.send(new Store.DeleteGroupCommand({ ...where, GroupId }));
  },
  'directory user': async (ground: Ground, { name }: Thing) => {
    const where = storeOf(ground);
    const AlternateIdentifier = unique('userName', name);
    const asked = new Store.GetUserIdCommand({ ...where, AlternateIdentifier });
    const { UserId } = await ground.aws.store.send(asked);
    await ground.aws.store.send(new Store.DeleteUserCommand({ ...where, UserId }));
  },
} satisfies Readonly<Record<string, Remove>>;

export const storeOf = ({ given }: Ground) => ({ IdentityStoreId: given.identityStore });
export const instanceOf = ({ given }: Ground) => ({ InstanceArn: given.instance });
const unique = (AttributePath: string, AttributeValue: string) => ({
  UniqueAttribute: { AttributePath, AttributeValue },
});

export async function standingInCenter(ground: Ground): Promise<readonly Thing[]> {
  const found: Thing[] = [];
  if (ground.given.instance) {
    for (const { name, arn } of await ownSets(ground)) {
      const assigned = (await assignmentsOf(ground, arn)).length > 0;
      if (assigned) found.push({ kind: 'assignment', name });
      found.push({ kind: 'permission set', name });
    }
  }
  if (!ground.given.identityStore) return found;
  const client = ground.aws.store;
  for await (const { Groups = [] } of Store.paginateListGroups({ client }, storeOf(ground))) {
    const names = Groups.map(({ DisplayName: name = '' }) => name);
    found.push(...ours(names).map((name) => ({ kind: 'directory group', name }) as const));
  }
  for await (const { Users = [] } of Store.paginateListUsers({ client }, storeOf(ground))) {
    const names = Users.map(({ UserName: name = '' }) => name);
    found.push(...ours(names).map((name) => ({ kind: 'directory user', name }) as const));
  }
  return found;
}

const ours = (names: readonly string[]) => names.filter((name) => name.startsWith(PREFIX));

/** Lists of permission sets have ARNs alone: each is asked for its name. */
async function ownSets(ground: Ground) {
  const found: { readonly name: string; readonly arn: string }[] = [];
  const client = ground.aws.sso;
  for await (const page of SSO.paginateListPermissionSets({ client }, instanceOf(ground))) {
    for (const PermissionSetArn of page.PermissionSets ?? []) {
      const asked = { ...instanceOf(ground), PermissionSetArn };
      const { PermissionSet } = await client.send(new SSO.DescribePermissionSetCommand(asked));
      const name = PermissionSet?.Name ?? '';
      if (name.startsWith(PREFIX)) found.push({ name, arn: PermissionSetArn });
    }
  }
  return found;
}

const setNamed = async (ground: Ground, name: string) =>
  (await ownSets(ground)).find((one) => one.name === name)?.arn;

export async function assignmentsOf(ground: Ground, PermissionSetArn: string) {
  const asked = { ...instanceOf(ground), PermissionSetArn, AccountId: ground.account };
  const { AccountAssignments = [] } = await ground.aws.sso.send(
    new SSO.ListAccountAssignmentsCommand(asked),
  );
  return AccountAssignments;
}

/** Deleting an assignment takes its time, and its permission set waits for it. */
async function removeAssignments(ground: Ground, { name }: Thing): Promise<void> {
  const arn = await setNamed(ground, name);
  if (!arn) return;
  for (const { PrincipalId, PrincipalType } of await assignmentsOf(ground, arn)) {
    const asked = { ...assignment(ground, arn), PrincipalId, PrincipalType };
    await ground.aws.sso.send(new SSO.DeleteAccountAssignmentCommand(asked));
  }
  const giveUpMs = ground.clock.monotonicMs() + MINUTE;
  while ((await assignmentsOf(ground, arn)).length > 0) {
    if (ground.clock.monotonicMs() > giveUpMs) throw new Error('it is still being deleted');
    await ground.clock.sleep(2 * SECOND);
  }
}

export const assignment = (ground: Ground, PermissionSetArn: string) => ({
  ...instanceOf(ground),
  TargetId: ground.account,
  TargetType: 'AWS_ACCOUNT' as const,
  PermissionSetArn,
});
