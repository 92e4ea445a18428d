/** Manual rules: who may ask for what, and whose approvals it takes. */

import type { PersonKey } from '../kernel/brand.ts';
import type { DurationMs } from '../kernel/time.ts';

/** People by name of the people file, or a group by its id in the configuration. */
export type Who = { readonly group: string } | { readonly person: string; readonly key: PersonKey };

/** So many distinct people out of these. */
export interface Threshold {
  readonly count: number;
  readonly from: readonly Who[];
}

/**
 * One stage of approvals. `any`: so many of them. `each`: every one named, a group once. `all`:
 * every threshold, side by side.
 */
export interface Level extends Threshold {
  readonly name: string;
  readonly mode: 'any' | 'each' | 'all';
  /** Of `all`; what `count` and `from` then say is the sum of these. */
  readonly parts?: readonly Threshold[];
  readonly escalate?: Escalation;
}

/** Unanswered for so long, these are asked as well, and may approve. */
export interface Escalation {
  readonly afterMs: DurationMs;
  readonly to: readonly Who[];
}

/** What becomes of an ask while one of the calendars is closed. */
export type Freeze =
  | { readonly effect: 'refuse' | 'hold'; readonly calendars: readonly string[] }
  | { readonly effect: 'level'; readonly calendars: readonly string[]; readonly level: Level };

/** Access first, and approval after. */
export interface BreakGlass {
  readonly eligible: readonly Who[];
  /** At most an hour. */
  readonly maxMs: DurationMs;
  /** Where everybody hears of it. */
  readonly channel: string;
  readonly review: { readonly from: readonly Who[]; readonly withinMs: DurationMs };
}

/** What a rule is about: named entitlements, those with a tag, or all. Most specific first. */
export type Scope =
  | { readonly by: 'id'; readonly entitlements: readonly string[] }
  | { readonly by: 'tag'; readonly tag: string; readonly value: string }
  | { readonly by: 'all' };

export interface Rule {
  readonly id: string;
  readonly scope: Scope;
  readonly eligible: readonly Who[];
  /** In sequence. Never empty: nothing is approved by nobody. */
  readonly levels: readonly Level[];
  readonly lapseMs: DurationMs;
  /** The longest one grant may be asked for; the entitlement's own cap counts as well. */
  readonly maxMs: DurationMs;
  /** The longest a grant may last with all its extensions. */
  readonly maxTotalMs: DurationMs;
  /** How long before the end to warn, longest first. */
  readonly warnings: readonly DurationMs[];
  readonly freeze?: Freeze;
  readonly breakGlass?: BreakGlass;
  /** Shares of a request's life after which whoever may approve is reminded; between 0 and 1. */
  readonly reminders?: readonly number[];
}

/** Members of a group, as the directory just said; unknown when it did not answer. */
export type Members =
  | { readonly known: true; readonly keys: readonly PersonKey[] }
  | { readonly known: false; readonly why: string };

export type Groups = ReadonlyMap<string, Members>;
