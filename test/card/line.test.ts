/** Lines: templates of our words, pieces that are text and nothing else. */

import { describe, expect, test } from 'vitest';
import { bold, code, joined, link, moment, plainLine, say } from '../../src/card/line.ts';
import { HOUR } from '../../src/kernel/time.ts';
import { ASKED, EN, JA } from './case-story.ts';

describe('a line', () => {
  test('is one piece of text where it is nothing but text', () => {
    expect(say`${'ben'} approved ${2} of ${3}.`).toEqual([{ text: 'ben approved 2 of 3.' }]);
  });

  test('keeps what is put into it on one line, clean', () => {
    expect(say`Why: ${'a\n\u202eb'}.`).toEqual([{ text: 'Why: a b.' }]);
  });

  test('may be broken in the source: a space in English, nothing in Japanese', () => {
    expect(say`one
      two`).toEqual([{ text: 'one two' }]);
    expect(say`申請
      します。`).toEqual([{ text: '申請します。' }]);
    expect(say`${'x'}
      を開く`).toEqual([{ text: 'xを開く' }]);
    expect(say`${'x'}
      y`).toEqual([{ text: 'x y' }]);
  });

  test('has a space before a particle where a name is not Japanese, and none where it is', () => {
    const asked = (whom: string) => say`${whom} に確認。`;
    expect(asked('@platform')).toEqual([{ text: '@platform に確認。' }]);
    expect(asked('運用担当')).toEqual([{ text: '運用担当に確認。' }]);
    expect(say`${{ text: 'Teams のチャネル' }} で`).toEqual([{ text: 'Teams のチャネルで' }]);
    expect(say`カレンダー ${'year-end'} は`).toEqual([{ text: 'カレンダー year-end は' }]);
    expect(say`カレンダー ${'年末'} は`).toEqual([{ text: 'カレンダー年末は' }]);
  });

  test('has one behind a particle as well, and none where a name is Japanese', () => {
    const first = (who: string) => say`1人目は ${who} です。`;
    expect(first('ben')).toEqual([{ text: '1人目は ben です。' }]);
    expect(first('田中')).toEqual([{ text: '1人目は田中です。' }]);
    expect(first('マネージャー')).toEqual([{ text: '1人目はマネージャーです。' }]);
  });

  test('leaves alone the spaces of a name, and those that part what is not a sentence', () => {
    expect(say`1人目は ${'田中 太郎'} です。`).toEqual([{ text: '1人目は田中 太郎です。' }]);
    expect(say`${'田中'} · ${'承認'}`).toEqual([{ text: '田中 · 承認' }]);
    expect(say`${bold('備考')}  ${'本番'}`).toEqual([
      { text: '備考', bold: true },
      { text: '  本番' },
    ]);
    expect(say`Ask ${'田中'} or ${'佐藤'}.`).toEqual([{ text: 'Ask 田中 or 佐藤.' }]);
  });

  test('takes up other lines as they are', () => {
    const inner = say`until ${moment(ASKED, ASKED)}`;
    expect(say`${bold('PA-7')} ${inner}.`).toEqual([
      { text: 'PA-7', bold: true },
      { text: ' until ' },
      { instant: ASKED, show: 'time' },
      { text: '.' },
    ]);
    expect(joined([say`a`, say`b`, []], ' · ')).toEqual([{ text: 'a · b · ' }]);
    expect(joined([say`heads（dai）`, say` のうち1名`], '')).toEqual([
      { text: 'heads（dai）のうち1名' },
    ]);
  });
});

describe('an instant', () => {
  test('is a clock while that says which moment is meant, and has its day otherwise', () => {
    expect(moment(ASKED + 11 * HOUR, ASKED)).toMatchObject({ show: 'time' });
    expect(moment(ASKED + 12 * HOUR, ASKED)).toMatchObject({ show: 'date-time' });
    expect(moment(ASKED - 12 * HOUR, ASKED)).toMatchObject({ show: 'date-time' });
    expect(moment(ASKED, undefined)).toMatchObject({ show: 'date-time' });
  });

  test('is read in the zone of the reader', () => {
    const line = say`until ${moment(ASKED, ASKED - 24 * HOUR)}`;
    expect(plainLine(line, EN)).toBe('until Tue 24 Nov 18:02 (JST)');
    expect(plainLine(line, JA)).toBe('until 11月24日(火) 18:02 (JST)');
    expect(plainLine(line, { locale: 'en', zone: 'UTC' })).toBe('until Tue 24 Nov 09:02 (UTC)');
  });

  test('has its year where that is not the one of the reader', () => {
    const line = say`until ${moment(Date.UTC(2027, 0, 4), ASKED)}`;
    expect(plainLine(line, { ...EN, nowMs: ASKED })).toBe('until Mon 4 Jan 2027 09:00 (JST)');
    expect(plainLine(line, { ...JA, nowMs: ASKED })).toBe('until 2027年1月4日(月) 09:00 (JST)');
    expect(plainLine(line, EN)).toBe('until Mon 4 Jan 09:00 (JST)');
  });
});

test('everything has a reading without anything but text', () => {
  const line = say`${code('aws')} ${link('https://a.example', 'here')} ${{ channel: 'C1' }}`;
  expect(plainLine(line, EN)).toBe('aws here C1');
});
