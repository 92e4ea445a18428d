/** Policies of users, groups and roles with their names, each document asked for once. */

import { allPages, type Caller, documentOf, orMissing } from './iam-call.ts';
import { managedDocument } from './iam-read.ts';

export interface NamedPolicy {
  readonly name: string;
  readonly document: unknown;
}

export type Owner = 'user' | 'group' | 'role';

/** One that was deleted meanwhile is left out. */
export async function inlinePolicies(
  caller: Caller,
  owner: Owner,
  name: string,
): Promise<readonly NamedPolicy[]> {
  const { list, get, action } = inlineCalls(caller, owner, name);
  const names = await allPages(`iam:List${action}Policies`, list, (page) => page.PolicyNames);
  const found = names.map(async (policy) => {
    const text = await orMissing(`iam:Get${action}Policy`, () => get(policy));
    return text ? [{ name: policy, document: documentOf(text.PolicyDocument) }] : [];
  });
  return (await Promise.all(found)).flat();
}

interface InlineCalls {
  readonly action: string;
  readonly list: (Marker: string | undefined) => Promise<{
    readonly PolicyNames?: readonly string[] | undefined;
    readonly IsTruncated?: boolean | undefined;
    readonly Marker?: string | undefined;
  }>;
  readonly get: (PolicyName: string) => Promise<{ readonly PolicyDocument?: string | undefined }>;
}

function inlineCalls({ sdk, client, signal }: Caller, owner: Owner, name: string): InlineCalls {
  const by = { abortSignal: signal };
  if (owner === 'user') {
    const who = { UserName: name };
    return {
      action: 'User',
      list: (Marker: string | undefined) =>
        client.send(new sdk.ListUserPoliciesCommand({ ...who, ...at(Marker) }), by),
      get: (PolicyName: string) =>
        client.send(new sdk.GetUserPolicyCommand({ ...who, PolicyName }), by),
    };
  }
  if (owner === 'group') {
    const who = { GroupName: name };
    return {
      action: 'Group',
      list: (Marker: string | undefined) =>
        client.send(new sdk.ListGroupPoliciesCommand({ ...who, ...at(Marker) }), by),
      get: (PolicyName: string) =>
        client.send(new sdk.GetGroupPolicyCommand({ ...who, PolicyName }), by),
    };
  }
  const who = { RoleName: name };
  return {
    action: 'Role',
    list: (Marker: string | undefined) =>
      client.send(new sdk.ListRolePoliciesCommand({ ...who, ...at(Marker) }), by),
    get: (PolicyName: string) =>
      client.send(new sdk.GetRolePolicyCommand({ ...who, PolicyName }), by),
  };
}

/** Managed policies of an account by ARN: hundreds of users share a few. */
export type Managed = Map<string, Promise<unknown>>;

export async function attachedPolicies(
  caller: Caller,
  owner: Owner,
  name: string,
  managed: Managed,
): Promise<readonly NamedPolicy[]> {
  const { action, list } = attachedCalls(caller, owner, name);
  const attached = await allPages(action, list, (page) => page.AttachedPolicies);
  const found = attached.map(async ({ PolicyArn = '', PolicyName = '' }) => {
    const document = managed.get(PolicyArn) ?? managedDocument(caller, PolicyArn);
    managed.set(PolicyArn, document);
    return { name: PolicyName, document: await document };
  });
  return Promise.all(found);
}

function attachedCalls({ sdk, client, signal }: Caller, owner: Owner, name: string) {
  const by = { abortSignal: signal };
  if (owner === 'user') {
    return {
      action: 'iam:ListAttachedUserPolicies',
      list: (Marker: string | undefined) =>
        client.send(new sdk.ListAttachedUserPoliciesCommand({ UserName: name, ...at(Marker) }), by),
    };
  }
  if (owner === 'group') {
    return {
      action: 'iam:ListAttachedGroupPolicies',
      list: (Marker: string | undefined) =>
        client.send(
          new sdk.ListAttachedGroupPoliciesCommand({ GroupName: name, ...at(Marker) }),
          by,
        ),
    };
  }
  return {
    action: 'iam:ListAttachedRolePolicies',
    list: (Marker: string | undefined) =>
      client.send(new sdk.ListAttachedRolePoliciesCommand({ RoleName: name, ...at(Marker) }), by),
  };
}

const at = (Marker: string | undefined) => (Marker === undefined ? {} : { Marker });
