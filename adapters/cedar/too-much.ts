/**
 * What is too much for Cedar to read, found before it tries: its stack is small, and once it ran
 * over, Cedar answers nothing more in this process, to nobody.
 */

import type { Problem } from '../../src/config/problem.ts';
import { problemAt } from './problems.ts';
import type { Statement } from './statements.ts';

/** About a third of the brackets, and half of the signs, at which it runs over. */
const DEEPEST = 40;
const MOST_JOINED = 1_000;

export function tooMuch(statement: Statement): readonly Problem[] {
  let depth = 0;
  let joined = 0;
  for (const { 0: sign, index } of statement.code.matchAll(SIGNS)) {
    if ('([{'.includes(sign)) depth += 1;
    else if (')]}'.includes(sign)) depth -= 1;
    else if (!sign.startsWith('"')) joined += 1;
    if (depth > DEEPEST) {
      return [problemAt(statement, index, `has more than ${DEEPEST} brackets within each other`)];
    }
    if (joined > MOST_JOINED) {
      const advice = 'ask whether it is `in` or `contains`, or split it into several statements';
      const message = `has more than ${MOST_JOINED} of && and || in one statement; ${advice}`;
      return [problemAt(statement, index, message)];
    }
  }
  return [];
}

/** Texts are passed over whole. */
const SIGNS = /"(?:[^"\\]|\\[^])*"|&&|\|\||[([{)\]}]/g;
