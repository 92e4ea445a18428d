/** Japanese: runbooks of Systems Manager Automation, on cards, in threads and in notices. */

import type { EventFacts } from '../../audit/event.ts';
import type { EpochMs } from '../../kernel/time.ts';
import type { Line } from '../card.ts';
import { code, exactly, moment, say } from '../line.ts';
import { span } from './phrase-ja.ts';
import type { runbookEn } from './runbook-en.ts';

export const runbookJa: typeof runbookEn = {
  work: (runbook, account) => say`${account} のランブック ${runbook}`,
  pair: (grant, revoke, account) => say`${account} のランブック ${grant}（${revoke} で取り消し）`,
  datedNote: () => say`終了日時はランブックが AWS に書き込むため、ボットが停止していても終了。`,
  undatedNote: () =>
    say`AWS 側に期限なし。ボットが取り消し用のランブックを実行するまで、アクセスが継続。`,
  bookedNote: () =>
    say`終了は AWS に予約済み。ボットが停止していても、取り消し用のランブックを実行。`,
  workNote: () =>
    say`専用のロールで1回だけ実行。利用者への権限付与なし。終了時刻に実行中であれば停止。`,
  alarmNote: (alarm) => say`アラーム ${alarm} の発生時は停止。`,
  given: (runbook) =>
    say`${runbook} により、ご自身の IAM ユーザーに付与されました。そのまま使えます。`,
  active: (title, endMs, nowMs) =>
    say`「${title}」を開始しました。${moment(endMs, nowMs)}に実行中であれば停止します。`,
  takenBack: () => say`ランブックによる付与は、その時に取り消されます。`,
  stoppedThen: () => say`その時に実行中であれば、ランブックは停止されます。`,
  running: (runbook) => say`${runbook} を実行中です。各ステップはスレッドでお知らせします。`,
  done: (title) => say`「${title}」が完了しました。ランブックは最後まで実行されました。`,
  broken: (title) => say`「${title}」は途中で終了しました。どのステップかはスレッドにあります。`,
  stopped: (title, endMs, nowMs) =>
    say`「${title}」は${moment(endMs, nowMs)}に停止されました。それまでの変更は元に戻りません。`,
  statusDone: () => say`ランブック完了`,
  statusBroken: () => say`ランブックが途中で終了`,
  statusStopped: () => say`ランブックを停止`,
};

const HOW = {
  done: 'ランブック完了。',
  broken: 'ランブックが途中で終了。',
  stopped: 'ランブックを停止。',
} as const;

export const workActiveJa = (endMs: EpochMs, atMs: EpochMs): Line =>
  say`ランブックを実行中。AWS で確認済み。${moment(endMs, atMs)}に実行中であれば停止。`;

export const workEndedJa = (
  how: keyof typeof HOW,
  { confirmedMs, usedMs }: EventFacts['grant-revoked'],
): Line =>
  say`${HOW[how]}${exactly(confirmedMs)}に AWS で確認。${
    usedMs > 0 ? `所要時間${span(usedMs)}。` : ''
  }`;

const WHAT = {
  done: '完了',
  failed: '失敗',
  stopped: '停止',
  'timed-out': '時間切れ',
} as const;

export function runbookToldJa(facts: EventFacts['runbook-told']): Line {
  const { document, version, execution, step, what, why, alarm } = facts;
  if (what === 'started') return say`${document} v${version} を開始：${code(execution)}`;
  if (step !== undefined) return say`${document}：ステップ ${step} ${WHAT[what]}。`;
  if (alarm !== undefined) return say`${document} はアラーム ${alarm} により停止。`;
  if (what === 'done') return say`${document} は最後まで実行済み。`;
  return say`${document} ${WHAT[what]}${why === undefined ? '。' : `：${why}`}`;
}
