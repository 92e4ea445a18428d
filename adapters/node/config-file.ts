/** Reads the configuration from its file, and writes a first one. */

import { existsSync, readFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ParsedConfig } from '../../src/config/parse.ts';
import type { Beside } from '../../src/config/shape.ts';
import { Fault } from '../../src/kernel/fault.ts';

/** How the text is understood is the core's; it is handed in as `parseConfig`. */
type Parse = (text: string, fileName: string, beside: Beside) => ParsedConfig;

/** A file that cannot be read is a problem of the configuration like any other. */
export async function readConfigFile(path: string, parse: Parse): Promise<ParsedConfig> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    const code = codeOf(error);
    const advice = code === 'ENOENT' ? FIRST : '';
    const message = `${saidOf(code)}${advice}`;
    return { ok: false, problems: [{ file: path, line: 1, column: 1, path: '', message }] };
  }
  return parse(text, path, besideOf(dirname(path)));
}

/** Files that the configuration names: they lie in its folder, or below it. */
function besideOf(folder: string): Beside {
  return (name) => {
    try {
      return { text: readFileSync(join(folder, name), 'utf8') };
    } catch (error) {
      return saidOf(codeOf(error));
    }
  };
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
const saidOf = (code: string): string => SAID[code] ?? `cannot be read (${code})`;
const FIRST = '; begin with a copy of prod-access.example.yml or with npx prod-access init';

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
  ENOENT: 'does not exist',
  EACCES: 'may not be read by this user',
  EISDIR: 'is a directory',
};
