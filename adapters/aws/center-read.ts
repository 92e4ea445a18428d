/** What is read of Identity Center: people, groups, memberships, and assignments. */

import type { InstanceMetadata } from '@aws-sdk/client-sso-admin';
import type { PermissionSetRef } from '../../src/catalog/center-target.ts';
import { Fault } from '../../src/kernel/fault.ts';
import { adminOf, type CenterCaller, storeOf } from './center-call.ts';
import { pagesOf } from './pages.ts';
import { isNamed, isOfMissing } from './faults.ts';
import { orMissing } from './iam-call.ts';

/** The id that Identity Center never uses twice, by the name people sign in with. */
export async function userIdOf(caller: CenterCaller, name: string): Promise<string | undefined> {
  const [sdk, client] = await storeOf(caller);
  const command = new sdk.GetUserIdCommand({
    IdentityStoreId: caller.center.store,
    AlternateIdentifier: attribute('userName', name),
  });
  const found = await orMissing('identitystore:GetUserId', () =>
    client.send(command, { abortSignal: caller.signal }),
  );
  return found?.UserId;
}

export async function groupIdOf(caller: CenterCaller, name: string): Promise<string | undefined> {
  const [sdk, client] = await storeOf(caller);
  const command = new sdk.GetGroupIdCommand({
    IdentityStoreId: caller.center.store,
    AlternateIdentifier: attribute('displayName', name),
  });
  const found = await orMissing('identitystore:GetGroupId', () =>
    client.send(command, { abortSignal: caller.signal }),
  );
  return found?.GroupId;
}

const attribute = (AttributePath: string, AttributeValue: string) => ({
  UniqueAttribute: { AttributePath, AttributeValue },
});

export async function isUser(caller: CenterCaller, UserId: string): Promise<boolean> {
  return (await userNameOf(caller, UserId)) !== undefined;
}

/** Undefined where there is no such user any more. */
export async function userNameOf(
  caller: CenterCaller,
  UserId: string,
): Promise<string | undefined> {
  const [sdk, client] = await storeOf(caller);
  const command = new sdk.DescribeUserCommand({ IdentityStoreId: caller.center.store, UserId });
  const found = await orMissing('identitystore:DescribeUser', () =>
    client.send(command, { abortSignal: caller.signal }),
  );
  return found && (found.UserName ?? UserId);
}

/** One call answers for a hundred groups; those that are gone have no members. */
export async function groupsAmong(
  caller: CenterCaller,
  UserId: string,
  groups: readonly string[],
): Promise<readonly string[]> {
  if (groups.length === 0) return [];
  const [sdk, client] = await storeOf(caller);
  const IdentityStoreId = caller.center.store;
  const MemberId = { UserId };
  const ask = (GroupIds: string[]) =>
    orMissing('identitystore:IsMemberInGroups', () =>
      client.send(new sdk.IsMemberInGroupsCommand({ IdentityStoreId, MemberId, GroupIds }), {
        abortSignal: caller.signal,
      }),
    );
  const all = await ask([...groups]);
  if (!all && groups.length > 1) {
    const each = await Promise.all(groups.map((group) => groupsAmong(caller, UserId, [group])));
    return each.flat();
  }
  return (all?.Results ?? []).flatMap(({ GroupId, MembershipExists }) =>
    MembershipExists && GroupId ? [GroupId] : [],
  );
}

export interface Assigned {
  readonly type: string;
  readonly id: string;
}

/** Who is assigned to a permission set in an account, without a group between or as one. */
export async function assignedTo(
  caller: CenterCaller,
  { account, set }: PermissionSetRef,
): Promise<readonly Assigned[]> {
  const [sdk, client] = await adminOf(caller);
  const InstanceArn = caller.center.instance;
  const asked = { InstanceArn, AccountId: account, PermissionSetArn: set };
  try {
    const found = await pagesOf(
      'sso:ListAccountAssignments',
      (next) =>
        client.send(new sdk.ListAccountAssignmentsCommand({ ...asked, ...next }), {
          abortSignal: caller.signal,
        }),
      (page) => page.AccountAssignments,
    );
    return found.map(({ PrincipalType: type = '', PrincipalId: id = '' }) => ({ type, id }));
  } catch (error) {
    // Of a set that was deleted nobody has an assignment; of another instance that says nothing.
    if (isOfMissing(error) && (await instanceOf(caller))) return [];
    throw error;
  }
}

async function instanceOf(caller: CenterCaller): Promise<InstanceMetadata | undefined> {
  const [sdk, client] = await adminOf(caller);
  const found = await pagesOf(
    'sso:ListInstances',
    (next) => client.send(new sdk.ListInstancesCommand(next), { abortSignal: caller.signal }),
    (page) => page.Instances,
  );
  return found.find(({ InstanceArn }) => InstanceArn === caller.center.instance);
}

/**
 * All that a group is assigned to. Undefined to a delegated administrator: only the management
 * account may ask (API reference, ListAccountAssignmentsForPrincipal).
 */
export async function leadsOfGroup(
  caller: CenterCaller,
  PrincipalId: string,
): Promise<readonly PermissionSetRef[] | undefined> {
  const [sdk, client] = await adminOf(caller);
  const asked = { InstanceArn: caller.center.instance, PrincipalId, PrincipalType: GROUP };
  try {
    const found = await pagesOf(
      'sso:ListAccountAssignmentsForPrincipal',
      (next) =>
        client.send(new sdk.ListAccountAssignmentsForPrincipalCommand({ ...asked, ...next }), {
          abortSignal: caller.signal,
        }),
      (page) => page.AccountAssignments,
    );
    return found.map(({ AccountId = '', PermissionSetArn = '' }) => ({
      account: AccountId,
      set: PermissionSetArn,
    }));
  } catch (error) {
    const isDenied = error instanceof Fault && isNamed(error.cause, 'AccessDenied');
    if (isDenied && (await isDelegate(caller))) return undefined;
    throw error;
  }
}

/** The instance is another account's: to its owner, a denial is a right that is missing. */
async function isDelegate(caller: CenterCaller): Promise<boolean> {
  const owner = (await instanceOf(caller))?.OwnerAccountId;
  return owner !== undefined && owner !== caller.center.account;
}

const GROUP = 'GROUP' as const;
