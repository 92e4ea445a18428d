/** Who somebody is: one human, known by accounts in chats and at most one AWS principal. */

import type { PersonKey } from './brand.ts';
import { roleSessionOf } from './role-session.ts';
import type { EpochMs } from './time.ts';

export type Locale = 'en' | 'ja';

/** For whom words are drawn. */
export interface Reader {
  readonly locale: Locale;
  /** IANA zone, as `Asia/Tokyo`. */
  readonly zone: string;
  /** When they read it, where that is known; without it no moment is said without its date. */
  readonly nowMs?: EpochMs;
}

/** Who would hold access at AWS: an IAM user, a role session, or a user of Identity Center. */
export interface PrincipalRef {
  /** Of a user of Identity Center the identity store, `d-…`. */
  readonly account: string;
  /** Of a role session the role, a slash, and its name. */
  readonly user: string;
}

/** No AWS account has such a name, so one field tells which kind of user it is. */
export const isIdentityStore = (account: string): boolean => account.startsWith('d-');

/** One human. `keys` lists every account in a chat that is known to be the same human. */
export interface Person {
  readonly key: PersonKey;
  readonly keys: readonly PersonKey[];
  readonly name: string;
  /** The IAM user, or the role session. */
  readonly principal?: PrincipalRef;
  /** The user of Identity Center. */
  readonly center?: PrincipalRef;
}

/** Who of them would hold what users of this account, or of this identity store, hold. */
export const principalFor = (
  { principal, center }: Person,
  account: string,
): PrincipalRef | undefined => (isIdentityStore(account) ? center : principal);

/** One human by any alias: a shared account in a chat, or the same AWS principal. */
export function isSamePerson(left: Person, right: Person): boolean {
  if (left.keys.some((key) => right.keys.includes(key))) return true;
  return isSameUser(left.principal, right.principal) || isSameUser(left.center, right.center);
}

const isSameUser = (a: PrincipalRef | undefined, b: PrincipalRef | undefined): boolean =>
  a !== undefined && b !== undefined && aliasOf(a) === aliasOf(b);

/**
 * Equal for one human. An identity provider calls a person by one name, whatever role they come
 * into and whatever carries it; no human is two by the case in which a name is written.
 */
export function aliasOf({ account, user }: PrincipalRef): string {
  const session = roleSessionOf(user);
  return `${account} ${session ? `/${session.name}` : user}`.toLowerCase();
}

/** The first of them who has one of these accounts. A list is looked through once for all. */
export function listedAs(
  listed: readonly Person[],
  keys: readonly PersonKey[],
): Person | undefined {
  const places = placesOf(listed);
  const found = keys.flatMap((key) => places.get(key) ?? []);
  return found.length === 0 ? undefined : listed[Math.min(...found)];
}

const indexed = new WeakMap<readonly Person[], ReadonlyMap<PersonKey, number>>();

function placesOf(listed: readonly Person[]): ReadonlyMap<PersonKey, number> {
  const known = indexed.get(listed);
  if (known) return known;
  const places = new Map<PersonKey, number>();
  for (const [place, { keys }] of listed.entries())
    for (const key of keys) if (!places.has(key)) places.set(key, place);
  indexed.set(listed, places);
  return places;
}
