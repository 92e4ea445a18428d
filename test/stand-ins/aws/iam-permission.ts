/** What a caller needs for an operation of IAM: the resource it acts on, the facts about it. */

import { tagFacts } from './caller.ts';
import type { ContextFacts } from './context.ts';
import { listOf, type Params, tagsOf } from './params.ts';
import type { AccessKey, Account, User } from './types.ts';
import { own } from './types.ts';

export interface Permission {
  readonly resource: string;
  readonly facts: ContextFacts;
}

export function permissionFor(
  action: string,
  params: Params,
  account: Account,
  key: AccessKey,
): Permission {
  const { facts, resource } = target(action, params, account, key);
  const tags = tagsOf(params);
  const keys = action.startsWith('Untag') ? listOf(params, 'TagKeys') : tags.map((tag) => tag.key);
  return {
    resource,
    facts: {
      ...facts,
      ...tagFacts('aws:RequestTag', tags),
      'aws:TagKeys': keys.length === 0 ? undefined : keys,
    },
  };
}

function target(action: string, params: Params, account: Account, key: AccessKey): Permission {
  const arn = (kind: string, path: string) => `arn:aws:iam::${account.id}:${kind}${path}`;
  // What is about to be made has its path from the call.
  const { Path: path = '/' } = params;
  // Memberships are authorised on the group alone: IAM cannot say whose.
  if (params.GroupName !== undefined) {
    const group = own(account.groups, params.GroupName);
    return { resource: group?.arn ?? arn('group', `${path}${params.GroupName}`), facts: {} };
  }
  if (params.PolicyArn !== undefined) return { resource: params.PolicyArn, facts: {} };
  if (action.startsWith('Simulate')) {
    return { resource: params.PolicySourceArn ?? '*', facts: {} };
  }
  if (params.RoleName !== undefined) {
    const role = own(account.roles, params.RoleName);
    return {
      resource: role?.arn ?? arn('role', `${path}${params.RoleName}`),
      facts: factsOf(role),
    };
  }
  if (action === 'GetAccountAuthorizationDetails') return { resource: '*', facts: {} };
  const list = /^List(User|Group|Role)s$/.exec(action)?.[1];
  if (list) {
    const path = params.PathPrefix ?? '/';
    return { resource: arn(list.toLowerCase(), path), facts: {} };
  }
  const name = params.UserName ?? (key.holder.kind === 'user' ? key.holder.name : '');
  const user = own(account.users, name);
  return { resource: user?.arn ?? arn('user', `${path}${name}`), facts: factsOf(user) };
}

function factsOf(identity: Pick<User, 'tags' | 'boundary'> | undefined): ContextFacts {
  if (!identity) return {};
  return {
    'iam:PermissionsBoundary': identity.boundary,
    ...tagFacts('aws:ResourceTag', identity.tags),
    ...tagFacts('iam:ResourceTag', identity.tags),
  };
}
