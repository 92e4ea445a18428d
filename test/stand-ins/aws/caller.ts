/** Who a key stands for: ARN, the policies that bind it, and what conditions can know of it. */

import type { ContextFacts } from './context.ts';
import { documentOf } from './managed.ts';
import type { NamedPolicy } from './policy.ts';
import type { AccessKey, Account, Identity, Role, RoleSession, Tag, User } from './types.ts';
import { own } from './types.ts';

export interface Caller {
  readonly account: string;
  readonly arn: string;
  /** As `aws:userid` and GetCallerIdentity say it. */
  readonly userId: string;
  readonly facts: ContextFacts;
  readonly identityPolicies: readonly NamedPolicy[];
  readonly boundary?: NamedPolicy;
  readonly sessionPolicy?: NamedPolicy;
}

/** Undefined when the user or role behind the key is gone, or another one took its name. */
export function callerOf(key: AccessKey, account: Account): Caller | undefined {
  const { holder } = key;
  const caller =
    holder.kind === 'user'
      ? userCaller(account, holder.name)
      : sessionCaller(account, holder.session);
  if (!caller || caller.id !== idOf(key)) return undefined;
  return key.root ? { ...caller, identityPolicies: OWNER } : caller;
}

const idOf = ({ holder }: AccessKey) =>
  holder.kind === 'user' ? holder.id : holder.session.roleId;

export function userCaller(account: Account, name: string): (Caller & { id: string }) | undefined {
  const user = own(account.users, name);
  if (!user) return undefined;
  return {
    id: user.id,
    account: account.id,
    arn: user.arn,
    userId: user.id,
    facts: {
      'aws:username': user.name,
      'aws:userid': user.id,
      'aws:PrincipalArn': user.arn,
      'aws:PrincipalAccount': account.id,
      'aws:PrincipalType': 'User',
      ...tagFacts('aws:PrincipalTag', user.tags),
    },
    identityPolicies: policiesOf(account, user),
    ...boundaryOf(account, user),
  };
}

export function sessionCaller(account: Account, session: RoleSession) {
  const role = own(account.roles, session.roleName);
  if (!role) return undefined;
  const userId = `${role.id}:${session.sessionName}`;
  const { policy } = session;
  return {
    id: role.id,
    account: account.id,
    arn: `arn:aws:sts::${account.id}:assumed-role/${role.name}/${session.sessionName}`,
    userId,
    facts: {
      'aws:userid': userId,
      'aws:PrincipalArn': role.arn,
      'aws:PrincipalAccount': account.id,
      'aws:PrincipalType': 'AssumedRole',
      'aws:TokenIssueTime': isoSeconds(session.issuedAtMs),
      'aws:SourceIdentity': session.sourceIdentity,
      // A tag of the session stands before the role's own of the same key.
      ...tagFacts('aws:PrincipalTag', [...role.tags, ...session.tags]),
    },
    identityPolicies: policiesOf(account, role),
    ...boundaryOf(account, role),
    ...(policy === undefined ? {} : { sessionPolicy: named('session-policy', policy) }),
  };
}

/** Inline and attached policies, and for a user those of the groups the user is in. */
function policiesOf(account: Account, identity: Identity | User): NamedPolicy[] {
  const inline = Object.entries(identity.inline).map(([name, text]) => named(name, text));
  const attached = identity.attached.map((arn) =>
    named(arn.split('/').at(-1) ?? arn, documentOf(account, arn)),
  );
  const groups = 'groups' in identity ? identity.groups : [];
  const inherited = groups.flatMap((name) => {
    const group = own(account.groups, name);
    return group ? policiesOf(account, group) : [];
  });
  return [...inline, ...attached, ...inherited];
}

export const tagFacts = (prefix: string, tags: readonly Tag[]): ContextFacts =>
  Object.fromEntries(tags.map(({ key, value }) => [`${prefix}/${key.toLowerCase()}`, value]));

/** AWS counts in whole seconds in the facts it offers to conditions. */
const isoSeconds = (ms: number) => new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z');

export const timeFacts = (ms: number): ContextFacts => ({
  'aws:CurrentTime': isoSeconds(ms),
  'aws:EpochTime': String(Math.floor(ms / 1000)),
});

const named = (name: string, document: string | object): NamedPolicy => ({ name, document });

function boundaryOf(account: Account, { boundary }: Pick<User | Role, 'boundary'>) {
  if (boundary === undefined) return {};
  return { boundary: named(boundary.split('/').at(-1) ?? '', documentOf(account, boundary)) };
}

const ALLOW_ALL = { Effect: 'Allow', Action: '*', Resource: '*' };
const OWNER = [named('owner', { Version: '2012-10-17', Statement: [ALLOW_ALL] })];
