/** How many a list may have, and what is said where it has not. */

import type { Place, Reading } from './shape.ts';

export interface Counts {
  readonly min?: number;
  readonly max?: number;
  /** What is wrong with one that is empty. */
  readonly none?: string;
}

export function isCounted(
  at: Place,
  count: number,
  { min = 0, max = Infinity, none }: Counts,
  reading: Reading,
): boolean {
  if (count >= min && count <= max) return true;
  const what = count < min ? `at least ${min}` : `at most ${max}`;
  const said = `expected ${what} here, got ${count === 0 ? 'an empty list' : count}`;
  reading.report(at, count === 0 && none !== undefined ? none : said);
  return false;
}
