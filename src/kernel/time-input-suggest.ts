/** Proposes lines close to what was typed. The caller keeps those that would be understood. */

import type { TimeInputTrouble } from './time-input-value.ts';

/** `before` is what was understood, `typed` the part the trouble is about. */
export function suggestLines(trouble: TimeInputTrouble, before: string, typed: string): string[] {
  const isJapanese = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(before + typed);
  if (trouble.code === 'bare-number') {
    const units = isJapanese ? ['時間', '分', '時', '時まで'] : ['h', 'm', ':00'];
    return units.map((unit) => before + typed.normalize('NFKC') + unit);
  }
  if (trouble.code === 'not-understood' && before.trim()) {
    return isJapanese
      ? [`${before}まで`, `${before}から1時間`]
      : [`until ${before.trim()}`, `${before.trim()} for 1h`];
  }
  if (trouble.code !== 'in-the-past') return [];
  return isJapanese ? inJapaneseTomorrow(typed) : inEnglishTomorrow(typed);
}

const inJapaneseTomorrow = (typed: string) => [typed.replace(/^(?:今日|本日)?の?/, '明日')];

const inEnglishTomorrow = (typed: string) => [
  typed.replace(/^(until\s+|till?\s+)?(?:today\s+)?/i, '$1tomorrow '),
];
