/** What IAM is asked: users, their policies, groups and tags; policies of groups and roles. */

import type { ListRolePoliciesCommandOutput } from '@aws-sdk/client-iam';
import { allPages, type Caller, documentOf, orMissing, answered } from './iam-call.ts';

export const userOf = async ({ sdk, client, signal }: Caller, UserName: string) =>
  (
    await orMissing('iam:GetUser', () =>
      client.send(new sdk.GetUserCommand({ UserName }), { abortSignal: signal }),
    )
  )?.User;

export const userPolicyNames = ({ sdk, client, signal }: Caller, UserName: string) =>
  allPages(
    'iam:ListUserPolicies',
    (Marker) =>
      client.send(new sdk.ListUserPoliciesCommand({ UserName, ...at(Marker) }), {
        abortSignal: signal,
      }),
    (page) => page.PolicyNames,
  );

/** Undefined when it was deleted meanwhile. */
export async function userPolicy(caller: Caller, UserName: string, PolicyName: string) {
  const { sdk, client, signal } = caller;
  const found = await orMissing('iam:GetUserPolicy', () =>
    client.send(new sdk.GetUserPolicyCommand({ UserName, PolicyName }), { abortSignal: signal }),
  );
  return found && documentOf(found.PolicyDocument);
}

export interface JoinedGroup {
  readonly name: string;
  /** Stays when it is renamed, and is never used twice. */
  readonly id: string;
}

export async function joinedGroups(
  { sdk, client, signal }: Caller,
  UserName: string,
): Promise<readonly JoinedGroup[]> {
  const groups = await allPages(
    'iam:ListGroupsForUser',
    (Marker) =>
      client.send(new sdk.ListGroupsForUserCommand({ UserName, ...at(Marker) }), {
        abortSignal: signal,
      }),
    (page) => page.Groups,
  );
  return groups.map(({ GroupName = '', GroupId = '' }) => ({ name: GroupName, id: GroupId }));
}

export const groupsOfUser = async (caller: Caller, user: string): Promise<readonly string[]> =>
  (await joinedGroups(caller, user)).map(({ name }) => name);

/** IAM tells no two names apart by their case alone (API reference, CreateGroup, CreateUser). */
export const folded = (name: string): string => name.toLowerCase();

export const userTags = ({ sdk, client, signal }: Caller, UserName: string) =>
  allPages(
    'iam:ListUserTags',
    (Marker) =>
      client.send(new sdk.ListUserTagsCommand({ UserName, ...at(Marker) }), {
        abortSignal: signal,
      }),
    (page) => page.Tags,
  );

/** None of a role that is gone. */
export const rolePolicyNames = async (caller: Caller, role: string) =>
  (await policyNamesAt(caller, role)) ?? [];

/** Undefined of a role that is gone. */
export async function policyNamesAt({ sdk, client, signal }: Caller, RoleName: string) {
  let isGone = false;
  const names = await allPages(
    'iam:ListRolePolicies',
    async (Marker): Promise<Names> => {
      const command = new sdk.ListRolePoliciesCommand({ RoleName, ...at(Marker) });
      const ask = () => client.send(command, { abortSignal: signal });
      const page = await orMissing('iam:ListRolePolicies', ask);
      isGone ||= page === undefined;
      return page ?? {};
    },
    (page) => page.PolicyNames,
  );
  return isGone ? undefined : names;
}

type Names = Partial<Pick<ListRolePoliciesCommandOutput, 'PolicyNames' | 'IsTruncated' | 'Marker'>>;

export async function rolePolicy(caller: Caller, RoleName: string, PolicyName: string) {
  const { sdk, client, signal } = caller;
  const found = await orMissing('iam:GetRolePolicy', () =>
    client.send(new sdk.GetRolePolicyCommand({ RoleName, PolicyName }), { abortSignal: signal }),
  );
  return found && documentOf(found.PolicyDocument);
}

export async function roleOf({ sdk, client, signal }: Caller, RoleName: string) {
  const found = await orMissing('iam:GetRole', () =>
    client.send(new sdk.GetRoleCommand({ RoleName }), { abortSignal: signal }),
  );
  return found?.Role;
}

export interface GroupRead {
  readonly id: string;
  /** Every one that speaks for it. */
  readonly documents: readonly unknown[];
}

/** Undefined when there is no such group. */
export const groupDocuments = async (caller: Caller, group: string) =>
  (await groupRead(caller, group))?.documents;

export async function groupRead(caller: Caller, GroupName: string): Promise<GroupRead | undefined> {
  const { sdk, client, signal } = caller;
  const options = { abortSignal: signal };
  const exists = await orMissing('iam:GetGroup', () =>
    client.send(new sdk.GetGroupCommand({ GroupName, MaxItems: 1 }), options),
  );
  if (!exists) return undefined;
  const names = await allPages(
    'iam:ListGroupPolicies',
    (Marker) =>
      client.send(new sdk.ListGroupPoliciesCommand({ GroupName, ...at(Marker) }), options),
    (page) => page.PolicyNames,
  );
  const attached = await allPages(
    'iam:ListAttachedGroupPolicies',
    (Marker) =>
      client.send(new sdk.ListAttachedGroupPoliciesCommand({ GroupName, ...at(Marker) }), options),
    (page) => page.AttachedPolicies,
  );
  const inline = names.map(async (PolicyName) => {
    const policy = await answered('iam:GetGroupPolicy', () =>
      client.send(new sdk.GetGroupPolicyCommand({ GroupName, PolicyName }), options),
    );
    return documentOf(policy.PolicyDocument);
  });
  const managed = attached.map((policy) => managedDocument(caller, policy.PolicyArn ?? ''));
  const documents = await Promise.all([...inline, ...managed]);
  return { id: exists.Group?.GroupId ?? '', documents };
}

export async function attachedUserDocuments(caller: Caller, UserName: string) {
  const { sdk, client, signal } = caller;
  const attached = await allPages(
    'iam:ListAttachedUserPolicies',
    (Marker) =>
      client.send(new sdk.ListAttachedUserPoliciesCommand({ UserName, ...at(Marker) }), {
        abortSignal: signal,
      }),
    (page) => page.AttachedPolicies,
  );
  return Promise.all(attached.map((policy) => managedDocument(caller, policy.PolicyArn ?? '')));
}

export async function attachedRoleDocuments(caller: Caller, RoleName: string) {
  const attached = await attachedRolePolicies(caller, RoleName);
  return Promise.all(attached.map((arn) => managedDocument(caller, arn)));
}

/** By their ARNs. */
export async function attachedRolePolicies(
  { sdk, client, signal }: Caller,
  RoleName: string,
): Promise<readonly string[]> {
  const attached = await allPages(
    'iam:ListAttachedRolePolicies',
    (Marker) =>
      client.send(new sdk.ListAttachedRolePoliciesCommand({ RoleName, ...at(Marker) }), {
        abortSignal: signal,
      }),
    (page) => page.AttachedPolicies,
  );
  return attached.map(({ PolicyArn = '' }) => PolicyArn);
}

/** The version in force of a managed policy. */
export async function managedDocument({ sdk, client, signal }: Caller, PolicyArn: string) {
  const options = { abortSignal: signal };
  const policy = await answered('iam:GetPolicy', () =>
    client.send(new sdk.GetPolicyCommand({ PolicyArn }), options),
  );
  const VersionId = policy.Policy?.DefaultVersionId ?? 'v1';
  const version = await answered('iam:GetPolicyVersion', () =>
    client.send(new sdk.GetPolicyVersionCommand({ PolicyArn, VersionId }), options),
  );
  return documentOf(version.PolicyVersion?.Document);
}

const at = (Marker: string | undefined) => (Marker === undefined ? {} : { Marker });
