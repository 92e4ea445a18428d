/** People and groups of the Identity Store: found, described and listed. */

import type { CenterCall } from './center-call.ts';
import { type CenterGroup, type CenterUser, STORE } from './center-types.ts';
import {
  findByAlternate,
  groupOf,
  notFound,
  requireStore,
  userOf,
} from './identity-store-lookup.ts';
import { requiredText, seconds, validation } from './ssm-call.ts';
import { page } from './ssm-pages.ts';

export function getUserId(call: CenterCall): object {
  const all = Object.values(call.seen().users);
  const user = findByAlternate(call, all, {
    userName: ({ name }) => [name],
    'emails.value': ({ emails }) => emails,
  });
  requireStore(call, `user/${user?.id ?? '*'}`);
  if (!user) throw notFound('USER');
  return { IdentityStoreId: STORE, UserId: user.id };
}

export function getGroupId(call: CenterCall): object {
  const all = Object.values(call.seen().groups);
  const group = findByAlternate(call, all, { displayName: ({ name }) => [name] });
  requireStore(call, `group/${group?.id ?? '*'}`);
  if (!group) throw notFound('GROUP');
  return { IdentityStoreId: STORE, GroupId: group.id };
}

export function describeUser(call: CenterCall): object {
  const id = requiredText(call.input, 'UserId');
  requireStore(call, `user/${id}`);
  const user = userOf(call.seen(), id);
  return { ...drawUser(user), ...extensionsIn(call, user) };
}

export function describeGroup(call: CenterCall): object {
  const id = requiredText(call.input, 'GroupId');
  requireStore(call, `group/${id}`);
  return drawGroup(groupOf(call.seen(), id));
}

export function listUsers(call: CenterCall): object {
  requireStore(call, 'user/*');
  const { items, ...token } = listed(call, Object.values(call.seen().users), {
    UserName: ({ name }) => name,
  });
  return { Users: items.map(drawUser), ...token };
}

export function listGroups(call: CenterCall): object {
  requireStore(call, 'group/*');
  const { items, ...token } = listed(call, Object.values(call.seen().groups), {
    DisplayName: ({ name }) => name,
  });
  return { Groups: items.map(drawGroup), ...token };
}

const ENTERPRISE = 'aws:identitystore:enterprise';

/** Only what is asked for, and only where the user has some. */
function extensionsIn({ input }: Pick<CenterCall, 'input'>, { enterprise }: CenterUser): object {
  const asked = input['Extensions'] as readonly string[] | undefined;
  if (asked?.some((one) => one !== ENTERPRISE))
    throw validation(`Value '${asked.join(', ')}' at 'extensions' is not supported`);
  return asked && enterprise ? { Extensions: { [ENTERPRISE]: enterprise } } : {};
}

interface Filter {
  readonly AttributePath?: string;
  readonly AttributeValue?: string;
}

/** By the one attribute that there is a filter for, if any. */
function listed<T extends { readonly id: string }>(
  call: CenterCall,
  all: readonly T[],
  attributes: Readonly<Record<string, (one: T) => string>>,
) {
  const filters = (call.input['Filters'] ?? []) as readonly Filter[];
  const wanted = filters.map(({ AttributePath = '', AttributeValue = '' }) => {
    const read = Object.entries(attributes).find(([name]) => name === AttributePath)?.[1];
    if (!read) throw validation(`Value '${AttributePath}' at 'filters' is no attribute to search`);
    return (one: T) => read(one).toLowerCase() === AttributeValue.toLowerCase();
  });
  const ordered = all.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const fits = (one: T) => wanted.every((matches) => matches(one));
  return pageOf(call, ordered, ({ id }) => id, fits);
}

/** No page is longer than the knob says, whatever is asked for. */
export function pageOf<T>(
  { input, knobs }: Pick<CenterCall, 'input' | 'knobs'>,
  ordered: readonly T[],
  keyOf: (item: T) => string,
  fits: (item: T) => boolean = () => true,
) {
  const asked = input['MaxResults'];
  const most = typeof asked === 'number' && asked <= 100 ? Math.min(asked, knobs.pageSize) : asked;
  const capped = most === undefined ? input : { ...input, MaxResults: most };
  return page(ordered, keyOf, fits, capped, { least: 1, most: 100, usual: knobs.pageSize });
}

const drawUser = ({ id, name, displayName, emails, externalIds, disabled, atMs }: CenterUser) => ({
  IdentityStoreId: STORE,
  UserId: id,
  UserName: name,
  DisplayName: displayName,
  Emails: emails.map((Value, index) => ({ Value, Type: 'work', Primary: index === 0 })),
  ExternalIds: externalIds.map(({ issuer, id: Id }) => ({ Issuer: issuer, Id })),
  UserStatus: disabled ? 'DISABLED' : 'ENABLED',
  CreatedAt: seconds(atMs),
});

const drawGroup = ({ id, name, description, externalIds, atMs }: CenterGroup) => ({
  IdentityStoreId: STORE,
  GroupId: id,
  DisplayName: name,
  Description: description,
  ExternalIds: externalIds.map(({ issuer, id: Id }) => ({ Issuer: issuer, Id })),
  CreatedAt: seconds(atMs),
});
