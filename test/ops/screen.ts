/** A terminal that keeps what is said, and what is complained of. */

import type { Terminal } from '../../src/ops/terminal.ts';

export interface Screen extends Terminal {
  readonly out: string[];
  readonly err: string[];
}

export function screen(): Screen {
  const out: string[] = [];
  const err: string[] = [];
  return {
    out,
    err,
    say: (text) => void out.push(text),
    complain: (text) => void err.push(text),
    write: (text) => void out.push(text),
  };
}

/** Times to the minute: a turned clock goes on while a test runs. */
export const minutes = (texts: readonly string[]): string[] =>
  texts.map((text) => text.replaceAll(/(T\d\d:\d\d):\d\dZ/g, '$1Z'));
