/** Which module each file names, by what kind of import: the ground of the import law. */

import { builtinModules } from 'node:module';
import { dirname, join } from 'node:path/posix';
import { blank } from './blank.ts';
import type { File } from './checkout.ts';

export interface Import {
  readonly from: string;
  /** A path of the checkout, or the name of a package (`node:fs`, `@slack/bolt`). */
  readonly to: string;
  readonly line: number;
  /** `type`: gone at run time. `lazy`: loaded only when reached. */
  readonly kind: 'static' | 'type' | 'lazy';
  /** Whether `to` is a file of ours. */
  readonly own: boolean;
}

const FORMS: ReadonlyArray<{ readonly pattern: RegExp; readonly kind: Import['kind'] }> = [
  { pattern: /\b(?:import|export)\s+type\b[^'";]*?\bfrom\s*(['"])(.+?)\1/g, kind: 'type' },
  { pattern: /\b(?:import|export)\s+(?!type\b)[^'";]*?\bfrom\s*(['"])(.+?)\1/g, kind: 'static' },
  { pattern: /\bimport\s*(['"])(.+?)\1/g, kind: 'static' },
  { pattern: /\bimport\s*\(\s*(['"`])(.+?)\1/g, kind: 'lazy' },
];

const cache = new WeakMap<File, readonly Import[]>();

export function importsOf(file: File): readonly Import[] {
  const known = cache.get(file);
  if (known) return known;
  const found = read(file);
  cache.set(file, found);
  return found;
}

export const allImports = (files: readonly File[]): readonly Import[] => files.flatMap(importsOf);

/** `@slack/bolt` of `@slack/bolt/dist/App.js`. */
export function packageOf(name: string): string {
  return name
    .split('/')
    .slice(0, name.startsWith('@') ? 2 : 1)
    .join('/');
}

export const isBuiltin = (name: string): boolean =>
  name.startsWith('node:') || builtinModules.includes(name);

function read(file: File): Import[] {
  const { withText, codeOnly } = blank(file.text);
  return FORMS.flatMap(({ pattern, kind }) =>
    [...withText.matchAll(pattern)]
      // An import inside a string is a text about imports.
      .filter(({ index }) => /^(import|export)/.test(codeOnly.slice(index, index + 6)))
      .map((match) => {
        const name = match[2] ?? '';
        const own = name.startsWith('.');
        const to = own ? join(dirname(file.path), name) : name;
        const line = withText.slice(0, match.index).split('\n').length;
        return { from: file.path, to, line, kind, own };
      }),
  );
}
