/** Questions at a terminal: answered, no more answered, and nobody there. */

import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { createQuestions } from '../../adapters/node/questions.ts';

function terminal(isTTY: boolean) {
  const input = Object.assign(new PassThrough(), { isTTY });
  const output = new PassThrough();
  return { input, output, questions: createQuestions({ input, output }) };
}

test('an answer is a line, and each question has its own', async () => {
  const { input, output, questions } = terminal(true);
  const first = questions.ask('Channel: ');
  input.write('C0APPROVE1\n');
  expect(await first).toBe('C0APPROVE1');
  const second = questions.ask('Who: ');
  input.write('S0LEADS001\n');
  expect(await second).toBe('S0LEADS001');
  expect(String(output.read())).toContain('Channel: ');
  questions.close();
});

test('who leaves answers nothing more, and holds nothing up', async () => {
  const { input, questions } = terminal(true);
  const asked = questions.ask('Channel: ');
  input.end();
  expect(await asked).toBeUndefined();
  expect(await questions.ask('Who: ')).toBeUndefined();
});

test('without a terminal nobody is asked', async () => {
  const { output, questions } = terminal(false);
  expect(await questions.ask('Channel: ')).toBeUndefined();
  expect(output.read()).toBeNull();
  questions.close();
});
