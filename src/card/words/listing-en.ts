/** English: help, and the lists people ask for. */

import type { EpochMs } from '../../kernel/time.ts';
import type { Inline, Line } from '../card.ts';
import { bold, code, exactly, moment, say } from '../line.ts';
import { principal } from './phrase-en.ts';

export const listingEn = {
  help: () => [
    say`${code('/prod-access')}: opens the form`,
    say`${code('/prod-access prod-db 2h Restart the replica')}: asks in one line`,
    say`${code('also=ben,chie')} in such a line: each of them has to approve as well`,
    say`${code('/prod-access break-glass prod-db 30m The site is down')}: access at
      once, where the rules allow it; somebody reviews it afterwards`,
    say`${code('/prod-access mine')}: what you asked for and hold`,
    say`${code('/prod-access pending')}: what waits for your approval`,
    say`${code('/prod-access who prod-db')}: who holds it now`,
    say`${code('/prod-access why prod-db')}: which rules apply, and who could approve; for one
      request: ${code('why PA-7K3M2')}`,
    say`${code('/prod-access done')}, ${code('extend 30m')}, ${code('cancel')}: give back, ask for
      more time, withdraw; add an id if you have several`,
    say`${code('/prod-access revoke PA-7K3M2')}: end somebody's access, as approver or operator`,
    say`${code('/prod-access write-off PA-7K3M2 Account closed')}, ${code('adopt')}, for operators:
      stop waiting for a removal that AWS does not confirm (takes two); after a restore, confirm
      the records and remove what no grant needs`,
    say`Times: 2h · 90m · until 18:00 · 18:00-19:00 · tomorrow 9:00 for 1h`,
  ],
  helpSummary: 'What /prod-access understands',

  mine: 'What you asked for and hold:',
  mineNone: () => say`You hold nothing and wait for nothing. ${code('/prod-access')} asks.`,
  pending: 'Waiting for your approval:',
  pendingNone: () => say`Nothing waits for your approval.`,
  who: (title: string, atMs: EpochMs) => say`${bold(title)}, as of ${exactly(atMs)}:`,
  whoNone: (title: string, atMs: EpochMs) => say`Nobody holds ${title}, as of ${exactly(atMs)}.`,
  row: (id: string, title: string, status: Line) => say`${bold(id)} ${title} · ${status}`,
  rowOf: (id: string, who: string, what: string, status: Line) =>
    say`${bold(id)} ${who}: ${what} · ${status}`,
  rowWhy: (text: string) => say`“${text}”`,
  holder: (who: Inline, user: string, id: string, status: Line) =>
    say`${who} (${principal(user)}) · ${status} · ${id}`,
  beingRemoved: (sinceMs: EpochMs, nowMs: EpochMs) =>
    say`being removed since ${moment(sinceMs, nowMs)}`,
  beingGiven: () => say`being given`,
  more: (count: number) => say`and ${count} more`,
};
