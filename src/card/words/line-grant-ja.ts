/** Japanese: lines of the thread about access that is given, ends, or is extended. */

import type { EventFacts } from '../../audit/event.ts';
import type { EpochMs } from '../../kernel/time.ts';
import type { Line } from '../card.ts';
import { exactly, moment, say } from '../line.ts';
import type { lineGrantEn } from './line-grant-en.ts';
import type { LineWords } from './line-words.ts';
import { endlessJa } from './endless-ja.ts';
import { apart, list, span } from './phrase-ja.ts';
import { reasonJa } from './reason-ja.ts';
import { runbookToldJa, workActiveJa, workEndedJa } from './runbook-ja.ts';
import { tokensJa } from './tokens-ja.ts';

export const lineGrantJa: Pick<LineWords, keyof typeof lineGrantEn> = {
  'grant-held': ({ code }) => say`このままでは開始不可。${reasonJa(code)}。開始時刻に再確認。`,
  'grant-active': ({ endMs, isWork }, atMs) =>
    isWork
      ? workActiveJa(endMs, atMs)
      : say`アクセス有効、${moment(endMs, atMs)}まで。AWS で確認済み。`,
  'grant-warned': ({ beforeMs }) => say`終了まであと${apart(beforeMs)}。`,
  'grant-ending': ({ by, who, code }) => {
    if (code) return say`AWS 側の変更により期限前に終了。${reasonJa(code)}。`;
    if (by === 'time') return undefined;
    if (by === 'requester') return say`${who ?? '利用者'} がこの申請分を予定より早く終了。`;
    if (by === 'runbook') return undefined;
    if (by === 'failure') return say`アクセスの一部が失われたため、残りも削除。`;
    if (by === 'policy') return say`ポリシーにより終了。利用者が対象外のため。`;
    return say`${who ?? (by === 'operator' ? '運用担当' : '承認者')} がこの申請分を終了。`;
  },
  'grant-revoked': revoked,
  'late-sessions-ended': ({ sessions }) => tokensJa.ended(sessions),
  'runbook-told': runbookToldJa,
  'grant-failed': ({ code }) => say`付与できず。${reasonJa(code)}。付与しかけたものは取り消し。`,
  'revocation-overdue': ({ sinceMs }, atMs) =>
    say`削除が遅延中（${moment(sinceMs, atMs)}から）。再試行を継続中、運用担当に連絡済み。`,
  'write-off-proposed': ({ by, reason }) =>
    say`${by} が削除確認の打ち切りを提案：「${reason}」。運用担当もう1名の確認が必要。`,
  'written-off': ({ by, reason }) =>
    say`${list(by)} が削除確認を打ち切り：「${reason}」。AWS での削除は未確認。`,
  'extension-asked': ({ by, byMs, justification }) =>
    say`${by} が${span(byMs)}の延長を申請${justification ? `：「${justification}」。` : '。'}
      判断は同じ承認者。`,
  'extension-granted': ({ endMs }, atMs) => say`${moment(endMs, atMs)}まで延長。AWS で確認済み。`,
  'extension-denied': ({ by, comment }) => say`${by} が延長を却下：「${comment}」。`,
  'extension-lapsed': () => say`延長の申請は失効。終了時刻は変更なし。`,
  'extension-refused': ({ code }) => say`延長できず。${reasonJa(code)}。`,
};

function revoked(facts: EventFacts['grant-revoked'], atMs: EpochMs): Line {
  const { by, how, confirmedMs, usedMs, keptFor, keptUntilMs, sessions = 0 } = facts;
  if (how === 'never-given') return say`終了。付与なし。`;
  if (how === 'done' || how === 'broken' || how === 'stopped') return workEndedJa(how, facts);
  const used = usedMs > 0 ? say`利用時間${span(usedMs)}。` : [];
  if (how === 'gone') return say`終了。AWS のユーザーまたはロールはすでに存在せず。${used}`;
  if (how === 'written-off')
    return say`削除確認を打ち切り、記録上は終了。AWS での削除は未確認。${used}`;
  if (how === 'kept') {
    const until = keptUntilMs === undefined ? [] : say`${moment(keptUntilMs, atMs)}まで`;
    return say`この申請分は終了。${keptFor ?? '別の申請'} のため、アクセスは${until}継続。${used}`;
  }
  const inAws = facts.isBooked ? '（AWS 上のスケジュール）' : '（AWS 上の期限）';
  const date = by === 'time' && !facts.undated ? inAws : '';
  const tail = tailOf(facts, atMs);
  const endless = (facts.endless ?? []).map((one) => endlessJa[one]).join('');
  const cut = sessions > 0 ? `セッション${sessions}件を切断。` : '';
  const more = [...tail, ...say`${endless}`];
  return say`アクセス終了${date}。${exactly(confirmedMs)}に削除を確認。${cut}${used}${more}`;
}

/** What may live on, or be opened still, and until when; nothing once that is over. */
function tailOf(facts: EventFacts['grant-revoked'], atMs: EpochMs): Line {
  const { confirmedMs, tailUntilMs = 0, tokensUntilMs = 0 } = facts;
  if (tokensUntilMs > confirmedMs) return tokensJa.until(tokensUntilMs, atMs);
  return tailUntilMs <= confirmedMs
    ? []
    : say`終了前に開始したロールのセッションは、${moment(tailUntilMs, atMs)}まで残る可能性あり。`;
}
