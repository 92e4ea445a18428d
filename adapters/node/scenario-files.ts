/** Finds and reads the scenario files of a configuration. */

import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Problem } from '../../src/config/problem.ts';
import { whyNotRead } from './config-file.ts';

/** In the folder of the configuration, and in those of its policies; in alphabetical order. */
export async function findScenarios(
  config: string,
  policies: readonly string[],
): Promise<readonly string[]> {
  const home = dirname(config);
  const folders = new Set([home, ...policies.map((name) => dirname(join(home, name)))]);
  const found: string[] = [];
  for (const folder of folders) {
    const names = await readdir(folder).catch(() => []);
    const ours = names.filter((name) => name.endsWith('.scenarios.yml'));
    found.push(...ours.sort().map((name) => join(folder, name)));
  }
  return found;
}

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
