/** Whether two patterns have a text in common. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { actionsMeet, patternsMeet } from '../../src/catalog/pattern.ts';

describe('patterns', () => {
  test.each([
    ['a*', '*b', true],
    ['a*', 'b*', false],
    ['iam:P??UserPolicy', 'iam:PutUserPolicy', true],
    ['iam:P?UserPolicy', 'iam:PutUserPolicy', false],
    ['*', '', true],
    ['?', '', false],
    ['', '', true],
    ['**', '*', true],
    ['a*b*c', 'a?c', true],
    ['a*b*c', 'a?d', false],
    ['arn:aws:iam::*:role/x', 'arn:aws:iam::111122223333:role/x', true],
    ['session/${aws:username}-*', 'session/aiko-1', true],
    ['arn:*', 'Arn:*', false],
  ])('%s and %s meet: %s', (left, right, meet) => {
    expect(patternsMeet(left, right)).toBe(meet);
    expect(patternsMeet(right, left)).toBe(meet);
  });

  test('of actions do not care about case', () => {
    expect(actionsMeet('IAM:Put*', 'iam:putUSERpolicy')).toBe(true);
  });

  test('meet exactly when some short text of two letters is matched by both', () => {
    const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 5 });
    const texts = shortTexts(10);
    const matcher = (each: string) =>
      new RegExp(`^${each.replaceAll('*', '[ab]*').replaceAll('?', '[ab]')}$`);
    fc.assert(
      fc.property(pattern, pattern, (left, right) => {
        const [one, other] = [matcher(left), matcher(right)];
        expect(patternsMeet(left, right)).toBe(texts.some((t) => one.test(t) && other.test(t)));
      }),
    );
  });

  test('are answered at once, however many stars they have', () => {
    const started = performance.now();
    expect(patternsMeet(`${'*a'.repeat(500)}x`, `${'a*'.repeat(500)}y`)).toBe(false);
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});

/** Every text of a and b of at most this length: enough, since the patterns are shorter. */
function shortTexts(length: number): readonly string[] {
  const all = [''];
  for (const text of all) if (text.length < length) all.push(`${text}a`, `${text}b`);
  return all;
}
