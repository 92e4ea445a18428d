/** The few words that Teams needs besides, in both languages. */

import { expect, test } from 'vitest';
import { dialogWords } from '../../src/card/words/dialog.ts';

test('each language has all of them, in its own writing, and speaks of no other chat', () => {
  const [english, japanese] = [dialogWords('en'), dialogWords('ja')];
  expect(Object.keys(japanese)).toEqual(Object.keys(english));
  for (const words of Object.values(english)) expect(words).toMatch(/^[\x20-\x7e]+$/);
  for (const words of Object.values(japanese)) expect(words).toMatch(/[\u3040-\u30ff]/);
  const all = [...Object.values(english), ...Object.values(japanese)].join();
  expect(all).not.toContain('Slack');
});
