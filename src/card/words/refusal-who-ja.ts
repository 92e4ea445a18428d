/** Japanese: refusals about who somebody is. */

import { code, say } from '../line.ts';
import { contact } from './phrase-ja.ts';
import { CHATS, type refusalWhoEn } from './refusal-who-en.ts';
import type { RefusalWords } from './refusal-words.ts';

export const refusalWhoJa: Pick<RefusalWords, keyof typeof refusalWhoEn> = {
  'person-unknown': ({ operators }) =>
    say`チャットのアカウントが登録されていないため、何も行いませんでした。${contact(operators)} に
      登録（people.listed）を依頼してから、もう一度お試しください。`,
  'person-unmapped': ({ operators }) =>
    say`チャットのアカウントが AWS ユーザーに紐付いていないため、申請されませんでした。
      ${contact(operators)} に登録（people.listed）を依頼してから、もう一度お試しください。`,
  'person-ambiguous': ({ operators }) =>
    say`チャットのアカウントが複数の AWS ユーザーに紐付いているため、何も行いませんでした。
      1つに絞るよう ${contact(operators)} に依頼してください（people.listed または AWS のユーザータグ）。`,
  'person-not-human': () =>
    say`ボットやワークフローからは申請も承認もできません。人が操作してください。`,
  'person-guest': () =>
    say`ゲストは申請も承認もできません。この組織の正式なメンバーに依頼してください。`,
  'person-stranger': () =>
    say`別の組織のアカウントのため、この操作は無効です。この組織のメンバーに依頼して
      ください。`,
  'person-left': () =>
    say`無効化されたアカウントのため、この操作は無効です。現在のアカウントをご利用ください。`,
  'directory-silent': ({ what }) =>
    what === 'AWS'
      ? say`AWS でご自身のユーザーを確認できませんでした。確認できない間は許可されません。
          何も変更されていませんので、1分ほど待ってからもう一度お試しください。続く場合は、運用担当に
          お知らせください。原因はボットのログに記録されています。`
      : say`${CHATS.has(what) ? 'チャットのアカウント' : what} について確認できませんでした。
          確認できない間は許可されません。何も変更されていませんので、1分ほど待ってからもう一度
          お試しください。`,
  'not-an-operator': ({ operators }) =>
    say`この操作は運用担当だけが行えます。${contact(operators)} に依頼してください。`,
  'not-yours': ({ id }) =>
    say`${id} はご自身の申請ではありません。この操作は申請者だけが行えます。承認できる方は、
      カードの「今すぐ終了」をご利用ください。`,
  'request-unknown': ({ typed }) =>
    typed === ''
      ? say`申請はまだありません。${code('/prod-access')} で申請フォームが開きます。`
      : say`申請「${typed}」は見つかりません。ご自身の申請は ${code('/prod-access mine')} で
          確認できます。`,
};
