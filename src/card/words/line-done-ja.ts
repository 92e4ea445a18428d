/** Japanese: what was done with the access, as far as CloudTrail has it. */

import { type Listed, timesOf } from '../../audit/activity.ts';
import type { EventFacts } from '../../audit/event.ts';
import type { Line } from '../card.ts';
import { joined, link, say } from '../line.ts';
import { list } from './phrase-ja.ts';

type Done = EventFacts['what-was-done'];

export function doneJa(facts: Done): Line {
  const { user, places, capped, unread, apart, logs } = facts;
  const counts = countsOf(facts);
  const head =
    places === 0
      ? say`${user} の操作は確認できず。${troubles(unread)}。`
      : counts.length > 0
        ? say`${user} の操作（現時点で CloudTrail にある範囲）：${joined(counts, '、')}。`
        : say`現時点の CloudTrail には、期間中の ${user} の操作なし。`;
  const rest = places > 0 && unread.length > 0 ? say`未確認：${troubles(unread)}。` : [];
  const newest = capped.map(({ where, newest }) => say`${where} は最新${newest}件のみ。`);
  const links = logs.map(({ name, url }) => say`${link(url, name)}`);
  const others =
    apart.length > 0 ? say`${list(apart)} のセッションは利用者を特定できないため対象外。` : [];
  const kept = links.length > 0 ? say`セッションログ：${joined(links, '、')}。` : [];
  return joined([head, rest, ...newest, others, kept], '');
}

function countsOf({ changes, reads, denied, failed }: Done): readonly Line[] {
  const [changed, refused] = [timesOf(changes), timesOf(denied)];
  if (changed + reads + refused + failed === 0) return [];
  return [
    changed === 0 ? say`変更なし` : say`変更${changed}件（${names(changes)}）`,
    ...(reads > 0 ? [say`参照${reads}件`] : []),
    ...(refused > 0 ? [say`拒否${refused}件（${names(denied)}）`] : []),
    ...(failed > 0 ? [say`失敗${failed}件`] : []),
  ];
}

const names = ({ named, others }: Listed): Line =>
  joined(
    [
      ...named.map(({ name, times }) => (times === 1 ? say`${name}` : say`${name} ×${times}`)),
      ...(others > 0 ? [say`ほか${others}件`] : []),
    ],
    '、',
  );

const troubles = (unread: Done['unread']): string =>
  list(
    (['denied', 'busy', 'silent'] as const).flatMap((why) => {
      const where = unread.filter((one) => one.why === why).map((one) => one.where);
      return where.length > 0 ? [`${list(where)}（${WHY[why]}）`] : [];
    }),
  );

const WHY = {
  denied: 'ボットに参照権限なし',
  busy: 'CloudTrail が混雑',
  silent: '応答なし',
} as const;
