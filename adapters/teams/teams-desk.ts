/** What every handler needs: the engine, the way back to people, and a few words. */

import type { Notice } from '../../src/card/card.ts';
import { type CheckingWords, checkingWords } from '../../src/card/words/checking.ts';
import { type DialogWords, dialogWords } from '../../src/card/words/dialog.ts';
import type { Engine } from '../../src/engine/api.ts';
import type { PersonKey } from '../../src/kernel/brand.ts';
import type { Locale } from '../../src/kernel/person.ts';
import type { Log } from '../../src/kernel/log.ts';
import { type Outcome, saidOf } from '../chats/outcome.ts';
import type { Pen } from './pen.ts';
import type { Posting } from './posting.ts';
import type { Readers } from './readers.ts';

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
}

export const wordsFor = (desk: Desk, actor: PersonKey): CheckingWords & DialogWords => {
  const { locale } = desk.readers.of(actor);
  return { ...checkingWords(locale), ...dialogWords(locale) };
};

/** What to say of an outcome, in the words of the person; none where it is a form. */
export const noticeOf = (desk: Desk, actor: PersonKey, outcome: Outcome): Notice | undefined =>
  saidOf(outcome, wordsFor(desk, actor).failed);

/** In private; whether they could be told. */
export async function tell(desk: Desk, actor: PersonKey, said: Notice): Promise<boolean> {
  try {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    return (await desk.posting.tell(actor, desk.penFor(actor).notice(said), signal)).ok;
  } catch (error) {
    desk.log.warn('teams-not-told', { why: String(error) });
    return false;
  }
}

export const PATIENCE_MS = 10_000;
/** Of the five seconds that Teams waits: for all that an answer takes together. */
export const ANSWER_PATIENCE_MS = 4_000;
