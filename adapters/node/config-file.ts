/** Reads the configuration from its file. */

import { readFile } from 'node:fs/promises';
import type { ParsedConfig } from '../../src/config/parse.ts';

/** How the text is understood is the core's; it is handed in as `parseConfig`. */
type Parse = (text: string, fileName: string) => ParsedConfig;

/** A file that cannot be read is a problem of the configuration like any other. */
export async function readConfigFile(path: string, parse: Parse): Promise<ParsedConfig> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    const message = SAID[code] ?? `cannot be read (${code})`;
    return { ok: false, problems: [{ file: path, line: 1, column: 1, path: '', message }] };
  }
  return parse(text, path);
}

const SAID: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist; begin with a copy of prod-access.example.yml, or set PROD_ACCESS_CONFIG',
  EACCES: 'may not be read by this user',
  EISDIR: 'is a directory',
};
