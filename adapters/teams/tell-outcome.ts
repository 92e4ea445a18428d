/** What came of an act, in private: in words, or as a button that opens the form it led to. */

import type { PersonKey } from '../../src/kernel/brand.ts';
import type { Outcome } from '../chats/outcome.ts';
import { openerOf } from './opener.ts';
import { type Desk, noticeOf, PATIENCE_MS, tell, wordsFor } from './teams-desk.ts';

/** Whether they could be told; where there is nothing to say they know already. */
export async function tellOutcome(
  desk: Desk,
  actor: PersonKey,
  outcome: Outcome,
): Promise<boolean> {
  if (outcome?.kind === 'form') return tellOpener(desk, actor, outcome);
  const said = noticeOf(desk, actor, outcome);
  return said === undefined || tell(desk, actor, said);
}

async function tellOpener(desk: Desk, actor: PersonKey, outcome: Outcome & { kind: 'form' }) {
  const { formReady, openForm } = wordsFor(desk, actor);
  const activity = openerOf(outcome.form, { formReady, openForm });
  try {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    return (await desk.posting.tell(actor, activity, signal)).ok;
  } catch (error) {
    desk.log.warn('teams-not-told', { why: String(error) });
    return false;
  }
}
