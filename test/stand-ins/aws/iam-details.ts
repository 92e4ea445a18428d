/** IAM's list of everything: users, groups, roles and policies together, in pages over all. */

import {
  drawDetails,
  drawGroup,
  drawPolicy,
  drawRole,
  drawUser,
  encodeDocument,
} from './iam-shapes.ts';
import { managedPolicyOf } from './managed.ts';
import { type Operation, read } from './operation.ts';
import { page } from './paging.ts';
import { listOf } from './params.ts';
import type { Account, Identity, ManagedPolicy } from './types.ts';
import type { XmlTree } from './xml.ts';

interface Item {
  readonly list: 'UserDetailList' | 'GroupDetailList' | 'RoleDetailList' | 'Policies';
  /** As a caller filters by it. */
  readonly filter: string;
  readonly key: string;
  readonly tree: XmlTree;
}

export const DETAIL_OPERATIONS: Readonly<Record<string, Operation>> = {
  GetAccountAuthorizationDetails: read((account, params, paging) => {
    const wanted = listOf(params, 'Filter');
    const items = itemsOf(account).filter(
      ({ filter }) => wanted.length === 0 || wanted.includes(filter),
    );
    const cut = page(
      'All',
      items,
      ({ key }) => key,
      ({ key }) => key,
      params,
      paging,
    );
    const { All, ...rest } = cut;
    const inPage = new Set(All as readonly string[]);
    const drawn = (list: Item['list']) =>
      items.filter((one) => one.list === list && inPage.has(one.key)).map(({ tree }) => tree);
    return {
      UserDetailList: drawn('UserDetailList'),
      GroupDetailList: drawn('GroupDetailList'),
      RoleDetailList: drawn('RoleDetailList'),
      Policies: drawn('Policies'),
      ...rest,
    };
  }),
};

function itemsOf(account: Account): readonly Item[] {
  const users = Object.values(account.users).map((user) => {
    const lists = { UserPolicyList: inlineOf(user), GroupList: user.groups };
    const tree = { ...drawUser(user), ...drawDetails(user), ...lists, ...attachedOf(user) };
    return { list: 'UserDetailList', filter: 'User', key: `1/${user.name}`, tree } as const;
  });
  const groups = Object.values(account.groups).map((group) => {
    const tree = { ...drawGroup(group), GroupPolicyList: inlineOf(group), ...attachedOf(group) };
    return { list: 'GroupDetailList', filter: 'Group', key: `2/${group.name}`, tree } as const;
  });
  const roles = Object.values(account.roles).map((role) => {
    // Unlike GetRole, it says nothing of how long a session may last.
    const { MaxSessionDuration: _, ...drawn } = drawRole(role);
    const lists = { RolePolicyList: inlineOf(role), ...attachedOf(role) };
    const tree = { ...drawn, ...drawDetails(role), ...lists };
    return { list: 'RoleDetailList', filter: 'Role', key: `3/${role.name}`, tree } as const;
  });
  return [...users, ...groups, ...roles, ...policiesOf(account)];
}

/** All of the account's own, and those of AWS's that are attached to somebody. */
function policiesOf(account: Account): readonly Item[] {
  const holders = [account.users, account.groups, account.roles].flatMap((all): Identity[] =>
    Object.values(all),
  );
  const attached = holders.flatMap((one) => one.attached).filter((arn) => arn.includes('::aws:'));
  const aws = [...new Set(attached)].map((arn) => managedPolicyOf(account, arn));
  const item = (filter: string) => (policy: ManagedPolicy) => {
    const tree = { ...drawPolicy(policy), PolicyVersionList: versionsOf(policy) };
    return { list: 'Policies', filter, key: `4/${policy.arn}`, tree } as const;
  };
  return [
    ...Object.values(account.policies).map(item('LocalManagedPolicy')),
    ...aws.map(item('AWSManagedPolicy')),
  ];
}

const versionsOf = (policy: ManagedPolicy): XmlTree[] =>
  Object.entries(policy.versions).map(([VersionId, document]) => ({
    Document: encodeDocument(document),
    VersionId,
    IsDefaultVersion: VersionId === policy.defaultVersion,
    CreateDate: new Date(policy.createdAtMs),
  }));

const inlineOf = ({ inline }: Pick<Identity, 'inline'>): XmlTree[] =>
  Object.entries(inline).map(([PolicyName, document]) => {
    return { PolicyName, PolicyDocument: encodeDocument(document) };
  });

const attachedOf = ({ attached }: Pick<Identity, 'attached'>): XmlTree => ({
  AttachedManagedPolicies: attached.map((arn) => {
    return { PolicyName: arn.split('/').at(-1), PolicyArn: arn };
  }),
});
