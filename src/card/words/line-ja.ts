/** Japanese: lines of the thread, up to the moment when access is active. */

import type { EventFacts } from '../../audit/event.ts';
import { MINUTE } from '../../kernel/time.ts';
import { moment, say } from '../line.ts';
import { freezeJa } from './freeze-ja.ts';
import { clickRefusedJa } from './line-click-ja.ts';
import { doneJa } from './line-done-ja.ts';
import { lineBreakGlassJa } from './line-break-glass-ja.ts';
import { groundJa } from './ground-ja.ts';
import { lineGrantJa } from './line-grant-ja.ts';
import { decidedJa } from './refusal-jitna-ja.ts';
import { lineNudgeJa } from './line-nudge-ja.ts';
import type { LineWords } from './line-words.ts';
import { apart, span } from './phrase-ja.ts';

export const lineJa: LineWords = {
  'request-submitted': (facts, atMs) => {
    const { requester, beneficiary, title, opsItem } = facts;
    const forWhom = beneficiary === requester ? '' : `（利用者：${beneficiary}）`;
    const where = opsItem === undefined ? '' : `AWS（${opsItem}）で`;
    return say`${requester} が${where}「${title}」を申請。期間は${asked(facts, atMs)}${forWhom}。`;
  },
  'review-given': ({ by, verdict, comment, shorterMs, have, need, extension }) => {
    if (verdict === 'deny') return undefined;
    const what = extension === undefined ? '' : '延長を';
    const shorter = shorterMs === undefined ? '' : `${span(shorterMs)}に短縮して`;
    const said = comment ? `：「${comment}」。` : '。';
    const enough = have >= need ? '必要な承認が完了。' : '';
    return say`${by} が${what}${shorter}承認${said}${enough}`;
  },
  'ground-changed': ({ changes, was }) => groundJa.line(changes, was),
  'review-void': ({ by, why }) => {
    if (why === 'rule-changed')
      return say`ルール変更のため、${by} の承認は無効。改めて承認が必要。`;
    if (why === 'not-an-approver') return say`${by} は承認者から外れたため、承認は無効。`;
    return say`${by} の承認は無効。改めて承認が必要。`;
  },
  'request-approved': ({ startMs }, atMs) =>
    startMs === undefined ? undefined : say`承認完了。${moment(startMs, atMs)}に開始。`,
  'request-auto-approved': ({ by, quota }) =>
    quota
      ? say`${by} により自動承認（${span(quota.perMs)}で${quota.times}回のうち${quota.used}回目）。`
      : say`${by} により自動承認。`,
  'start-held': freezeJa.held,
  'request-denied': ({ by, comment }) => say`${by} が却下：「${comment}」。`,
  'request-cancelled': ({ by }) => say`${by} が申請を取り下げ。`,
  'request-lapsed': ({ minutes, why }) =>
    why === 'window'
      ? say`失効。希望の時間帯の残りがわずか。`
      : say`失効。${apart(minutes * MINUTE)}以内に必要な承認が揃わず。`,
  'decided-at-aws': ({ status, by }) => decidedJa(status, by),
  'request-stuck': ({ level }) =>
    say`承認できる人がいなくなり、承認不可（${level}）。運用担当に連絡済み。`,
  'card-reposted': ({ why }) =>
    why === 'gone'
      ? undefined
      : say`本来のチャネルに投稿できないため、運用担当のこのチャネルに表示
          （${NO_CARDS[why] ?? why}）。`,
  'click-refused': clickRefusedJa,
  'what-was-done': doneJa,
  ...lineGrantJa,
  ...lineNudgeJa,
  ...lineBreakGlassJa,
};

const NO_CARDS: Readonly<Record<string, string>> = {
  'no-channel': 'チャネルが見つからない',
  'not-a-member': 'アプリがチャネルから外されている',
  shared: '別の組織と共有されている',
  refused: 'チャットが投稿を拒否',
};

function asked({ durationMs, startMs, endMs }: EventFacts['request-submitted'], atMs: number) {
  if (endMs === undefined) return say`${span(durationMs)}`;
  if (startMs === undefined) return say`${moment(endMs, atMs)}まで`;
  return say`${moment(startMs, atMs)}から${moment(endMs, startMs)}まで`;
}
