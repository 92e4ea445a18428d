/** English: lines of the thread, up to the moment when access is active. */

import type { EventFacts } from '../../audit/event.ts';
import { MINUTE } from '../../kernel/time.ts';
import { moment, say } from '../line.ts';
import { freezeEn } from './freeze-en.ts';
import { clickRefusedEn } from './line-click-en.ts';
import { doneEn } from './line-done-en.ts';
import { lineBreakGlassEn } from './line-break-glass-en.ts';
import { groundEn } from './ground-en.ts';
import { lineGrantEn } from './line-grant-en.ts';
import { decidedEn } from './refusal-jitna-en.ts';
import { lineNudgeEn } from './line-nudge-en.ts';
import type { LineWords } from './line-words.ts';
import { span } from './phrase-en.ts';

export const lineEn: LineWords = {
  'request-submitted': (facts, atMs) => {
    const { requester, beneficiary, title, opsItem } = facts;
    const forWhom = beneficiary === requester ? '' : `, on behalf of ${beneficiary}`;
    const where = opsItem === undefined ? '' : ` at AWS (${opsItem})`;
    return say`${requester} asked${where} for ${title}, ${asked(facts, atMs)}${forWhom}.`;
  },
  'review-given': ({ by, verdict, comment, shorterMs, have, need, extension }) => {
    if (verdict === 'deny') return undefined;
    const what = extension === undefined ? '' : ' the extension';
    const shorter = shorterMs === undefined ? '' : `, for ${span(shorterMs)} only`;
    const said = comment ? `: “${comment}”.` : '.';
    const enough = have >= need ? ' Enough approvals.' : '';
    return say`${by} approved${what}${shorter}${said}${enough}`;
  },
  'ground-changed': ({ changes, was }) => groundEn.line(changes, was),
  'review-void': ({ by, why }) => {
    if (why === 'rule-changed')
      return say`The rule changed: ${by} has to approve again for it to count.`;
    if (why === 'not-an-approver')
      return say`${by} may no longer approve this: that approval does not count any more.`;
    return say`${by} has to approve again for it to count.`;
  },
  'request-approved': ({ startMs }, atMs) =>
    startMs === undefined ? undefined : say`Approved. Access starts ${moment(startMs, atMs)}.`,
  'request-auto-approved': ({ by, quota }) =>
    quota
      ? say`Approved at once by ${by}: ${quota.used} of ${quota.times} in ${span(quota.perMs)}.`
      : say`Approved at once by ${by}.`,
  'start-held': freezeEn.held,
  'request-denied': ({ by, comment }) => say`${by} denied: “${comment}”.`,
  'request-cancelled': ({ by }) => say`${by} withdrew the request.`,
  'request-lapsed': ({ minutes, why }) =>
    why === 'window'
      ? say`Lapsed: too little is left of the time asked for.`
      : say`Lapsed: not enough approvals in ${span(minutes * MINUTE)}.`,
  'decided-at-aws': ({ status, by }) => decidedEn(status, by),
  'request-stuck': ({ level }) =>
    say`Nobody is left who could approve (${level}). The operators have been told.`,
  'card-reposted': ({ why }) =>
    why === 'gone'
      ? undefined
      : say`This card is here, with the operators, because its own channel did not take it:
          ${NO_CARDS[why] ?? why}.`,
  'click-refused': clickRefusedEn,
  'what-was-done': doneEn,
  ...lineGrantEn,
  ...lineNudgeEn,
  ...lineBreakGlassEn,
};

const NO_CARDS: Readonly<Record<string, string>> = {
  'no-channel': 'it is gone',
  'not-a-member': 'the app has been removed from it',
  shared: 'it is shared with another organization',
  refused: 'the chat refused the message',
};

function asked({ durationMs, startMs, endMs }: EventFacts['request-submitted'], atMs: number) {
  if (endMs === undefined) return say`for ${span(durationMs)}`;
  if (startMs === undefined) return say`until ${moment(endMs, atMs)}`;
  return say`from ${moment(startMs, atMs)} to ${moment(endMs, startMs)}`;
}
