/** Reads the configuration from its file, and writes a first one. */

import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, sep } from 'node:path';
import { Fault } from '../../src/kernel/fault.ts';
import type { ParsedConfig } from '../../src/config/parse.ts';

/** How the text is understood is the core's; it is handed in as `parseConfig`. */
type Parse = (text: string, fileName: string, beside: Beside) => ParsedConfig;
type Beside = (path: string) => { readonly text: string } | string;

/** A file that cannot be read is a problem of the configuration like any other. */
export async function readConfigFile(path: string, parse: Parse): Promise<ParsedConfig> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    const problem = { file: path, line: 1, column: 1, path: '', message: whyNotRead(error) };
    return { ok: false, problems: [problem] };
  }
  return parse(text, path, besideOf(path));
}

/** What it names lies in its own folder, or deeper: a link out of it is not followed. */
export function besideOf(path: string): Beside {
  const folder = dirname(path);
  return (name) => {
    try {
      const found = realpathSync(join(folder, name));
      // Names may begin with two dots, as those that Kubernetes mounts.
      const inside = relative(realpathSync(folder), found);
      if (inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside)) {
        return `leads out of the folder of ${basename(path)}`;
      }
      const text = readFileSync(found, 'utf8');
      return text.length > MOST_CHARACTERS ? 'is longer than a million characters' : { text };
    } catch (error) {
      const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
      return isMissing ? `does not exist beside ${basename(path)}` : whyNotRead(error);
    }
  };
}

const MOST_CHARACTERS = 1_000_000;

/** As one sentence, without its full stop. */
export function whyNotRead(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  return SAID[code] ?? `cannot be read (${code})`;
}

export interface ConfigTarget {
  readonly isThere: boolean;
  /** Whatever was there is lost; what came since it was looked at is not. */
  write(text: string): Promise<void>;
}

export function configTarget(path: string): ConfigTarget {
  const isThere = existsSync(path);
  return {
    isThere,
    async write(text) {
      try {
        await writeFile(path, text, { flag: isThere ? 'w' : 'wx', mode: 0o644 });
      } catch (cause) {
        const why = cause instanceof Error ? cause.message : String(cause);
        throw new Fault('cannot-start', `${path} could not be written: ${why}`, { cause });
      }
    },
  };
}

const SAID: Readonly<Record<string, string>> = {
  ENOENT:
    'does not exist; begin with a copy of prod-access.example.yml or with npx prod-access init',
  EACCES: 'may not be read by this user',
  EISDIR: 'is a directory',
};
