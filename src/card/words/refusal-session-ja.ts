/** Japanese: refusals about people who come by an identity provider, into a role. */

import { say } from '../line.ts';
import type { refusalSessionEn } from './refusal-session-en.ts';
import type { RefusalWords } from './refusal-words.ts';

const UNFIT = {
  group: 'は IAM グループに入れません（入れるのは IAM ユーザーのみです）',
  mfa: 'は ID プロバイダー経由のため AWS が MFA を確認できませんが、この対象には MFA が必要です',
  runbook: 'は IAM ユーザーではないため、このランブックの対象になりません',
  source:
    'は SourceIdentity で登録されているため、セッション名で終了させるノードのセッションには対応していません',
  elsewhere: 'は IAM ユーザーではないため、別アカウントのノードには接続できません',
  comma: 'の名前にはカンマがあり、名前を入れるセッションタグに使えません',
  reserved: 'のロールは AWS が管理しており、ポリシーを書き込めません',
} as const;

export const refusalSessionJa: Pick<RefusalWords, keyof typeof refusalSessionEn> = {
  'session-unfit': ({ session, problem }) =>
    say`${session} ${UNFIT[problem]}。承認依頼は送られていません。運用担当に
      ご相談ください。`,
  'session-name-chosen': ({ role, session }) =>
    say`ロール ${role} の信頼ポリシーには名前を自由に選べる経路があり、別の人が ${session} を
      名乗れます。運用担当がその経路を閉じるまで、何も付与されません。`,
  'role-closed': ({ role, session, problem }) =>
    problem === 'name'
      ? say`ロール ${role} の信頼ポリシーは IAM ユーザー名を要求するため、${session} は
          引き受けられません。信頼ポリシーの修正を運用担当に依頼してください。`
      : say`ロール ${role} の信頼ポリシーに sts:SetSourceIdentity がないため、SourceIdentity を
          持つ ${session} は引き受けられません。追加を運用担当に依頼してください。`,
  'role-full': ({ role, need, free }) =>
    say`ロール ${role} のポリシーに空きがありません（必要 ${need} 文字、残り ${free} 文字）。他の人の
      アクセスの終了を待って再度申請するか、ロールを分けるよう運用担当に依頼してください。`,
};
