/** The configuration as a file with others beside it, which somebody may change at any time. */

import { readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ParsedConfig } from '../../src/config/parse.ts';
import type { Beside } from '../../src/config/shape.ts';
import type { ConfigSource } from '../../src/config/source.ts';
import { digestOf } from '../../src/kernel/digest.ts';
import { besideOf, whyNotRead } from './config-file.ts';

type Parse = (text: string, fileName: string, beside: Beside) => ParsedConfig;

export function createConfigSource(path: string, parse: Parse): ConfigSource {
  let besides: readonly string[] = [];
  return {
    stamp: () => [path, ...besides].map(stampOf).join('\n'),
    read() {
      const read = new Map<string, ReturnType<Beside>>();
      const beside: Beside = (name) => {
        const found = read.get(name) ?? besideOf(path)(name);
        read.set(name, found);
        return found;
      };
      const found = textAt(path);
      const parsed =
        typeof found === 'string' ? missing(path, found) : parse(found.text, path, beside);
      besides = [...read.keys()].map((name) => join(dirname(path), name));
      return { parsed, content: digestOf([found, [...read]]) };
    },
  };
}

function textAt(path: string): { readonly text: string } | string {
  try {
    return { text: readFileSync(path, 'utf8') };
  } catch (error) {
    return whyNotRead(error);
  }
}

const missing = (file: string, message: string): ParsedConfig => {
  return { ok: false, problems: [{ file, line: 1, column: 1, path: '', message }] };
};

/** A file that is put in the place of another has another number, whatever its times are. */
function stampOf(path: string): string {
  try {
    const { ino, mtimeMs, size } = statSync(path);
    return `${ino} ${mtimeMs} ${size}`;
  } catch (error) {
    // Read it will be refused with a sentence, and the bot goes on with what it has.
    return whyNotRead(error);
  }
}
