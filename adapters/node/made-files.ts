/** Writes files that a command made, into a folder of the operator's. */

import { mkdir, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Fault } from '../../src/kernel/fault.ts';

export interface MadeFile {
  readonly name: string;
  readonly text: string;
}

export type Written =
  | { readonly ok: true; readonly paths: readonly string[] }
  /** These are there already; nothing was written. */
  | { readonly ok: false; readonly there: readonly string[] };

/** All of them or, where one would be overwritten that should not, none. */
export async function writeMade(
  folder: string,
  files: readonly MadeFile[],
  force: boolean,
): Promise<Written> {
  const made = files.map(({ name, text }) => ({ path: join(folder, name), text }));
  const there = made.map(({ path }) => path).filter((path) => existsSync(path));
  if (there.length > 0 && !force) return { ok: false, there };
  try {
    if (made.length > 0) await mkdir(folder, { recursive: true });
    for (const { path, text } of made) {
      await writeFile(path, text, { flag: force ? 'w' : 'wx', mode: 0o644 });
    }
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new Fault('cannot-start', `Files could not be written to ${folder}: ${why}`, { cause });
  }
  return { ok: true, paths: made.map(({ path }) => path) };
}
