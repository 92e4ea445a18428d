/** The shape of a source file: its name, its first sentence, its width, and what a port may ask. */

import { blank } from './blank.ts';
import type { Breach, File } from './checkout.ts';

const WIDTH = 100;
const METHODS = 6;
/** Names that say nothing, so that everything ends up behind them. */
const EMPTY_NAMES = /^(utils?|helpers?|common|managers?|misc|shared|lib)$/;

export function nameBreaches({ path }: File): Breach[] {
  const parts = path.replace(/(\.test|\.config)?\.\w+$/, '').split('/');
  const words = parts.flatMap((part) => part.split(/[-.]/));
  const found: string[] = [];
  if (parts.at(-1) === 'index') found.push('is a barrel; import from the file that has it');
  if (words.some((word) => EMPTY_NAMES.test(word))) found.push('has a name that says nothing');
  if (parts.some((part) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(part))) found.push('is not kebab-case');
  return found.map((what) => `${path} ${what}`);
}

/** The first thing in a file is a sentence that says what it is for. */
export function opening({ path, text }: File): Breach[] {
  const doc = /^(?:#!.*\n)?\/\*\*([\s\S]*?)\*\//.exec(text)?.[1];
  if (doc === undefined) return [`${path} does not open with a docstring`];
  const said = doc.replaceAll(/^\s*\* ?/gm, '').trim();
  return /^\S+\s+\S+\s[\s\S]*[.:?]/.test(said) ? [] : [`${path} opens with less than a sentence`];
}

export function wideLines({ path, text }: File): Breach[] {
  return text
    .split('\n')
    .map((line, index) => ({ at: `${path}:${index + 1}`, columns: [...line].length }))
    .filter(({ columns }) => columns > WIDTH)
    .map(({ at, columns }) => `${at} has ${columns} columns of ${WIDTH}`);
}

/** A re-export of everything is a barrel by another name. */
export function barrels({ path, text }: File): Breach[] {
  return /^export \* /m.test(blank(text).codeOnly) ? [`${path} re-exports everything`] : [];
}

/** A port that asks for more is two ports. */
export function wideInterfaces({ path, text }: File): Breach[] {
  const code = blank(text).codeOnly;
  return [...code.matchAll(/\binterface (\w+)[^{]*\{/g)].flatMap(({ 1: name, index, 0: head }) => {
    const methods = methodsOf(code, index + head.length);
    return methods > METHODS ? [`${path} ${name} has ${methods} methods of ${METHODS}`] : [];
  });
}

/** Counts calls at the interface's own level: `name(…)`, `name<T>(…)`, `name: (…) =>`. */
function methodsOf(code: string, from: number): number {
  let depth = 1;
  let body = '';
  for (let at = from; at < code.length && depth > 0; at++) {
    const here = code[at] ?? '';
    if ('}])'.includes(here)) depth--;
    if (depth === 1 || (depth === 2 && here === '(')) body += here;
    if ('{[('.includes(here)) depth++;
  }
  const member =
    /(?:^|[;{\n])\s*(?:readonly\s+)?\w+\??\s*(?:<[^;()]*>)?\s*(?::\s*)?(?:<[^;()]*>)?\(/g;
  return [...body.matchAll(member)].length;
}
