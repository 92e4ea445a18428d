/** An account written down in a test or the demo, and how it becomes the stand-in's state. */

import { checkTags } from './quotas.ts';
import type {
  AccessKey,
  Account,
  Group,
  Identity,
  ManagedPolicy,
  PolicySource,
  Role,
  RoleSession,
  User,
} from './types.ts';
import { own } from './types.ts';
import type { World } from './world.ts';

type Sources = Readonly<Record<string, PolicySource>>;

interface IdentitySeed {
  readonly path?: string;
  readonly inline?: Sources;
  /** Names of managed policies of this account, or ARNs. */
  readonly attached?: readonly string[];
}

export type GroupSeed = IdentitySeed;

export interface UserSeed extends IdentitySeed {
  readonly tags?: Readonly<Record<string, string>>;
  readonly groups?: readonly string[];
  readonly boundary?: string;
}

export interface RoleSeed extends IdentitySeed {
  readonly trust: PolicySource;
  readonly tags?: Readonly<Record<string, string>>;
  readonly maxSessionSeconds?: number;
  readonly boundary?: string;
}

/** A key of a user, or one that lasts of a role, as a machine's own credentials are. */
export interface KeySeed {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  readonly user?: string;
  readonly role?: string;
  readonly sessionName?: string;
  /** As an identity provider sets it. */
  readonly sourceIdentity?: string;
  readonly root?: boolean;
}

export interface AccountSeed {
  readonly users?: Readonly<Record<string, UserSeed>>;
  readonly groups?: Readonly<Record<string, GroupSeed>>;
  readonly roles?: Readonly<Record<string, RoleSeed>>;
  /** By name, or `path/name`. */
  readonly policies?: Sources;
  readonly keys?: readonly KeySeed[];
}

export function seedAccount(world: World, now: () => number, id: string, seed: AccountSeed): void {
  const born = { world, id, atMs: now() };
  const each = <S, T>(seeds: Readonly<Record<string, S>> = {}, make: (name: string, s: S) => T) =>
    Object.fromEntries(Object.entries(seeds).map(([name, one]) => [name, make(name, one)]));
  const policies = Object.entries(seed.policies ?? {}).map(([name, source]) => {
    const policy = makePolicy(born, name, source);
    return [policy.arn, policy] as const;
  });
  const before = world.current(id);
  world.put({
    id,
    policies: { ...before.policies, ...Object.fromEntries(policies) },
    groups: { ...before.groups, ...each(seed.groups, (name, one) => makeGroup(born, name, one)) },
    users: { ...before.users, ...each(seed.users, (name, one) => makeUser(born, name, one)) },
    roles: { ...before.roles, ...each(seed.roles, (name, one) => makeRole(born, name, one)) },
  });
  for (const key of seed.keys ?? []) world.addKey(makeKey(world.current(id), key, now()));
}

export interface Born {
  readonly world: World;
  readonly id: string;
  readonly atMs: number;
}

export function makeUser(born: Born, name: string, seed: UserSeed): User {
  return {
    ...identity(born, 'user', 'AIDA', name, seed),
    tags: tagsFrom(seed.tags),
    groups: seed.groups ?? [],
    ...boundaryFrom(born.id, seed.boundary),
  };
}

export function makeGroup(born: Born, name: string, seed: GroupSeed): Group {
  return identity(born, 'group', 'AGPA', name, seed);
}

export function makeRole(born: Born, name: string, seed: RoleSeed): Role {
  return {
    ...identity(born, 'role', 'AROA', name, seed),
    tags: tagsFrom(seed.tags),
    trust: textOf(seed.trust),
    maxSessionSeconds: seed.maxSessionSeconds ?? 3600,
    ...boundaryFrom(born.id, seed.boundary),
  };
}

function makePolicy(born: Born, pathAndName: string, source: PolicySource): ManagedPolicy {
  const name = pathAndName.split('/').at(-1) ?? pathAndName;
  const path = `/${pathAndName.slice(0, -name.length)}`;
  return {
    name,
    path,
    id: born.world.ids.next('ANPA'),
    arn: `arn:aws:iam::${born.id}:policy${path}${name}`,
    createdAtMs: born.atMs,
    defaultVersion: 'v1',
    versions: { v1: textOf(source) },
  };
}

export function makeKey(account: Account, seed: KeySeed, atMs: number): AccessKey {
  const { user, role, accessKeyId, secretAccessKey, sessionToken } = seed;
  const base = {
    accessKeyId,
    secretAccessKey,
    account: account.id,
    root: seed.root ?? false,
    ...(sessionToken === undefined ? {} : { sessionToken }),
  };
  if (user !== undefined) {
    const id = own(account.users, user)?.id;
    if (id === undefined) throw new Error(`Key ${accessKeyId} names no user of ${account.id}.`);
    return { ...base, holder: { kind: 'user', name: user, id } };
  }
  const roleId = own(account.roles, role ?? '')?.id;
  if (role === undefined || roleId === undefined) {
    throw new Error(`Key ${accessKeyId} names no user and no role of ${account.id}.`);
  }
  const session: RoleSession = {
    roleName: role,
    roleId,
    sessionName: seed.sessionName ?? role,
    issuedAtMs: atMs,
    // A machine renews its credentials on its own; here they simply do not run out.
    expiresAtMs: Number.MAX_SAFE_INTEGER,
    tags: [],
    ...(seed.sourceIdentity === undefined ? {} : { sourceIdentity: seed.sourceIdentity }),
  };
  return { ...base, holder: { kind: 'role', session } };
}

export const textOf = (source: PolicySource) =>
  typeof source === 'string' ? source : JSON.stringify(source);

export const policyArn = (account: string, nameOrArn: string) =>
  nameOrArn.startsWith('arn:') ? nameOrArn : `arn:aws:iam::${account}:policy/${nameOrArn}`;

function identity(
  { world, id, atMs }: Born,
  kind: string,
  prefix: 'AIDA' | 'AGPA' | 'AROA',
  name: string,
  { path = '/', inline = {}, attached = [] }: IdentitySeed,
): Identity {
  const texts = Object.entries(inline).map(([policy, source]) => [policy, textOf(source)]);
  return {
    name,
    path,
    id: world.ids.next(prefix),
    arn: `arn:aws:iam::${id}:${kind}${path}${name}`,
    createdAtMs: atMs,
    inline: Object.fromEntries(texts),
    attached: attached.map((one) => policyArn(id, one)),
  };
}

function tagsFrom(tags: Readonly<Record<string, string>> = {}) {
  const list = Object.entries(tags).map(([key, value]) => ({ key, value }));
  checkTags(list);
  return list;
}

const boundaryFrom = (account: string, boundary: string | undefined) =>
  boundary === undefined ? {} : { boundary: policyArn(account, boundary) };
