/** What came of an act, in private: in words, or as a button that opens the form it led to. */

import type { PersonKey } from '../../src/kernel/brand.ts';
import type { Outcome } from '../chats/outcome.ts';
import { openerOf } from './opener.ts';
import { type Desk, type Heard, noticeOf, tell, wordsFor } from './teams-desk.ts';

/** What became of it; where there is nothing to say they know already. */
export async function tellOutcome(desk: Desk, actor: PersonKey, outcome: Outcome): Promise<Heard> {
  if (outcome?.kind === 'form') {
    const { formReady, openForm } = wordsFor(desk, actor);
    return tell(desk, actor, openerOf(outcome.form, { formReady, openForm }));
  }
  const said = noticeOf(desk, actor, outcome);
  return said === undefined ? 'told' : tell(desk, actor, desk.penFor(actor).notice(said));
}
