/** What is well formed and still unsound: dangerous, out of reach, or said twice. */

import type { Config } from './config.ts';

export interface Finding {
  readonly severity: 'error' | 'warning';
  /** Where in the file: `rules[0].levels[1]`. */
  readonly path: string;
  readonly message: string;
}

export function checkConfig(_config: Config): readonly Finding[] {
  return [];
}
