/** What every handler needs: the engine, the way back to people, and a few words. */

import type { Notice } from '../../src/card/card.ts';
import { type CheckingWords, checkingWords } from '../../src/card/words/checking.ts';
import { type DialogWords, dialogWords } from '../../src/card/words/dialog.ts';
import type { Engine } from '../../src/engine/api.ts';
import type { PersonKey } from '../../src/kernel/brand.ts';
import type { Locale } from '../../src/kernel/person.ts';
import { Fault } from '../../src/kernel/fault.ts';
import type { Log } from '../../src/kernel/log.ts';
import { type Clock, MINUTE } from '../../src/kernel/time.ts';
import { retryAfter } from '../../src/work/retry.ts';
import { type Outcome, saidOf } from '../chats/outcome.ts';
import type { Pen } from './pen.ts';
import type { Posting } from './posting.ts';
import type { Readers } from './readers.ts';
import type { Activity } from './render-types.ts';

export interface Desk {
  readonly engine: Engine;
  /** For what everybody reads. */
  readonly pen: Pen;
  /** In a person's own language and zone. */
  readonly penFor: (person: PersonKey) => Pen;
  readonly posting: Posting;
  readonly readers: Readers;
  readonly tenant: string;
  /** Of those about whom nothing is known. */
  readonly language: Locale;
  readonly log: Log;
  readonly clock: Clock;
  /** Aborted when nothing more is to be said. */
  readonly stopping: AbortSignal;
}

export const wordsFor = (desk: Desk, actor: PersonKey): CheckingWords & DialogWords => {
  const { locale } = desk.readers.of(actor);
  return { ...checkingWords(locale), ...dialogWords(locale) };
};

/** What to say of an outcome, in the words of the person; none where it is a form. */
export const noticeOf = (desk: Desk, actor: PersonKey, outcome: Outcome): Notice | undefined =>
  saidOf(outcome, wordsFor(desk, actor).failed);

/** What became of words to one person: `closed` to us is their chat, while they have no app. */
export type Heard = 'told' | 'closed' | 'lost';

/**
 * In private. Where Teams says when, it is sent again as often as it asks for more patience, for as
 * long as anybody would wait; where it only fails, a few times, for it may have taken it.
 */
export async function tell(desk: Desk, actor: PersonKey, words: Activity): Promise<Heard> {
  const { clock, posting, log, stopping } = desk;
  const untilMs = clock.monotonicMs() + LONGEST_MS;
  for (let failures = 0; ; ) {
    try {
      const signal = AbortSignal.any([stopping, AbortSignal.timeout(PATIENCE_MS)]);
      const told = await posting.tell(actor, words, signal);
      return told.ok ? 'told' : 'closed';
    } catch (error) {
      const retryAfterMs = error instanceof Fault ? error.retryAfterMs : undefined;
      const waitMs = retryAfter(failures, Math.random(), retryAfterMs);
      if (retryAfterMs === undefined) failures += 1;
      const isLate = clock.monotonicMs() + waitMs > untilMs;
      const isOver = !(error instanceof Fault) || failures >= MOST_FAILURES || isLate;
      log.warn('teams-not-told', { why: String(error), again: !isOver });
      if (!isOver) await clock.sleep(waitMs, stopping);
      if (isOver || stopping.aborted) return 'lost';
    }
  }
}

const MOST_FAILURES = 3;
const LONGEST_MS = MINUTE;

export const PATIENCE_MS = 10_000;
/** Of the five seconds that Teams waits: for all that an answer takes together. */
export const ANSWER_PATIENCE_MS = 4_000;
