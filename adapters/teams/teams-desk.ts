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

/** In private, as often as Teams asks for more patience, for as long as anybody would wait. */
export async function tell(desk: Desk, actor: PersonKey, words: Activity): Promise<Heard> {
  const { clock, posting, log } = desk;
  const untilMs = clock.monotonicMs() + LONGEST_MS;
  for (let failures = 0; ; failures += 1) {
    try {
      const told = await posting.tell(actor, words, AbortSignal.timeout(PATIENCE_MS));
      return told.ok ? 'told' : 'closed';
    } catch (error) {
      const waitMs =
        error instanceof Fault ? retryAfter(failures, Math.random(), error.retryAfterMs) : 0;
      const isOver = clock.monotonicMs() + waitMs > untilMs;
      log.warn('teams-not-told', { why: String(error), again: !isOver });
      if (waitMs === 0 || isOver) return 'lost';
      await clock.sleep(waitMs);
    }
  }
}

const LONGEST_MS = MINUTE;

export const PATIENCE_MS = 10_000;
/** Of the five seconds that Teams waits: for all that an answer takes together. */
export const ANSWER_PATIENCE_MS = 4_000;
