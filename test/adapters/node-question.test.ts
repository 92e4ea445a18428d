/** A question at the terminal: a line is an answer, and a terminal that closes is none. */

import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { askLine } from '../../adapters/node/question.ts';

test('the line that is typed is the answer', async () => {
  const [input, output] = [new PassThrough(), new PassThrough()];
  const answer = askLine('Which? ', input, output, () => {});
  input.write('111122223333\nand more');
  expect(await answer).toBe('111122223333');
  expect(String(output.read())).toBe('Which? ');
});

test('a terminal that closes has typed nothing', async () => {
  const [input, output] = [new PassThrough(), new PassThrough()];
  const answer = askLine('Which? ', input, output, () => {});
  input.end();
  expect(await answer).toBe('');
});
