/** Whether an answer is one that its question takes. */

import type { Question } from './entitlement.ts';

/** What it takes instead, in a few words; undefined for an answer that fits. */
export function unfitAnswer(
  { allowed, pattern, example }: Pick<Question, 'allowed' | 'pattern' | 'example'>,
  answer: string,
): string | undefined {
  if (allowed && !allowed.includes(answer)) return allowed.join(', ');
  if (pattern === undefined || patternOf(pattern).test(answer)) return undefined;
  return example ?? pattern;
}

/** Of the whole answer: what is found somewhere in it does not count. */
export const patternOf = (pattern: string): RegExp => new RegExp(`^(?:${pattern})$`, 'u');
