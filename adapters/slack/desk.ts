/** What every handler needs: the engine, the way back to Slack, and a few words. */

import type { Notice } from '../../src/card/card.ts';
import { type CheckingWords, checkingWords } from '../../src/card/words/checking.ts';
import type { Engine } from '../../src/engine/api.ts';
import type { PersonKey } from '../../src/kernel/brand.ts';
import type { Log } from '../../src/kernel/log.ts';
import type { Locale } from '../../src/kernel/person.ts';
import { MINUTE } from '../../src/kernel/time.ts';
import type { Directory } from '../../src/ports/directory.ts';
import type { Once } from '../chats/once.ts';
import { notice, type Outcome, saidOf } from '../chats/outcome.ts';
import type { WhisperTo } from './payload.ts';
import type { Pen } from './pen.ts';
import type { Redraws } from './redraws.ts';
import type { WebApi } from './web-api.ts';
import type { Whisper } from './whisper.ts';

export interface Desk {
  readonly engine: Engine;
  readonly api: WebApi;
  readonly pen: Pen;
  readonly whisper: Whisper;
  readonly directory: Directory;
  readonly language: Locale;
  readonly once: Once;
  readonly redraws: Redraws;
  readonly log: Log;
}

/** In the language of the person, or ours when Slack does not say. */
export async function wordsFor(desk: Desk, actor: PersonKey): Promise<CheckingWords> {
  const account = await desk.directory.account(actor, 15 * MINUTE).catch(() => undefined);
  return checkingWords(account?.locale ?? desk.language);
}

/** What to say of an outcome, in the words of the person; none where it is a form. */
export async function noticeOf(
  desk: Desk,
  actor: PersonKey,
  outcome: Outcome,
): Promise<Notice | undefined> {
  const failed = outcome === undefined ? (await wordsFor(desk, actor)).failed : '';
  return saidOf(outcome, failed);
}

/** Answers a command or a click: a form opens, everything else is whispered. */
export async function present(
  desk: Desk,
  to: WhisperTo,
  trigger: string,
  outcome: Outcome,
): Promise<void> {
  if (outcome?.kind !== 'form') {
    const said = await noticeOf(desk, to.actor, outcome);
    if (said !== undefined) await desk.whisper(to, said);
    return;
  }
  const view = desk.pen.form(outcome.form);
  const opened = await called(desk, 'views.open', { trigger_id: trigger, view });
  if (!opened) await desk.whisper(to, notice((await wordsFor(desk, to.actor)).tooLate));
}

/** True when Slack did it. Why it did not is for the log: the person is told in other words. */
export async function called(
  desk: Pick<Desk, 'api' | 'log'>,
  method: string,
  args: Readonly<Record<string, unknown>>,
): Promise<boolean> {
  try {
    const answer = await desk.api.call(method, args);
    if (answer.ok) return true;
    const { error, details } = answer;
    desk.log.warn('slack-refused', { method, error, details });
  } catch (error) {
    desk.log.warn('slack-refused', { method, error: String(error) });
  }
  return false;
}
