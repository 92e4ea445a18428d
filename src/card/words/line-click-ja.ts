/** Japanese: clicks that did not count. Those that only came too late are silent. */

import type { EventFacts } from '../../audit/event.ts';
import type { RefusalCode } from '../../kernel/refusal.ts';
import type { Line } from '../card.ts';
import { say } from '../line.ts';
import { counted } from './phrase-ja.ts';

export function clickRefusedJa({
  by,
  what,
  code,
  times,
}: EventFacts['click-refused']): Line | undefined {
  if (code === 'own-request') {
    return say`${by} 自身の申請のため、${by} の承認は無効${counted(times)}。`;
  }
  if (code === 'own-review') {
    return say`${by} 自身が開始したため、${by} の事後確認は無効${counted(times)}。`;
  }
  const why = WHY[code];
  if (!why) return undefined;
  return say`${by} の${TRIED[what] ?? what}は無効${counted(times)}。${why}。`;
}

const TRIED: Readonly<Record<string, string>> = {
  approve: '承認',
  deny: '却下',
  cancel: '取り下げ',
  done: '利用の終了',
  end: '終了操作',
  extend: '延長申請',
  review: '事後確認',
  'write-off': '削除確認の打ち切り',
};

const WHY: Partial<Readonly<Record<RefusalCode, string>>> = {
  'not-an-approver': '承認者ではないため',
  'not-a-reviewer': '事後確認の担当ではないため',
  'not-an-operator': '運用担当ではないため',
  'not-yours': '別の人の申請のため',
  'person-unknown': '未登録のアカウントのため',
  'person-unmapped': 'AWS ユーザーに紐付いていないため',
  'person-ambiguous': '複数の AWS ユーザーに紐付いているため',
  'person-not-human': '人による操作ではないため',
  'person-guest': 'ゲストのため',
  'person-stranger': '別の組織のアカウントのため',
  'person-left': '無効化されたアカウントのため',
  'card-elsewhere': 'カードの写しでの操作のため',
  'second-operator-needed': '2人目の運用担当が必要なため',
};
