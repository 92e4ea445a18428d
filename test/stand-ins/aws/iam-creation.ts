/** IAM's operations that make users, groups, roles and keys, and delete them again. */

import {
  deleteGroup,
  deleteRole,
  deleteUser,
  groupOf,
  membersOf,
  putRole,
  putUser,
  roleOf,
  userOf,
} from './account.ts';
import { AwsFault } from './fault.ts';
import { drawGroup, drawRole, drawUser } from './iam-shapes.ts';
import { checkName, type Params, required, tagsOf } from './params.ts';
import { checkTags } from './quotas.ts';
import { type Born, makeGroup, makeKey, makeRole, makeUser } from './seed.ts';
import { type AccessKey, type Account, own } from './types.ts';
import type { World } from './world.ts';
import type { XmlTree } from './xml.ts';

export interface Making extends Born {
  readonly account: Account;
}

type Make = (making: Making, params: Params) => XmlTree | undefined;

export const CREATION_OPERATIONS: Readonly<Record<string, Make>> = {
  CreateUser({ world, account, ...born }, params) {
    const name = checkName('userName', required(params, 'UserName'), 64);
    if (own(account.users, name)) throw taken('User', name);
    const tags = tagRecord(params);
    const user = makeUser({ world, ...born }, name, { path: params.Path ?? '/', tags });
    world.put(putUser(account, user));
    return { User: drawUser(user) };
  },
  CreateGroup({ world, account, ...born }, params) {
    const name = checkName('groupName', required(params, 'GroupName'), 128);
    if (own(account.groups, name)) throw taken('Group', name);
    const group = makeGroup({ world, ...born }, name, { path: params.Path ?? '/' });
    world.put({ ...account, groups: { ...account.groups, [name]: group } });
    return { Group: drawGroup(group) };
  },
  CreateRole({ world, account, ...born }, params) {
    const name = checkName('roleName', required(params, 'RoleName'), 64);
    const trust = required(params, 'AssumeRolePolicyDocument');
    if (own(account.roles, name)) throw taken('Role', name);
    if (!isJson(trust)) throw new AwsFault('MalformedPolicyDocument', 'This policy is no JSON');
    const seed = { path: params.Path ?? '/', trust, tags: tagRecord(params) };
    const role = makeRole({ world, ...born }, name, seed);
    world.put(putRole(account, role));
    return { Role: drawRole(role) };
  },
  CreateAccessKey({ world, account, atMs }, params) {
    const user = userOf(account, required(params, 'UserName')).name;
    if (keysOf(world, account.id, user).length >= 2) {
      throw new AwsFault('LimitExceeded', 'Cannot exceed quota for AccessKeysPerUser: 2');
    }
    const [accessKeyId, secretAccessKey] = [world.ids.accessKeyId('AKIA'), world.ids.secret(40)];
    world.addKey(makeKey(account, { accessKeyId, secretAccessKey, user }, atMs));
    const Status = 'Active';
    return {
      AccessKey: {
        UserName: user,
        AccessKeyId: accessKeyId,
        Status,
        SecretAccessKey: secretAccessKey,
      },
    };
  },
  ListAccessKeys({ world, account }, params) {
    const user = userOf(account, required(params, 'UserName')).name;
    const AccessKeyMetadata = keysOf(world, account.id, user).map((key) => ({
      UserName: user,
      AccessKeyId: key.accessKeyId,
      Status: 'Active',
    }));
    return { AccessKeyMetadata, IsTruncated: false };
  },
  DeleteAccessKey({ world, account }, params) {
    const user = userOf(account, required(params, 'UserName')).name;
    const id = required(params, 'AccessKeyId');
    if (!keysOf(world, account.id, user).some((key) => key.accessKeyId === id)) {
      throw new AwsFault('NoSuchEntity', `The Access Key with id ${id} cannot be found.`);
    }
    world.removeKey(id);
    return undefined;
  },
  DeleteUser({ world, account }, params) {
    const { name, groups, inline, attached } = userOf(account, required(params, 'UserName'));
    const keys = keysOf(world, account.id, name);
    const held = [...groups, ...Object.keys(inline), ...attached, ...keys];
    if (held.length > 0) throw conflict('must remove what belongs to the user first');
    world.put(deleteUser(account, name));
    return undefined;
  },
  DeleteGroup({ world, account }, params) {
    const { name, inline, attached } = groupOf(account, required(params, 'GroupName'));
    const held = [...membersOf(account, name), ...Object.keys(inline), ...attached];
    if (held.length > 0) throw conflict('must remove users and policies from group first');
    world.put(deleteGroup(account, name));
    return undefined;
  },
  DeleteRole({ world, account }, params) {
    const { name, inline, attached } = roleOf(account, required(params, 'RoleName'));
    const held = [...Object.keys(inline), ...attached];
    if (held.length > 0) throw conflict('must delete policies first');
    world.put(deleteRole(account, name));
    return undefined;
  },
};

const keysOf = (world: World, account: string, user: string): readonly AccessKey[] =>
  [...world.keys.values()].filter(
    ({ holder, ...key }) =>
      key.account === account && holder.kind === 'user' && holder.name === user,
  );

function tagRecord(params: Params): Readonly<Record<string, string>> {
  const tags = tagsOf(params);
  checkTags(tags);
  return Object.fromEntries(tags.map(({ key, value }) => [key, value]));
}

function isJson(text: string): boolean {
  try {
    return typeof JSON.parse(text) === 'object';
  } catch {
    return false;
  }
}

const taken = (kind: string, name: string) =>
  new AwsFault('EntityAlreadyExists', `${kind} with name ${name} already exists.`);
const conflict = (why: string) => new AwsFault('DeleteConflict', `Cannot delete entity, ${why}.`);
