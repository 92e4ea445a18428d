/** The words of the screens between a form and its outcome. */

import { describe, expect, test } from 'vitest';
import { checkingWords } from '../../src/card/words/checking.ts';

describe.each(['en', 'ja'] as const)('in %s', (locale) => {
  const words = checkingWords(locale);

  test('a title and a button are as short as Slack wants them', () => {
    expect(words.title.length).toBeLessThanOrEqual(24);
    expect(words.close.length).toBeLessThanOrEqual(24);
  });

  test('nothing is left unsaid, and nothing is shouted', () => {
    for (const said of Object.values(words)) expect(said).toMatch(/^[^!！]+$/);
  });

  test('who is not certain what happened is told where to look', () => {
    expect(words.failed).toContain('/prod-access mine');
  });
});
