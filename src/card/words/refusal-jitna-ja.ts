/** Japanese: refusals about requests that are filed at AWS and carried here. */

import { code, say } from '../line.ts';
import type { refusalJitnaEn } from './refusal-jitna-en.ts';
import type { RefusalWords } from './refusal-words.ts';

export const refusalJitnaJa: Pick<RefusalWords, keyof typeof refusalJitnaEn> = {
  'ask-at-aws': ({ region }) =>
    say`AWS で申請します。ロールでサインインし、Systems Manager（${region}）のコンソールまたは
      ${code('aws ssm start-access-request')} で申請すると、ここにカードが出ます。`,
  'decided-at-aws': ({ status, by }) => decidedJa(status, by),
  'ends-at-aws': () =>
    say`ジャストインタイムノードアクセスの期間は AWS が定めるため、延長できません。AWS で新しく申請
      してください。`,
  'requester-unmapped': ({ who }) =>
    say`セッション ${who} が誰のものか登録されていません。jitna の people への追加を運用担当に依頼して
      ください。`,
  'session-name-free': ({ role }) =>
    say`ロール ${role} ではセッション名を自由に選べるため、名前から本人を特定できません。信頼
      ポリシーで sts:RoleSessionName を強制する必要があります。`,
  'iam-user-request': ({ user }) =>
    say`AWS は IAM ユーザー（${user}）のジャストインタイムノードアクセスの申請を、理由を示さず即座に拒否
      します。ロールを引き受けるか IAM Identity Center でサインインして申請してください。`,
  'node-uncovered': ({ node }) =>
    say`${node} を対象とするカタログの項目がありません。kind が jitna の項目の追加を運用担当に依頼して
      ください。`,
};

export function decidedJa(status: string, by: string) {
  if (status === 'cancelled') return say`AWS 側で ${by} が取り下げ。`;
  if (status === 'timed-out') return say`AWS 側の承認期限切れ。`;
  if (status === 'over') return say`AWS 側の期間終了。`;
  return say`AWS 側で ${by} が${STATUS[status] ?? `処理（${status}）`}（このチャットでの操作ではない）。`;
}

const STATUS: Readonly<Record<string, string>> = {
  approved: '承認',
  rejected: '却下',
  revoked: '取り消し',
};
