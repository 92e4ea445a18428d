/** Japanese: refusals that AWS is the reason for. */

import { roleSessionOf } from '../../kernel/role-session.ts';
import { say } from '../line.ts';
import { list, place } from './phrase-ja.ts';
import { unstopped } from './phrase-en.ts';
import type { refusalAwsEn } from './refusal-aws-en.ts';
import type { RefusalWords } from './refusal-words.ts';
import { thing } from './thing-ja.ts';

const UNFIT = {
  'not-shell': 'シェル用ではありません',
  endless: '最長時間（maxSessionDuration）の指定がなく、シェルが終わらない可能性があります',
  'not-port': 'ポート転送用ではありません',
  'not-pinned': 'ポートまたはホストを利用者が選べるため、すべての接続先が開いてしまいます',
  'no-local-port':
    'パラメーター localPortNumber がないため、トンネルを開くコマンドを AWS が受け付けません',
} as const;

const ROLE_UNFIT = {
  name: 'セッション名を利用者が選べるため、名前を指定して終了させることができません',
  boundary: ' prod-access-boundary がなく、セッションを終了させるポリシーを書き込めません',
  wider: 'スタックにないポリシーが付いており、ノード以外の操作も許可してしまいます',
} as const;

const TOGETHER = {
  documents: 'AWS はドキュメントをノードごとに限定できず、互いのノードも開けてしまいます',
  tags: '一方で、他方の対象ノードを決めるタグを変更できてしまいます',
} as const;

export const refusalAwsJa: Pick<RefusalWords, keyof typeof refusalAwsEn> = {
  'principal-missing': ({ user, account }) =>
    say`アカウント ${account} に ${place(user)} がありません。紐付け（people.listed）の修正か、
      ${roleSessionOf(user) ? 'ロール' : 'ユーザー'}の作成を運用担当に依頼してください。`,
  'principal-replaced': ({ user }) =>
    say`申請後に ${place(user)} が作り直されたため、付与しませんでした。もう一度申請して
      ください。`,
  'center-user-missing': ({ user }) =>
    say`Identity Center にユーザー ${user} がありません。紐付けの修正かユーザーの作成を運用担当に
      依頼してください。`,
  'leads-further': ({ what, where }) =>
    say`${thing(what)} はカタログにない ${thing(where)} にもつながります。何も付与していません。カタログか
      グループの修正を運用担当に依頼してください。`,
  'already-held': ({ user, what }) =>
    say`${user} は ${thing(what)} をこのボットを通さずにすでに持っています。そのまま使うか、先に管理者に
      外してもらってください。`,
  'budget-exceeded': ({ need, free }) =>
    say`お持ちのアクセスと合わせると AWS の上限を超えます（必要 ${need} 文字、残り ${free} 文字）。
      先に不要なアクセスを「使い終わった」ボタンか /prod-access done で終了してください。`,
  'groups-full': ({ user, max }) =>
    say`${user} は AWS の上限である${max}個のグループに入っています。不要なアクセスを「使い終わった」
      ボタンで終了するか、管理者にグループから外してもらってください。`,
  'tags-full': ({ user, max }) =>
    say`${user} には AWS の上限である${max}個のタグが付いています。管理者に1つ外してもらって
      ください。`,
  'target-missing': ({ what }) =>
    say`AWS に ${thing(what)} がありません。カタログの修正を運用担当に依頼してください。`,
  'nodes-missing': ({ what }) =>
    say`Systems Manager に ${thing(what)} が見つかりません。起動するか、カタログの修正を運用担当に依頼して
      ください。`,
  'nodes-offline': ({ nodes }) =>
    say`${list(nodes)} のエージェントが応答せず、Session Manager で接続できません。ノードまたは
      エージェントを起動してから、再度申請してください。`,
  'nodes-many': ({ tag, found, max }) =>
    say`${tag} のノードは${found}台あります。別アカウントのノードは1台ずつ指定するため、${max}台まで
      です。台数を減らすか、選択できるようにするよう運用担当に依頼してください。`,
  'access-role-unfit': ({ role, problem }) =>
    say`ロール ${role} は${ROLE_UNFIT[problem]}。再デプロイ（target-account.yml）を運用担当に依頼して
      ください。`,
  'may-tag': ({ user, action, tag, found, max }) =>
    say`${tag} のノードは${found}台で、個別に指定できる台数を超えています。${user} はタグを変更できる
      （${action}）ため、${max}台以下にするか、この権限を外してから申請してください。`,
  'tags-alike': ({ tag, other, found }) =>
    say`${other} のノードが${found}台あり、AWS は ${tag} と区別しないため、それらも開けてしまいます。
      一方のタグ名の変更を運用担当に依頼してください。`,
  'document-held': ({ document }) =>
    say`${document} で別のノードへのアクセスをすでにお持ちです。5台以上のノードとは別々に終了できない
      ため、先にそのアクセスを「使い終わった」ボタンで終了するか、台数を減らして申請してください。`,
  'opens-more-together': ({ what, other, by }) =>
    say`${what} は ${other} と同時には利用できません。${TOGETHER[by]}。先に ${other} を終了して
      ください。`,
  'nodes-outside': ({ nodes, tag }) =>
    say`${list(nodes)} には ${tag} のタグがないため、選択できません。一覧から選択してください。`,
  'agent-old': ({ node, found, needed }) =>
    say`${node} のエージェントはバージョン ${found} です。${needed} 以降が必要です。更新してから再度
      申請してください。`,
  'document-unfit': ({ document, problem }) =>
    say`セッションドキュメント ${document} は${UNFIT[problem]}。修正を運用担当に依頼してください。`,
  'runbook-changed': ({ runbook, version }) =>
    say`ランブック ${runbook} が固定されたもの（バージョン ${version}）と一致しません。存在しないか、
      内容が変わっています。確認と再設定を運用担当に依頼してください。`,
  'runbook-parameters': ({ runbook, why }) =>
    say`ランブック ${runbook} は入力された値を受け付けません（${why}）。値を確認してください。運用担当
      にも連絡済みです。`,
  'runbook-failed': ({ runbook, why }) =>
    say`ランブック ${runbook} が最後まで実行されませんでした（${why}）。実行済みの内容は取り消され
      ます。`,
  'runbook-alarm': ({ runbook, alarm }) =>
    say`アラーム ${alarm} によりランブック ${runbook} が停止しました。実行済みの内容は取り消され
      ます。`,
  'given-in-vain': ({ what }) =>
    say`${thing(what)} は、付与しても AWS 側で毎回取り消され、10分間有効になりませんでした。何が取り消して
      いるのかの調査を運用担当に依頼してください。`,
  'runbook-without-effect': ({ runbook }) =>
    say`ランブック ${runbook} は実行されましたが、付与を確認できませんでした。確認用のランブックと
      あわせて、運用担当による確認が必要です。`,
  'target-dangerous': ({ what, action }) =>
    say`${thing(what)} では ${action} が許可され、アクセスを持ち続けられてしまうため、付与されません。
      権限を絞るよう運用担当に依頼してください。`,
  'target-unfenceable': ({ what }) =>
    say`${thing(what)} は終了を AWS 側で強制できないため、付与されません。詳しくは運用担当にお問い合わせ
      ください。`,
  'targets-overlap': ({ what, other }) =>
    say`${what} と ${other} が部分的に重なっており、一方を終了すると他方も使えなくなります。
      カタログで分けるよう運用担当に依頼してください。`,
  'reach-changed': ({ what }) =>
    say`${what} の AWS での権限が、表示された内容より広がっているため、付与しませんでした。もう一度
      申請すると、現在の内容が表示されます。`,
  'wrong-account': ({ wanted, found }) =>
    say`対象はアカウント ${wanted} のユーザーに付与されますが、AWS のユーザーは ${found} のものです。
      何も変更していません。設定の修正を運用担当に依頼してください。`,
  'aws-refused': ({ action, message }) =>
    say`AWS に拒否されました（${action}：${unstopped(message)}）。再試行しても変わりません。運用担当に
      お知らせください。`,
  'aws-silent': () =>
    say`AWS から応答がありませんでした。何も付与されていません。数分後にもう一度お試しください。`,
};
