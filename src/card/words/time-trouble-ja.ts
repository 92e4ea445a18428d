/** Japanese: what is wrong with a time as it was typed, and one line that would work. */

import type { RefusalFacts } from '../../kernel/refusal.ts';
import type { TimeInputProblem } from '../../kernel/time-input-value.ts';
import type { Line } from '../card.ts';
import { code, dated, say } from '../line.ts';
import { span } from './phrase-ja.ts';

export function timeTroubleJa({ typed, trouble }: RefusalFacts['time-not-understood']): Line {
  const examples = trouble?.suggestions.length ? trouble.suggestions : EXAMPLES;
  const quoted = examples.map((example) => `「${example}」`).join('');
  const what = trouble ? describe(trouble, typed) : say`「${typed}」を期間として読み取れません。`;
  return say`${what}${quoted}のように入力してください。`;
}

const EXAMPLES = ['2時間', '18時まで', '明日9時から1時間'];

function describe(trouble: TimeInputProblem, typed: string): Line {
  switch (trouble.code) {
    case 'empty':
      return say`期間が入力されていません。`;
    case 'not-understood':
      if (trouble.typed === typed.trim()) return say`「${typed}」を期間として読み取れません。`;
      return trouble.typed === ''
        ? say`「${typed}」の続きが足りません。`
        : say`「${typed}」のうち ${code(trouble.typed)} を読み取れません。`;
    case 'bare-number':
      return say`${code(trouble.typed)} の単位が分かりません。時間・分、または時刻で指定してください。`;
    case 'zero':
      return say`期間は1分以上で指定してください。`;
    case 'too-long':
      return say`${span(trouble.longestMs)}を超える期間は指定できません。`;
    case 'in-the-past':
      return say`${dated(trouble.endMs)}はすでに過ぎています。`;
    case 'ends-before-start':
      return say`終了（${dated(trouble.endMs)}）が開始（${dated(trouble.startMs)}）より前です。`;
    case 'does-not-exist':
      return trouble.what === 'day'
        ? say`その日付は存在しません。`
        : say`その日のその時刻は存在しません（夏時間への切り替え）。`;
    case 'ambiguous':
      return say`${dated(trouble.candidatesMs[0])}とも${dated(trouble.candidatesMs[1])}とも
        読み取れます。`;
  }
}
