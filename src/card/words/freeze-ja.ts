/** Japanese: what closed calendars and silent groups make of a request. */

import { moment, say } from '../line.ts';
import type { freezeEn } from './freeze-en.ts';

export const freezeJa: typeof freezeEn = {
  note: ({ calendar, why, untilMs, effect }, nowMs) => {
    if (why === 'silent')
      return say`カレンダー ${calendar} を読み取れないため、変更凍結中の扱い。${THEN[effect]}`;
    const until = untilMs === undefined ? say`` : say`${moment(untilMs, nowMs)}まで`;
    return say`${calendar} により${until}変更凍結中。${THEN[effect]}`;
  },
  held: ({ calendar, startMs, why }, atMs) =>
    why === 'silent'
      ? say`カレンダー ${calendar} を読み取れないため、変更凍結中の扱い。読み取れて凍結中でないと
          確認でき次第、アクセスを開始。`
      : say`${calendar} により変更凍結中。凍結が解除されていれば、${moment(startMs, atMs)}に開始。`,
  silent: (keeper, group) =>
    keeper === 'pagerduty'
      ? say`PagerDuty が応答しないため、当番の方は承認者に含めず（${group}）。`
      : say`${KEEPERS[keeper]} が応答しないため、${group} のメンバーは承認者に含めず。`,
};

const THEN = {
  refuse: 'アクセスの付与なし。',
  hold: '凍結の解除後に開始。',
  level: '承認を1段階追加。',
} as const;

const KEEPERS = {
  slack: 'Slack',
  teams: 'Teams',
  'identity-center': 'Identity Center',
} as const;
