/** Finds and reads the scenario files of a configuration. */

import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Problem } from '../../src/config/problem.ts';
import { whyNotRead } from './config-file.ts';

/**
 * In the folder of the configuration, and in those of its policies; in alphabetical order. What is
 * named as another configuration beside it belongs to that one: `other.scenarios.yml`.
 */
export async function findScenarios(
  config: string,
  policies: readonly string[],
): Promise<readonly string[]> {
  const home = dirname(config);
  const folders = new Set([home, ...policies.map((name) => dirname(join(home, name)))]);
  const found: string[] = [];
  for (const folder of folders) {
    const names: readonly string[] = await readdir(folder).catch(() => []);
    const isOurs = (name: string) => {
      const of = name.replace(ENDING, '.yml');
      return of !== name && (of === basename(config) || !names.includes(of));
    };
    found.push(
      ...names
        .filter(isOurs)
        .sort()
        .map((name) => join(folder, name)),
    );
  }
  return found;
}

const ENDING = /\.scenarios\.yml$/;

type Read =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly problems: readonly Problem[] };

export async function readText(path: string): Promise<Read> {
  try {
    return { ok: true, text: await readFile(path, 'utf8') };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    const message = code === 'ENOENT' ? 'does not exist' : whyNotRead(error);
    return { ok: false, problems: [{ file: path, line: 1, column: 1, path: '', message }] };
  }
}
