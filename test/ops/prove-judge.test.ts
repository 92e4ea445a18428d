/** An answer of AWS against an assumption: when it differs, and what is said of it. */

import { describe, expect, test } from 'vitest';
import type { Question, Seen } from '../../src/ports/prover.ts';
import { EXPERIMENTS } from '../../src/ops/prove-experiments.ts';
import { proved } from '../../src/ops/prove-judge.ts';
import { QUESTIONS } from '../../src/ops/prove-questions.ts';

const judged = (question: Question, seen: Seen) => {
  const { verdict, seen: text, change } = proved('propagation', { question, seen });
  return { verdict, text, isAdvised: change !== '' };
};
const after = (...ms: readonly number[]): Seen => ({ kind: 'after', ms });
const NEVER: Seen = { kind: 'never', waitedMs: 150_000 };

describe('a time that was assumed', () => {
  test.each([
    ['kept each time', after(900, 15_000, 0), 'as assumed', 'after 0.9, 15.0, 0.0 s'],
    ['broken once', after(900, 15_100, 0), 'differs', 'after 0.9, 15.1, 0.0 s'],
    ['kept by clocks a shade apart', after(-4_900), 'as assumed', 'after -4.9 s'],
    ['over before it began', after(-5_100), 'differs', 'after -5.1 s'],
    ['waited for in vain', NEVER, 'differs', 'not within 2.5 min'],
  ] as const)('%s', (_, seen, verdict, text) => {
    const isAdvised = verdict === 'differs';
    expect(judged('delete-user-policy', seen)).toEqual({ verdict, text, isAdvised });
  });
});

test('what is not assumed to come about differs when it does', () => {
  expect(judged('port-forgets-longest', NEVER)).toMatchObject({ verdict: 'as assumed' });
  expect(judged('port-forgets-longest', after(2_000))).toMatchObject({
    verdict: 'differs',
    isAdvised: true,
  });
});

test('a no in the words of AWS differs, and what was not told is neither', () => {
  const no: Seen = { kind: 'no', detail: 'iam is not supported' };
  expect(judged('scheduler-takes-iam', no)).toEqual({
    verdict: 'differs',
    text: 'no: iam is not supported',
    isAdvised: true,
  });
  const untold: Seen = { kind: 'untold', why: 'the 15 minutes were over' };
  expect(judged('scheduler-takes-iam', untold)).toEqual({
    verdict: 'not told',
    text: 'the 15 minutes were over',
    isAdvised: false,
  });
});

test('every question is asked by one experiment, and every assumption names a place', () => {
  const asked = EXPERIMENTS.flatMap(({ questions }) => questions);
  expect(asked.toSorted()).toEqual(Object.keys(QUESTIONS).toSorted());
  for (const { where, change } of Object.values(QUESTIONS)) {
    expect(where).not.toBe('');
    expect(change).toMatch(/\.$/);
  }
});
