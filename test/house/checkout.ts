/** The checkout as the house sees it: every file that is part of the project, or about to be. */

import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

export interface File {
  /** From the root of the checkout, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

/** A broken rule: where, and what to do about it. */
export type Breach = string;

export const ROOT = join(import.meta.dirname, '..', '..');

/** What git keeps, and what it would keep if somebody added it: a rule should speak up in time. */
export const checkout: readonly File[] = execFileSync(
  'git',
  ['ls-files', '-z', '--cached', '--others', '--exclude-standard'],
  { cwd: ROOT, encoding: 'utf8' },
)
  .split('\0')
  .filter((path) => path !== '' && isText(path) && isFile(path))
  .map((path) => ({ path, text: read(path) }));

/** The files we write in: TypeScript, and the launcher. */
export const sources = checkout.filter(({ path }) =>
  /^(src|adapters|test|tools|bin)\/.*\.(ts|mjs)$/.test(path),
);

export const under = (...folders: string[]): readonly File[] =>
  sources.filter(({ path }) => folders.some((folder) => path.startsWith(`${folder}/`)));

function isText(path: string): boolean {
  return !/\.(png|jpe?g|gif|webp|ico|woff2?|zip|gz|db)$/.test(path);
}

function isFile(path: string): boolean {
  return holds(path) && statSync(join(ROOT, path)).isFile();
}

/** Whether the checkout holds a file or a folder of this name. */
export function holds(path: string): boolean {
  return existsSync(join(ROOT, path));
}

export function read(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}
