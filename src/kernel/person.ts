/** Who somebody is: one human, known by accounts in chats and at most one AWS principal. */

import type { PersonKey } from './brand.ts';

export type Locale = 'en' | 'ja';

/** For whom words are drawn. */
export interface Reader {
  readonly locale: Locale;
  /** IANA zone, as `Asia/Tokyo`. */
  readonly zone: string;
}

/** The AWS principal that would hold access: an IAM user, named as in AWS. */
export interface PrincipalRef {
  readonly account: string;
  readonly user: string;
}

/** One human. `keys` lists every account in a chat that is known to be the same human. */
export interface Person {
  readonly key: PersonKey;
  readonly keys: readonly PersonKey[];
  readonly name: string;
  readonly principal?: PrincipalRef;
}

/** One human by any alias: a shared account in a chat, or the same AWS principal. */
export function isSamePerson(left: Person, right: Person): boolean {
  if (left.keys.some((key) => right.keys.includes(key))) return true;
  const [a, b] = [left.principal, right.principal];
  return a !== undefined && b !== undefined && a.account === b.account && a.user === b.user;
}
