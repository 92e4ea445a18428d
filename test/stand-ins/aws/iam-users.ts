/** IAM's operations on users, their tags and their groups. */

import * as accounts from './account.ts';
import { groupOf, membersOf, userOf } from './account.ts';
import { AwsFault } from './fault.ts';
import { drawDetails, drawGroup, drawTag, drawUser } from './iam-shapes.ts';
import { type Operation, read, write } from './operation.ts';
import { page } from './paging.ts';
import { invalid, listOf, type Params, required, tagsOf } from './params.ts';
import { checkTags } from './quotas.ts';
import type { AccessKey } from './types.ts';

export const USER_OPERATIONS: Readonly<Record<string, Operation>> = {
  GetUser: read((account, params, { caller }) => {
    const user = userOf(account, params.UserName ?? ownName(caller));
    return { User: { ...drawUser(user), ...drawDetails(user) } };
  }),
  ListUsers: read((account, params, paging) => {
    const users = Object.values(account.users).filter(within(params));
    return page('Users', users, (user) => user.name, drawUser, params, paging);
  }),
  ListUserTags: read((account, params, paging) => {
    const { tags } = userOf(account, required(params, 'UserName'));
    return page('Tags', tags, ({ key }) => key, drawTag, params, paging);
  }),
  TagUser: write((account, params) => {
    const tags = tagsOf(params);
    if (tags.length > 50) {
      throw invalid('tags', '[…]', 'Member must have length less than or equal to 50');
    }
    checkTags(tags);
    return accounts.tagUser(account, required(params, 'UserName'), tags);
  }),
  UntagUser: write((account, params) =>
    accounts.untagUser(account, required(params, 'UserName'), listOf(params, 'TagKeys')),
  ),
  ListGroups: read((account, params, paging) => {
    const groups = Object.values(account.groups).filter(within(params));
    return page('Groups', groups, (group) => group.name, drawGroup, params, paging);
  }),
  GetGroup: read((account, params, paging) => {
    const group = groupOf(account, required(params, 'GroupName'));
    const members = membersOf(account, group.name);
    const users = page('Users', members, (user) => user.name, drawUser, params, paging);
    return { Group: drawGroup(group), ...users };
  }),
  ListGroupsForUser: read((account, params, paging) => {
    const user = userOf(account, required(params, 'UserName'));
    const groups = user.groups.map((name) => groupOf(account, name));
    return page('Groups', groups, (group) => group.name, drawGroup, params, paging);
  }),
  AddUserToGroup: write((account, params) =>
    accounts.joinGroup(account, required(params, 'UserName'), required(params, 'GroupName')),
  ),
  RemoveUserFromGroup: write((account, params) =>
    accounts.leaveGroup(account, required(params, 'UserName'), required(params, 'GroupName')),
  ),
};

export const within =
  (params: Params) =>
  ({ path }: { readonly path: string }) =>
    path.startsWith(params.PathPrefix ?? '/');

function ownName({ holder }: AccessKey): string {
  if (holder.kind === 'user') return holder.name;
  const words = 'Must specify userName when calling with non-User credentials';
  throw new AwsFault('ValidationError', words);
}
