/** What every handler needs: the engine, the way back to people, and a few words. */

import type { Notice } from '../../src/card/card.ts';
import { type CheckingWords, checkingWords } from '../../src/card/words/checking.ts';
import { type DialogWords, dialogWords } from '../../src/card/words/dialog.ts';
import type { Engine } from '../../src/engine/api.ts';
import type { Reply } from '../../src/engine/reply.ts';
import type { PersonKey } from '../../src/kernel/brand.ts';
import type { Locale } from '../../src/kernel/person.ts';
import type { Log } from '../../src/kernel/log.ts';
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

/** What became of an act; undefined when something broke and nobody knows. */
export type Outcome = Reply | undefined;

export async function outcomeOf(desk: Desk, act: () => Promise<Reply>): Promise<Outcome> {
  try {
    return await act();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    desk.log.error('engine-failed', { why });
    return undefined;
  }
}

export const wordsFor = (desk: Desk, actor: PersonKey): CheckingWords & DialogWords => {
  const { locale } = desk.readers.of(actor);
  return { ...checkingWords(locale), ...dialogWords(locale) };
};

export const notice = (...lines: readonly string[]): Notice => ({
  lines: lines.map((text) => [{ text }]),
  buttons: [],
  summary: lines.join(' '),
});

/** What to say of an outcome; undefined when there is nothing to say, or it is a form. */
export function noticeOf(desk: Desk, actor: PersonKey, outcome: Outcome): Notice | undefined {
  if (outcome === undefined) return notice(wordsFor(desk, actor).failed);
  switch (outcome.kind) {
    case 'done':
    case 'refused':
      return outcome.notice;
    case 'mend':
      return notice(...Object.values(outcome.problems));
    case 'form':
      return undefined;
  }
}

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
/** Of the five seconds that Teams waits. */
export const ANSWER_PATIENCE_MS = 3_500;
