/** The example file, whole or with a few words of it changed. */

import { readFileSync } from 'node:fs';
import type { Config } from '../../src/config/config.ts';
import { parseConfig } from '../../src/config/parse.ts';
import { problemLine } from '../../src/config/problem.ts';

export const EXAMPLE = readFileSync(
  new URL('../../prod-access.example.yml', import.meta.url),
  'utf8',
);

type Edit = readonly [from: string, to: string];

/** Each edit changes the first place where its text is found, and must find one. */
export function edited(...edits: readonly Edit[]): string {
  return edits.reduce((text, [from, to]) => {
    if (!text.includes(from)) throw new Error(`The example has no ${JSON.stringify(from)}.`);
    return text.replace(from, () => to);
  }, EXAMPLE);
}

/** Problems without the name of the file, as `12:16 path: message`. */
export function problemsOf(text: string): readonly string[] {
  const parsed = parseConfig(text, 'f');
  return parsed.ok ? [] : parsed.problems.map((problem) => problemLine(problem).slice(2));
}

export function warningsOf(text: string): readonly string[] {
  const parsed = parseConfig(text, 'f');
  if (!parsed.ok) throw new Error(parsed.problems.map(problemLine).join('\n'));
  return parsed.warnings.map((problem) => problemLine(problem).slice(2));
}

export function configOf(text: string): Config {
  const parsed = parseConfig(text, 'f');
  if (!parsed.ok) throw new Error(parsed.problems.map(problemLine).join('\n'));
  return parsed.config;
}
