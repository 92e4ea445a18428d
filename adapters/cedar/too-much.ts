/**
 * What is too much for Cedar to read, found before it tries: its stack is small, and once it ran
 * over, Cedar answers nothing more in this process, to nobody.
 */

import type { Problem } from '../../src/config/problem.ts';
import { problemAt } from './problems.ts';
import type { Statement } from './statements.ts';

/** Each far below what it runs over at: a third of the brackets, two thirds of the rest. */
const DEEPEST = 40;
const MOST_JOINED = 1_000;
const MOST_CHAINED = 300;

export function tooMuch(statement: Statement): readonly Problem[] {
  let [depth, joined, chained] = [0, 0, 0];
  for (const { 0: sign, index } of statement.code.matchAll(SIGNS)) {
    if (sign === '[') chained += 1;
    if ('([{'.includes(sign)) depth += 1;
    else if (')]}'.includes(sign)) depth -= 1;
    else if (sign === '.') chained += 1;
    else if (!sign.startsWith('"')) {
      chained = 0;
      joined += WEIGHTS[sign] ?? 0;
    }
    const message = wrongWith(depth, joined, chained);
    if (message !== undefined) return [problemAt(statement, index, message)];
  }
  return [];
}

function wrongWith(depth: number, joined: number, chained: number): string | undefined {
  if (depth > DEEPEST) return `has more than ${DEEPEST} brackets within each other`;
  if (chained > MOST_CHAINED) return `has more than ${MOST_CHAINED} dots and indices in a row`;
  if (joined <= MOST_JOINED) return undefined;
  const advice = 'ask whether it is `in` or `contains`, or split it into several statements';
  const what = `more than ${MOST_JOINED} of && and || in one statement`;
  return `has ${what} (+, - and * count as well, and an if as three); ${advice}`;
}

/** How much each takes of the stack. What only ends a chain of dots takes none. */
const WEIGHTS: Readonly<Record<string, number>> = {
  '&&': 1,
  '||': 1,
  '+': 1,
  '-': 1,
  '*': 1,
  if: 3,
};

/** Texts are passed over whole. */
const SIGNS = /"(?:[^"\\]|\\[^])*"|&&|\|\||[([{)\]}.,;+*<>-]|[=!]=|\b(?:if|in|has|like|is)\b/g;
