/** What a typed time can mean, and everything that can be wrong with one. */

export type TimeWindow =
  /** Begins when access becomes active. A day is 24 hours, whatever the clocks do meanwhile. */
  | { readonly kind: 'duration'; readonly durationMs: number }
  /** Begins when access becomes active and ends at a fixed instant. */
  | { readonly kind: 'until'; readonly endMs: number }
  /** Between two instants. A window that was already running when it was typed begins now. */
  | { readonly kind: 'window'; readonly startMs: number; readonly endMs: number };

export interface TimeInputContext {
  readonly nowMs: number;
  /** An IANA name, already validated: an unknown zone is a fault of the caller and throws. */
  readonly zone: string;
}

/** Policy caps far below this; it only keeps absurd numbers out of all arithmetic that follows. */
export const LONGEST_TIME_INPUT_MS = 366 * 86_400_000;

/** Why a typed time was not accepted, with the facts a sentence about it needs. */
export type TimeInputTrouble =
  | { readonly code: 'empty' }
  /** `typed` is the part that made no sense; it is empty when something is missing at the end. */
  | { readonly code: 'not-understood'; readonly typed: string }
  | { readonly code: 'bare-number'; readonly typed: string }
  | { readonly code: 'zero' }
  | { readonly code: 'too-long'; readonly longestMs: number }
  | { readonly code: 'in-the-past'; readonly endMs: number }
  | { readonly code: 'ends-before-start'; readonly startMs: number; readonly endMs: number }
  /** No such day in the calendar, or no such time on that day because clocks go forward. */
  | { readonly code: 'does-not-exist'; readonly what: 'day' | 'time' }
  /** Two readings, both of them reasonable, so neither is taken. */
  | { readonly code: 'ambiguous'; readonly candidatesMs: readonly [number, number] };

export type TimeInputProblem = TimeInputTrouble & {
  /** Which UTF-16 units of the text, as it was typed, the problem is about. */
  readonly at: number;
  readonly length: number;
  /** Lines close to what was typed that would be understood now. Often there is none. */
  readonly suggestions: readonly string[];
};
