/** Failures as a user of the command line reads them. */

import { expect, test } from 'vitest';
import { Fault } from '../../src/kernel/fault.ts';
import { failureOf } from '../../src/ops/failure.ts';

test.each([
  ['store-failed', 78],
  ['cannot-start', 78],
  ['chat-refused', 78],
  ['aws-unreachable', 1],
] as const)('what is known to go wrong (%s) is a sentence, with %i', (code, exit) => {
  const failure = failureOf(new Fault(code, 'It is so.'), []);
  expect(failure.code).toBe(exit);
  expect(failure.text).toMatch(/^It is so\.[^\n]*$/);
});

test('wrong usage is 64, without a trace', () => {
  const error = Object.assign(new Error("Option '--to <value>' argument missing"), {
    code: 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE',
  });
  expect(failureOf(error, ['to'])).toEqual({
    text: '--to needs a value. Try: npx prod-access help',
    code: 64,
  });
});

test('the unexpected keeps its trace', () => {
  const { text, code } = failureOf(new TypeError('x is not a function'), []);
  expect(code).toBe(1);
  expect(text).toContain('    at ');
});

test('what is thrown and is no error is said as it is', () => {
  expect(failureOf('gone', [])).toEqual({ text: 'gone', code: 1 });
});
