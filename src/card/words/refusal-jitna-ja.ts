/** Japanese: refusals about requests that are filed at AWS and carried here. */

import { say } from '../line.ts';
import type { refusalJitnaEn } from './refusal-jitna-en.ts';
import type { RefusalWords } from './refusal-words.ts';

export const refusalJitnaJa: Pick<RefusalWords, keyof typeof refusalJitnaEn> = {
  'ask-at-aws': ({ region }) =>
    say`これは AWS で申請します。ロールでサインインし、Systems Manager（${region}）または aws ssm
      start-access-request で申請すると、ここにカードが出ます。`,
  'decided-at-aws': ({ status, by }) => decidedJa(status, by),
  'ends-at-aws': () =>
    say`ジャストインタイムノードアクセスの期間は AWS が定めるため、延長できません。AWS で新しく申請
      してください。`,
  'requester-unmapped': ({ who }) =>
    say`セッション ${who} が誰のものか登録されていません。運用担当者は jitna の people に追加
      できます。`,
  'session-name-free': ({ role }) =>
    say`ロール ${role} ではセッション名を自由に選べるため、名前から本人を特定できません。信頼
      ポリシーで sts:RoleSessionName を強制する必要があります。`,
  'iam-user-request': ({ user }) =>
    say`AWS は IAM ユーザー（${user}）からの申請を理由なしに拒否します。ロールを引き受けるか、IAM
      Identity Center でサインインしてから、もう一度申請してください。`,
  'node-uncovered': ({ node }) =>
    say`${node} を対象とするカタログの項目がありません。運用担当者は kind が jitna の項目を追加
      できます。`,
};

export function decidedJa(status: string, by: string) {
  if (status === 'cancelled') return say`AWS 側で ${by} が取り下げ。`;
  if (status === 'timed-out') return say`AWS 側の承認期限切れ。`;
  if (status === 'over') return say`AWS 側の期間終了。`;
  return say`AWS 側で ${by} が${STATUS[status] ?? `処理（${status}）`}。ここでの操作ではありません。`;
}

const STATUS: Readonly<Record<string, string>> = {
  approved: '承認',
  rejected: '却下',
  revoked: '取り消し',
};
