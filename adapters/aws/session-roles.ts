/** The roles that people come into by an identity provider, and what stands there for whom. */

import type { Config } from '../../src/config/config.ts';
import type { RoleRef } from '../../src/catalog/target.ts';
import { principalKey } from '../../src/kernel/brand.ts';
import {
  type RoleSession,
  roleSessionOf,
  sessionId,
  sessionUser,
} from '../../src/kernel/role-session.ts';
import type { Holder } from '../../src/request/request.ts';
import type { Caller } from './iam-call.ts';
import { rolePolicy, rolePolicyNames } from './iam-read.ts';
import { type Named, readOwnPolicyName, readSessionPolicyName } from './names.ts';
import { listOf, type ReadStatement, statementsOf } from './reach.ts';

/** A role, and by what its people are told apart. */
export interface WayIn extends RoleRef, Pick<RoleSession, 'by'> {}

/** Each once, as the people of the file and the e-mail addresses lead there. */
export function waysIn({ listed, sessions }: Config['people']): readonly WayIn[] {
  const named = listed.flatMap(({ principal }): WayIn[] => {
    const session = principal && roleSessionOf(principal.user);
    return session ? [{ account: principal.account, name: session.role, by: session.by }] : [];
  });
  const byEmail = sessions
    ? [{ account: sessions.account, name: sessions.role, by: sessions.by }]
    : [];
  return unique([...named, ...byEmail], ({ account, name, by }) => `${account}/${name} ${by}`);
}

export const sessionRoles = (people: Config['people']): readonly RoleRef[] =>
  unique(waysIn(people), ({ account, name }) => `${account}/${name}`);

const unique = <T>(all: readonly T[], key: (one: T) => string): readonly T[] => [
  ...new Map(all.map((one) => [key(one), one])).values(),
];

export interface MarkAtRole extends Named {
  readonly holder: Holder;
  readonly document: unknown;
}

/**
 * Policies with a mark, of any installation. Whose they are is in what they say; one that does not
 * say it as its name does was changed by hand, and is told where its holder is looked at.
 */
export async function* marksAtRole(
  caller: Caller,
  { account, name: role }: RoleRef,
): AsyncIterable<MarkAtRole> {
  for (const name of await rolePolicyNames(caller, role)) {
    if (!readSessionPolicyName(name)) continue;
    const document = await rolePolicy(caller, role, name);
    const who = statementsOf(document).flatMap((one) => whoseIs(one, role))[0];
    const named = who && readOwnPolicyName(name, who.uniqueId);
    if (!named) continue;
    const holder = { key: principalKey(account, who.uniqueId), account, ...who };
    yield { ...named, holder, document };
  }
}

type Conditions = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

function whoseIs({ Condition }: ReadStatement, role: string) {
  const { StringEquals = {}, StringLike = {} } = (Condition ?? {}) as Conditions;
  const [userid = ''] = listOf(StringEquals['aws:userid']);
  const [roleId, name] = userid.split(':');
  if (roleId && name) {
    return [{ uniqueId: userid, user: sessionUser({ role, by: 'session', name }) }];
  }
  const [source] = listOf(StringEquals['aws:SourceIdentity']);
  const [ofRole = ''] = listOf(StringLike['aws:userid']);
  if (!source || !ofRole.endsWith(':*')) return [];
  const session = { role, by: 'source-identity', name: source } as const;
  return [{ uniqueId: sessionId(ofRole.slice(0, -2), session), user: sessionUser(session) }];
}
