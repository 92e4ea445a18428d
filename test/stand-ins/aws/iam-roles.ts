/** IAM's operations on roles and their tags. */

import { roleOf } from './account.ts';
import { drawDetails, drawRole, drawTag } from './iam-shapes.ts';
import { within } from './iam-users.ts';
import { type Operation, read } from './operation.ts';
import { page } from './paging.ts';
import { required } from './params.ts';

export const ROLE_OPERATIONS: Readonly<Record<string, Operation>> = {
  GetRole: read((account, params) => {
    const role = roleOf(account, required(params, 'RoleName'));
    return { Role: { ...drawRole(role), ...drawDetails(role) } };
  }),
  ListRoles: read((account, params, paging) => {
    const roles = Object.values(account.roles).filter(within(params));
    return page('Roles', roles, (role) => role.name, drawRole, params, paging);
  }),
  ListRoleTags: read((account, params, paging) => {
    const { tags } = roleOf(account, required(params, 'RoleName'));
    return page('Tags', tags, ({ key }) => key, drawTag, params, paging);
  }),
};
