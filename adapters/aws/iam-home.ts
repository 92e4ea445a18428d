/** Where a holder's own policies stand: at the IAM user, or at the role a person comes into. */

import { principalKey } from '../../src/kernel/brand.ts';
import {
  type RoleSession,
  roleIdOf,
  roleSessionOf,
  sessionId,
} from '../../src/kernel/role-session.ts';
import type { Holder } from '../../src/request/request.ts';
import { type Refusal, refuse } from '../../src/kernel/refusal.ts';
import type { EpochMs } from '../../src/kernel/time.ts';
import { type Caller, documentOf } from './iam-call.ts';
import {
  roleOf,
  rolePolicy,
  rolePolicyNames,
  userOf,
  userPolicy,
  userPolicyNames,
} from './iam-read.ts';
import type { Who } from './policy-document.ts';
import { namesAreGiven } from './trust-names.ts';

export type Home =
  | { readonly on: 'user'; readonly name: string }
  | { readonly on: 'role'; readonly name: string; readonly who: Who };

type Named = Pick<Holder, 'user' | 'uniqueId'>;

/** At a role, every statement of ours is for one person. */
export function homeOf({ user, uniqueId }: Named): Home {
  const session = roleSessionOf(user);
  if (!session) return { on: 'user', name: user };
  return { on: 'role', name: session.role, who: whoOf(session, uniqueId) };
}

/** Made anew under its old name a role has another id, and none of this is for its sessions. */
function whoOf({ by, name }: RoleSession, uniqueId: string): Who {
  if (by === 'session') return { StringEquals: { 'aws:userid': uniqueId } };
  return {
    StringEquals: { 'aws:SourceIdentity': name },
    StringLike: { 'aws:userid': `${roleIdOf(uniqueId)}:*` },
  };
}

/** Undefined at a user: what stands there is for nobody else. */
export const whoAt = (home: Home): Who | undefined => (home.on === 'role' ? home.who : undefined);

export const homePolicyNames = (caller: Caller, { on, name }: Home) =>
  on === 'user' ? userPolicyNames(caller, name) : rolePolicyNames(caller, name);

/** Undefined when it was deleted meanwhile. */
export const homePolicy = (caller: Caller, { on, name }: Home, policy: string) =>
  on === 'user' ? userPolicy(caller, name, policy) : rolePolicy(caller, name, policy);

/** A holder as AWS has them now. */
export interface Principal {
  readonly holder: Holder;
  /** Of the user or the role, as AWS spells it. */
  readonly name: string;
  /** Whoever opens sessions of Session Manager, as AWS lists their owner. */
  readonly arn: string;
  readonly createdMs: EpochMs | undefined;
  /** Of a person who comes by an identity provider: the role, and by what they are known in it. */
  readonly role?: {
    readonly session: RoleSession;
    readonly path: string;
    /** As AWS hands it out. */
    readonly trust: string;
  };
}

/** Undefined when there is no such user, or no such role. */
export async function principalAt(
  caller: Caller,
  account: string,
  user: string,
): Promise<Principal | undefined> {
  const session = roleSessionOf(user);
  const holderOf = (uniqueId: string): Holder => {
    return { key: principalKey(account, uniqueId), account, user, uniqueId };
  };
  if (!session) {
    const found = await userOf(caller, user);
    if (!found?.UserId) return undefined;
    const { UserName: name = '', Arn: arn = '' } = found;
    const createdMs = found.CreateDate?.getTime();
    return { holder: holderOf(found.UserId), name, arn, createdMs };
  }
  const found = await roleOf(caller, session.role);
  if (!found?.RoleId) return undefined;
  return {
    holder: holderOf(sessionId(found.RoleId, session)),
    name: found.RoleName ?? '',
    createdMs: found.CreateDate?.getTime(),
    arn: `arn:aws:sts::${account}:assumed-role/${session.role}/${session.name}`,
    role: { session, path: found.Path ?? '/', trust: found.AssumeRolePolicyDocument ?? '' },
  };
}

/** Asked for in another case it may be found, and conditions on the name would never meet it. */
export const isSpelledSo = ({ name, role }: Principal, user: string): boolean =>
  name === (role?.session.role ?? user);

/** Undefined where there is nobody of just this name. */
export async function uniqueIdOf(caller: Caller, account: string, user: string) {
  const found = await principalAt(caller, account, user);
  return found && isSpelledSo(found, user) ? found.holder.uniqueId : undefined;
}

/** Where a name can be chosen, what is given to its bearer is given to whoever chooses it. */
export function strangersMay({ holder, role }: Principal): Refusal | undefined {
  if (!role || namesAreGiven(documentOf(role.trust), role.session.by)) return undefined;
  return refuse('session-name-chosen', { role: role.session.role, session: holder.user });
}
