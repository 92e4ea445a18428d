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
