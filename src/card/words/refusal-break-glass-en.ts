/** English: refusals where access comes first, and approval after. */

import { code, dated, say } from '../line.ts';
import { at, list } from './phrase-en.ts';
import type { RefusalWords } from './refusal-words.ts';

export const refusalBreakGlassEn = {
  'no-break-glass': ({ entitlement, rules }) =>
    say`${entitlement} cannot be opened by break-glass: not allowed by ${list(rules, 'or')}. Ask the
      usual way, with ${code(`/prod-access ${entitlement}`)}.`,
  'nobody-could-review': ({ entitlement }) =>
    say`Nobody could review a break-glass of ${entitlement} afterwards, so nothing is opened. The
      operators decide who reviews.`,
  'break-glass-now': () =>
    say`Break-glass opens at once: type how long, such as ${code('30m')}, or until when.`,
  'break-glass-live': ({ id }) =>
    say`You have opened ${id} by break-glass already, and it is not over. To end it:
      ${code(`/prod-access done ${id}`)}.`,
  'break-glass-unreviewed': ({ id, from }) =>
    say`You can break this glass again once ${id} is reviewed as justified; ${list(from, 'or')}
      can do that. In an emergency, have somebody else break it.`,
  'break-glass-unjustified': ({ id, untilMs }) =>
    say`${id} was found not justified, so you can break this glass again only from
      ${dated(untilMs)}. Ask the usual way, or have somebody else break it.`,
  'break-glass-stale': () =>
    say`This form is out of date, and nothing new was opened. Look with
      ${code('/prod-access mine')}; type ${code('/prod-access break-glass')} again if you still
      need it.`,
  'own-review': ({ id, from }) =>
    say`You opened ${id} yourself, so somebody else has to review it: ${list(from, 'or')}.`,
  'not-a-reviewer': ({ id, from, isEverybody }) =>
    say`You are not among those who review ${id}. ${isEverybody ? '' : 'One of '}${list(from, 'or')}
      can.`,
  'already-reviewed': ({ id, by, isJustified, atMs }, nowMs) =>
    say`${by} reviewed ${id} already, ${at(atMs, nowMs)}: ${isJustified ? '' : 'not '}justified.`,
  'review-not-open': ({ id }) =>
    say`There is nothing to review about ${id}: no access was opened by it, or not yet.`,
} satisfies Partial<RefusalWords>;
