/** Japanese: why something could not be given, in a few words. */

import type { RefusalCode } from '../../kernel/refusal.ts';
import type { ReasonWords } from './reason-words.ts';

export const reasonJa = (code: RefusalCode): string => REASONS[code] ?? code;

const REASONS: ReasonWords = {
  'person-unknown': '申請者が登録から外れたため',
  'person-unmapped': '申請者と AWS ユーザーの紐付けがなくなったため',
  'person-ambiguous': '申請者が複数の AWS ユーザーに紐付いているため',
  'person-guest': '申請者がゲストになったため',
  'person-stranger': '申請者が別の組織のアカウントのため',
  'person-left': '申請者のアカウントが無効のため',
  'directory-silent': 'グループのメンバーを確認できないため',
  'entitlement-unknown': 'カタログからなくなったため',
  'not-eligible': '申請者が対象外になったため',
  'no-rule': '該当するルールがなくなったため',
  'nobody-could-approve': '承認できる人がいなくなったため',
  'too-long': 'ルールの最長時間が短くなったため',
  'principal-missing': 'IAM ユーザーが存在しないため',
  'principal-replaced': 'IAM ユーザーが作り直されたため',
  'already-held': '別の方法ですでに持っているため',
  'budget-exceeded': 'ユーザーのポリシーに空きがないため',
  'groups-full': 'グループ数が AWS の上限のため',
  'tags-full': 'タグ数が AWS の上限のため',
  'target-missing': 'AWS からなくなったため',
  'nodes-missing': 'ノードが Systems Manager にないため',
  'nodes-offline': 'ノードが応答しないため',
  'runbook-changed': 'ランブックが固定されたものと異なるため',
  'runbook-parameters': 'ランブックが値を受け付けないため',
  'runbook-failed': 'ランブックが最後まで実行されなかったため',
  'runbook-alarm': 'アラームによりランブックが停止したため',
  'runbook-without-effect': 'ランブックの実行後も付与を確認できないため',
  'target-dangerous': 'アクセスを持ち続けられてしまうため',
  'target-unfenceable': '終了を AWS 側で強制できないため',
  'targets-overlap': '保有中のアクセスと部分的に重なるため',
  'reach-changed': 'AWS での権限が承認時より広がったため',
  'wrong-account': '認証情報が別のアカウントのものだったため',
  'aws-refused': 'AWS に拒否されたため',
  'aws-silent': 'AWS から応答がないため',
  'already-ended': 'すでに終了していたため',
  'granting-stopped': '現在は新しいアクセスが付与されないため',
  'configuration-behind': 'ボットの一部の設定が古いため',
  'policy-failed': 'ルールを評価できないため',
  'rule-changed': 'ルールが変わり、追加の承認が必要なため',
};
