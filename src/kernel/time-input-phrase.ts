/** The grammar: how amounts, days and times combine into something that can be asked for. */

import { readAmounts } from './time-input-amount.ts';
import { type Clock, readClock } from './time-input-clock.ts';
import { type Day, readDayBefore, readDayBehind, readLoneDay } from './time-input-day.ts';
import { type Found, isWordEnd, matchAt, type Source } from './time-input-scan.ts';

export type Phrase =
  | { readonly kind: 'amount'; readonly amount: Found<number> }
  | { readonly kind: 'until'; readonly end: Found<Bound> }
  | { readonly kind: 'start-and-amount'; readonly start: Found<Bound>; readonly amount: Amount }
  | { readonly kind: 'range'; readonly start: Found<Bound>; readonly end: Found<Bound> };
type Amount = Found<number>;

/** One end of a window: an instant that names its own offset, or a time in the reader's zone. */
export type Bound =
  /** `undefined` when it is spelled like an instant but no calendar has it. */
  { readonly kind: 'exact'; readonly ms: number | undefined } | LocalBound;

export interface LocalBound {
  readonly kind: 'local';
  readonly clock: Clock;
  readonly day: Found<Day> | undefined;
  /** In `18:00-19:00 tomorrow` the day stands behind the end and holds for the start too. */
  readonly isDayBehind: boolean;
}

/**
 * Everything that can be read from here, in no order, for `18:00-19:00 tomorrow's deployment`
 * begins with two phrases and it takes what follows to know which was meant.
 */
export function readPhrases(source: Source, at: number): Found<Phrase>[] {
  const until = matchAt(source, at, UNTIL);
  if (until) {
    const ends = readBounds(source, until.to);
    return ends.map((end) => ({ value: { kind: 'until', end }, from: at, to: end.to }));
  }
  const amounts = readAmounts(source, matchAt(source, at, FOR)?.to ?? at);
  const starts = readBounds(source, matchAt(source, at, FROM)?.to ?? at);
  return [
    ...amounts.map((amount): Found<Phrase> => {
      return { value: { kind: 'amount', amount }, from: at, to: amount.to };
    }),
    ...starts.flatMap((start) => readFromStart(source, start)),
  ].map((phrase) => ({ ...phrase, from: at }));
}

/** A day or a time that stands alone: too little to go by, yet hardly a justification. */
export function readLoneBound(source: Source, at: number): Found<unknown> | undefined {
  const alone = [...readBounds(source, at), readLoneDay(source, at)];
  return alone.find((found) => found && isWordEnd(source.text, found.to));
}

function readFromStart(source: Source, start: Found<Bound>): Found<Phrase>[] {
  // 翌日 needs a day to follow.
  if (start.value.kind === 'local' && start.value.day?.value.kind === 'after-start') return [];
  const phrases: Found<Phrase>[] = [];
  const { from } = start;
  const until = matchAt(source, start.to, MADE);
  if (until) phrases.push({ value: { kind: 'until', end: start }, from, to: until.to });
  if (start.value.kind === 'local' && start.value.clock.hour === 24) return phrases;

  const lasting = matchAt(source, start.to, start.value.kind === 'exact' ? LASTING_ISO : LASTING);
  for (const amount of lasting ? readAmounts(source, lasting.to) : []) {
    const value: Phrase = { kind: 'start-and-amount', start, amount };
    phrases.push({ value, from, to: amount.to });
  }
  const joint = matchAt(source, start.to, start.value.kind === 'exact' ? TO_ISO : TO);
  for (const end of joint ? readBounds(source, joint.to) : []) {
    // An end that names its offset beside a start that does not would leave the start's zone open.
    if (end.value.kind !== start.value.kind) continue;
    const to = matchAt(source, end.to, MADE)?.to ?? end.to;
    phrases.push({ value: { kind: 'range', start, end }, from, to });
  }
  return phrases;
}

function readBounds(source: Source, at: number): Found<Bound>[] {
  const exact = matchAt(source, at, EXACT);
  if (exact) {
    const value: Bound = { kind: 'exact', ms: msOfIsoInstant(exact.groups[0]) };
    return [{ value, from: at, to: exact.to }];
  }
  const day = readDayBefore(source, at);
  const clock = readClock(source, day?.to ?? at);
  if (!clock) return [];
  const bound = { kind: 'local', clock: clock.value, day, isDayBehind: false } as const;
  const found: Found<Bound> = { value: bound, from: at, to: clock.to };
  const behind = day ? undefined : readDayBehind(source, clock.to);
  if (!behind) return [found];
  const value: Bound = { ...bound, day: behind, isDayBehind: true };
  return [found, { value, from: at, to: behind.to }];
}

function msOfIsoInstant(text: string): number | undefined {
  try {
    return Temporal.Instant.from(text.toUpperCase()).epochMilliseconds;
  } catch {
    return undefined;
  }
}

const UNTIL = /(?:until|till|til)\s+/y;
const FROM = /(?:from|at)\s+/y;
const FOR = /for\s+/y;
const MADE = /\s*まで/y;
const LASTING = /\s+for\s+|\s*からの?\s*/y;
const LASTING_ISO = /\s+for\s+|\s*\/\s*(?=p)/y;
const TO = /\s*(?:[-~]|から)\s*|\s+(?:to|until|till|til)\s+/y;
const TO_ISO = /\s*[-~/]\s*|\s+(?:to|until|till|til)\s+/y;
/** Without an offset this would be the spelling of a machine that forgot to say which zone. */
const EXACT = new RegExp(
  [
    String.raw`\d{4}-\d\d-\d\dt(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,3})?)?`,
    String.raw`(?:z|[-+](?:[01]\d|2[0-3])(?::?[0-5]\d)?)(?![\da-z])`,
  ].join(''),
  'y',
);
