/** The few words of Teams (`dialog.ts`, `teams-words.ts`), in both languages. */

import { expect, test } from 'vitest';
import { dialogWords } from '../../src/card/words/dialog.ts';
import { TEAMS_WORDS } from '../../src/card/words/teams-words.ts';

test('say the same in both languages, and each in its own', () => {
  const [en, ja] = [dialogWords('en'), dialogWords('ja')];
  expect(Object.keys(ja)).toEqual(Object.keys(en));
  expect(Object.keys(TEAMS_WORDS.ja)).toEqual(Object.keys(TEAMS_WORDS.en));
  for (const words of Object.values(en)) expect(words).toMatch(/^[\u0020-\u007e]+$/);
  for (const words of Object.values(ja)) expect(words).toMatch(/[\p{Script=Hiragana}]/u);
});

test('promise a message only where one comes, and name no other chat', () => {
  const all = [...Object.values(dialogWords('en')), ...Object.values(dialogWords('ja'))];
  for (const words of all) expect(words).not.toMatch(/slack|workspace/i);
});
