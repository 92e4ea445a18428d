/** English: access that comes first, and the review that comes after. */

import type { DurationMs, EpochMs } from '../../kernel/time.ts';
import { everybodyIn } from '../../policy/eligibility.ts';
import type { Who } from '../../policy/rule.ts';
import type { Inline, Line } from '../card.ts';
import type { ReviewSaid } from '../demand.ts';
import { bold, code, dated, eachOf, say } from '../line.ts';
import { list, span } from './phrase-en.ts';

export const breakGlassEn = {
  title: 'Break-glass access',
  intro: () =>
    say`For emergencies. Access opens as soon as you confirm, before anybody approves. Everybody
      hears of it, and somebody else says afterwards whether it was right.`,
  nothing: () =>
    say`There is nothing you may open by break-glass. ${code('/prod-access')} asks the usual way.`,
  next: 'Continue',
  reviewedBy: ({ from, withinMs }: ReviewSaid) =>
    `reviewed by ${list(from, 'or')} within ${span(withinMs)}`,

  confirmTitle: 'Confirm break-glass',
  confirm: 'Open access now',
  opens: (title: string, access: Line) => say`${bold('Opens now')}  ${title}: ${access}`,
  lasts: (ms: DurationMs) => say`${bold('For')}  ${span(ms)} from activation, and no longer`,
  lastsUntil: (endMs: EpochMs) => say`${bold('Until')}  ${dated(endMs)}, and no longer`,
  hears: (places: Line) => say`${bold('Who hears of it')}  everybody in ${places}`,
  channelOfTeams: 'the channel for emergencies in Teams',
  review: (from: readonly Who[], dueMs: EpochMs) =>
    say`${bold('Afterwards')}  ${oneOf(from)} says whether it was right, by ${dated(dueMs)}`,
  asTyped: (why: string) => say`${bold('Why, as typed')}  ${why}`,
  frozen: (calendars: readonly string[]) =>
    say`Changes are frozen by ${list(calendars)}. This does not stop you; everybody is told.`,
  openedFrozen: (calendars: readonly string[]) =>
    say`Opened while changes were frozen by ${list(calendars)}.`,
  changed: () =>
    say`${bold('Not opened yet.')} The rules changed meanwhile. This is how it is now:`,
  opened: (id: string, dueMs: EpochMs) =>
    say`${id} is opening now. A direct message says how to use it. Its review is due by
      ${dated(dueMs)}.`,

  headline: (headline: string) => `BREAK-GLASS · ${headline}`,
  summary: (who: string, headline: string) => `${who} opened ${headline}`,
  approvedByNobody: () => say`nobody before it opened`,
  reviewLabel: 'Review',
  reviewDue: (from: readonly Who[], dueMs: EpochMs) =>
    say`${oneOf(from, 'any 1')}, by ${dated(dueMs)}`,
  reviewNone: () => say`none needed: nothing was given`,
  reviewed: (who: Inline, isJustified: boolean, comment: string) =>
    say`${isJustified ? 'justified' : 'not justified'}, says ${who}: “${comment}”`,
  giving: () => say`giving access, before anybody approved…`,
  statusDue: () => say`review due`,
  statusOverdue: () => say`review overdue`,
  statusDone: (isJustified: boolean) => say`${isJustified ? 'justified' : 'not justified'}`,

  broadcast: (who: Inline, title: string, ms: DurationMs) =>
    say`${bold('Break-glass')}: ${who} opened ${title} for ${span(ms)}, before anybody approved.`,
  broadcastWhy: (why: string) => say`Why: “${why}”`,
  broadcastReview: (id: string, from: readonly Who[], dueMs: EpochMs) =>
    say`${bold(id)} · ${oneOf(from, 'One')} says whether it was right, by ${dated(dueMs)}.`,
  broadcastUnheard: (channel: Inline) => say`This was meant for ${channel}, which did not take it.`,

  buttons: { justified: 'Justified…', unjustified: 'Not justified…' },
  formJustified: (id: string) => `${id}: justified`,
  formUnjustified: (id: string) => `${id}: not justified`,
  formComment: 'What makes you say so?',
  formHint: 'Shown in the thread, and kept for auditors. It cannot be changed.',
  formEnds: () => say`Access ends at once, if it is still open.`,
  formSubmit: 'Record',
  recorded: (id: string) => say`Your review of ${id} is recorded. Thank you.`,
};

/** `one of sre-leads or ben`; one person alone is nobody to choose from. */
export const oneOf = (from: readonly Who[], one = 'one'): Line =>
  everybodyIn(1, from).isEverybody ? eachOf(from, '') : say`${one} of ${eachOf(from, ' or ')}`;
