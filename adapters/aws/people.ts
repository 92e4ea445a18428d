/** Users of an account and what speaks for them, whichever way they are read. */

import type { NamedPolicy } from './iam-policies.ts';

export interface Tag {
  readonly Key?: string | undefined;
  readonly Value?: string | undefined;
}

export interface SpeaksFor {
  readonly inline: readonly NamedPolicy[];
  readonly attached: readonly NamedPolicy[];
  readonly groups: readonly string[];
}

export interface People {
  readonly users: readonly string[];
  speaksFor(user: string): Promise<SpeaksFor>;
  ofGroup(group: string): Promise<readonly NamedPolicy[]>;
  tags(user: string): Promise<readonly Tag[]>;
  /** Undefined when there is no such user. */
  isBounded(user: string): Promise<boolean | undefined>;
}
