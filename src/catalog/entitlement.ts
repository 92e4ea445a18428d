/** An entry of the catalogue: what may be asked for. */

import type { DurationMs } from '../kernel/time.ts';
import type { Target } from './target.ts';

/** One text in the languages the catalogue gives it in; English is the floor. */
export interface Worded {
  readonly en: string;
  readonly ja?: string;
}

export interface Question {
  readonly id: string;
  readonly label: Worded;
  readonly required: boolean;
  /** The answers that are taken; chosen from a list. */
  readonly allowed?: readonly string[];
  /** A regular expression of the whole answer. */
  readonly pattern?: string;
  /** An answer of that form, for people. */
  readonly example?: string;
}

export interface Entitlement {
  /** A slug: `prod-db`. */
  readonly id: string;
  readonly title: Worded;
  /** All of one account, then all of the next, where there are several to choose from. */
  readonly targets: readonly Target[];
  /** The accounts of which whoever asks chooses one; absent where there is nothing to choose. */
  readonly accounts?: readonly string[];
  readonly maxMs: DurationMs;
  /** Shown to requester and approver. */
  readonly guidance?: Worded;
  /** What makes it risky, in a few words: `Can write customer data`. */
  readonly risk?: Worded;
  readonly questions: readonly Question[];
  /** A ticket must match when a pattern is given: `INC-*`, where `*` is digits. */
  readonly ticket?: { readonly pattern: string; readonly required: boolean };
  /** The channel its cards are posted in, as the platform names it. */
  readonly channel: string;
  readonly tags: Readonly<Record<string, string>>;
}
