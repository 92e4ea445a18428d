/** Reads texts of a calendar, each once, however often it is asked about. */

import { type Clock, type EpochMs, MINUTE } from '../../src/kernel/time.ts';
import type { CalendarState } from '../../src/policy/freeze.ts';
import { stateAt } from './at-moment.ts';
import { type IcsOptions, readIcs } from './ics.ts';
import { OutOfPatience } from './patience.ts';

type StateAt = (atMs: EpochMs) => CalendarState;

/** @throws Error where a text cannot be read at all: that is so for as long as it is this text. */
export function createTextReader(options: IcsOptions, clock: Pick<Clock, 'monotonicMs'>) {
  let sound: { readonly text: string; readonly at: StateAt } | undefined;
  let wrong: { readonly text: string; readonly why: unknown } | undefined;
  return (text: string): StateAt => {
    if (sound?.text === text) return sound.at;
    if (wrong?.text === text) throw wrong.why;
    try {
      sound = { text, at: unhurried(stateAt(readIcs(text, options)), clock) };
      return sound.at;
    } catch (why) {
      // That it took too long may be the fault of a busy machine.
      if (!(why instanceof OutOfPatience)) wrong = { text, why };
      throw why;
    }
  };
}

/**
 * What came to nothing for one moment says nothing of another. It may have held everybody up for
 * seconds, though, so the same is not tried again at once.
 */
export function unhurried(at: StateAt, clock: Pick<Clock, 'monotonicMs'>): StateAt {
  let failed: { readonly forMs: EpochMs; readonly sinceMs: number; readonly why: unknown };
  const isTooSoon = (atMs: EpochMs) =>
    failed &&
    Math.abs(failed.forMs - atMs) < MINUTE &&
    clock.monotonicMs() - failed.sinceMs < MINUTE;
  return (atMs) => {
    if (isTooSoon(atMs)) throw failed.why;
    try {
      return at(atMs);
    } catch (why) {
      failed = { forMs: atMs, sinceMs: clock.monotonicMs(), why };
      throw why;
    }
  };
}
