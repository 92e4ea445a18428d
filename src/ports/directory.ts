/** What the core asks about people and groups. Silence is a fault, and a fault means no. */

import type { Locale } from '../kernel/person.ts';
import type { PersonKey } from '../kernel/brand.ts';

/** An account in a chat, as the chat knows it now. */
export interface ChatAccount {
  readonly key: PersonKey;
  readonly name: string;
  readonly standing: 'member' | 'guest' | 'bot' | 'stranger' | 'left';
  readonly locale: Locale;
  readonly zone: string;
  /** Lower case; only where the chat has verified it. */
  readonly email?: string;
}

/** A group that the chat keeps, as its own id names it. */
export interface GroupRef {
  readonly platform: string;
  readonly id: string;
  /** Everybody in a channel, in place of a group. */
  readonly isChannel?: boolean;
}

export interface Directory {
  /**
   * The account as known at most `maxAgeMs` ago; undefined when the chat says there is none.
   * @throws Fault directory-unreachable when the chat does not answer.
   */
  account(key: PersonKey, maxAgeMs: number): Promise<ChatAccount | undefined>;
  /** Members of a group that the chat keeps, as known at most `maxAgeMs` ago. */
  members(group: GroupRef, maxAgeMs: number): Promise<readonly PersonKey[]>;
}

/** An AWS principal that names its person by tag or by e-mail. */
export interface PrincipalEntry {
  readonly account: string;
  readonly user: string;
  /** `slack:T…:U…`, from the tag `prod-access:chat`. */
  readonly chat?: string;
  /** From the tag `prod-access:email`, lower case. */
  readonly email?: string;
}

export interface PrincipalDirectory {
  /** All IAM users that carry one of the tags, as known at most `maxAgeMs` ago. */
  entries(maxAgeMs: number): Promise<readonly PrincipalEntry[]>;
}
