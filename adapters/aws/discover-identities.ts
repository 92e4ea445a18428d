/** Users, groups and roles of an account, and which roles people of it may assume. */

import type { GetAccountAuthorizationDetailsCommandOutput } from '@aws-sdk/client-iam';
import { actionsMeet } from '../../src/catalog/pattern.ts';
import type { RoleRef } from '../../src/catalog/target.ts';
import type { Found, FoundGroup, FoundUser } from '../../src/ports/discovery.ts';
import { allPages, callerOf, documentOf } from './iam-call.ts';
import { listOf, statementsOf } from './reach.ts';
import type { Place } from './ssm-read.ts';

type Page = GetAccountAuthorizationDetailsCommandOutput;
type Group = NonNullable<Page['GroupDetailList']>[number];
type Role = NonNullable<Page['RoleDetailList']>[number];

export async function readIdentities(
  place: Place,
): Promise<Pick<Found, 'users' | 'groups' | 'roles'>> {
  const { sdk: iam, client, signal } = await callerOf(place.clients, place.account, place.signal);
  const pages = await allPages(
    'iam:GetAccountAuthorizationDetails',
    (Marker) => {
      const command = new iam.GetAccountAuthorizationDetailsCommand({
        Filter: ['User', 'Group', 'Role', 'LocalManagedPolicy'],
        MaxItems: 1_000,
        ...(Marker === undefined ? {} : { Marker }),
      });
      return client.send(command, { abortSignal: signal });
    },
    (page) => [page],
  );
  const managed = managedIn(pages);
  const users = pages.flatMap((page) => page.UserDetailList ?? []).map(userOf);
  const groups = pages.flatMap((page) => page.GroupDetailList ?? []);
  const roles = pages.flatMap((page) => page.RoleDetailList ?? []);
  return {
    users,
    groups: groups.map((group) => groupOf(group, managed)),
    roles: roles.filter((role) => isForPeople(role, place.account)).map(roleOf(place.account)),
  };
}

type Detail = NonNullable<Page['UserDetailList']>[number];

function userOf({ UserName: name = '', Tags = [] }: Detail): FoundUser {
  const chat = Tags.find(({ Key }) => Key === 'prod-access:chat')?.Value;
  return { name, ...(chat ? { chat } : {}) };
}

/** Documents of the account's own managed policies, by ARN, as they are in force. */
function managedIn(pages: readonly Page[]): ReadonlyMap<string, unknown> {
  const all = pages.flatMap((page) => page.Policies ?? []);
  return new Map(
    all.flatMap(({ Arn = '', PolicyVersionList = [] }) => {
      const text = PolicyVersionList.find((one) => one.IsDefaultVersion)?.Document;
      return text ? [[Arn, documentOf(text)] as const] : [];
    }),
  );
}

function groupOf(group: Group, managed: ReadonlyMap<string, unknown>): FoundGroup {
  const documents = [
    ...(group.GroupPolicyList ?? []).map(({ PolicyDocument }) => documentOf(PolicyDocument)),
    ...(group.AttachedManagedPolicies ?? []).map(({ PolicyArn = '' }) => managed.get(PolicyArn)),
  ];
  const roles = documents
    .flatMap(statementsOf)
    .filter((one) => one.Effect === 'Allow' && letsAssume(one.Action))
    .flatMap((one) => listOf(one.Resource).flatMap((arn) => roleIn(arn) ?? []));
  return { name: group.GroupName ?? '', roles };
}

const letsAssume = (action: unknown): boolean =>
  listOf(action).some((one) => actionsMeet(one, 'sts:AssumeRole'));

/** Under a path it would be another role to us. */
function roleIn(arn: string): RoleRef | undefined {
  const [, account, name] = /^arn:aws:iam::(\d{12}):role\/([\w+=,.@-]+)$/.exec(arn) ?? [];
  return account && name ? { account, name } : undefined;
}

/** By its trust policy: services and other accounts are not people of this one. */
function isForPeople({ Path = '/', AssumeRolePolicyDocument }: Role, account: string): boolean {
  if (Path !== '/') return false;
  return statementsOf(documentOf(AssumeRolePolicyDocument))
    .filter((one) => one.Effect === 'Allow' && letsAssume(one.Action))
    .some((one) => {
      const { Principal } = one as { readonly Principal?: { readonly AWS?: unknown } };
      return listOf(Principal?.AWS).some((who) => isOf(who, account));
    });
}

const isOf = (who: string, account: string): boolean =>
  who === account ||
  who === `arn:aws:iam::${account}:root` ||
  who.startsWith(`arn:aws:iam::${account}:user/`);

const roleOf =
  (account: string) =>
  ({ RoleName: name = '' }: Role): RoleRef => ({ account, name });
