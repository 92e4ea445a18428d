/** A36: titles that look alike, of which somebody could approve the wrong one. */

import { expect, test } from 'vitest';
import { EXAMPLE, edited, problemsOf } from './example.ts';

const DB = '{ en: "Production database, read and write", ja: 本番データベース（読み書き） }';
const titled = (title: string) => edited([DB, title]);

test.each([
  ['Pr\u043eduction database', 'mixes Latin and Cyrillic letters'],
  ['\u0391ll of production', 'mixes Latin and Greek letters'],
  ['production  LOGS, read only', 'looks like the title of'],
  ['Ｐroduction logs, read only', 'looks like the title of'],
])('%s is refused where it stands', (title, words) => {
  const [problem, ...others] = problemsOf(titled(JSON.stringify(title)));
  expect(others).toEqual([]);
  expect(problem).toContain(words);
  expect(problem).toMatch(/^\d+:\d+ /);
});

test.each(['Productionデータベース', 'Продакшен', '本番 DB', 'Café crème'])(
  '%s is not',
  (title) => {
    expect(problemsOf(titled(JSON.stringify(title)))).toEqual([]);
  },
);

test('the example is sound', () => {
  expect(problemsOf(EXAMPLE)).toEqual([]);
});
