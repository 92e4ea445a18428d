/** A refusal as a sentence without anything but text: for the place beside a field. */

import type { Reader } from '../kernel/person.ts';
import type { Refusal } from '../kernel/refusal.ts';
import type { EpochMs } from '../kernel/time.ts';
import type { Line } from './card.ts';
import { plainLine } from './line.ts';
import { wordsFor } from './words/words.ts';

export const refusalText = (refusal: Refusal, reader: Reader): string =>
  plainLine(refusalLine(refusal, reader), reader);

/** What was refused, by which rule, who can help. */
export function refusalLine<C extends Refusal['code']>(
  refusal: Refusal<C>,
  { locale, nowMs }: Reader,
): Line {
  const words = wordsFor(locale).refusal[refusal.code] as (
    facts: Refusal<C>['facts'],
    nowMs?: EpochMs,
  ) => Line;
  return words(refusal.facts, nowMs);
}
