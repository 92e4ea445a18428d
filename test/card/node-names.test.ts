/** Names of nodes on the card: with their ids, in the brackets of the language it is read in. */

import { expect, test } from 'vitest';
import { factsOf } from '../../src/card/facts.ts';
import { plainLine } from '../../src/card/line.ts';
import { EN, JA, opened, view } from './case-story.ts';

test('names of nodes stand with their ids, in the brackets of the language', () => {
  const nodeNames = { 'i-0123456789abcdef0': 'web-01', 'i-0fedcba9876543210': '踏み台' };
  const file = opened({ nodeNames });
  const said = [EN, JA].map((reader) => {
    const facts = factsOf(view(file, '18:03', reader)).map(({ value }) => plainLine(value, reader));
    return facts.find((fact) => fact.includes('web-01'));
  });
  expect(said).toEqual([
    'web-01 (i-0123456789abcdef0), 踏み台 (i-0fedcba9876543210)',
    'web-01（i-0123456789abcdef0）、踏み台（i-0fedcba9876543210）',
  ]);
});
