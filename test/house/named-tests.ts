/** Tests that a document names, as `story/approving`: "part of a title": they have to be there. */

import type { Breach, File } from './checkout.ts';

/** Of the rows of a document. An ellipsis in a title stands for whatever is left out of it. */
export function lostTests(document: File, all: readonly File[]): Breach[] {
  return document.text.split('\n').flatMap((line, index) => {
    if (!line.startsWith('| ')) return [];
    const at = `${document.path}:${index + 1}`;
    return namesIn(line).flatMap(({ name, titles }): Breach[] => {
      const isNamed = ({ path }: File) =>
        [`test/${name}.test.ts`, `test/${name}.ts`].includes(path);
      const text = all.filter(isNamed).map((file) => spoken(file.text));
      if (text.length === 0) return [`${at} names the tests ${name}, which are not there`];
      return titles
        .filter((title) => !text.some((one) => isSaid(title, one)))
        .map((title) => `${at} names “${title}”, which ${name} does not say`);
    });
  });
}

/** Ids of the first column that are missing, doubled, or out of order. */
export function strayIds(document: File, wanted: readonly string[]): Breach[] {
  const found = [...document.text.matchAll(/^\| ([A-Z]\d{2}) \|/gm)].map(([, id = '']) => id);
  return wanted.join() === found.join()
    ? []
    : [`${document.path} has ${found.join()} and not ${wanted.join()}`];
}

interface Named {
  readonly name: string;
  readonly titles: readonly string[];
}

const namesIn = (line: string): readonly Named[] =>
  [...line.matchAll(/`([\w.-]+(?:\/[\w.-]+)+)`((?::? ?"[^"]+"(?:, "[^"]+")*)?)/g)].map(
    ([, name = '', quoted = '']) => ({
      name,
      titles: [...quoted.matchAll(/"([^"]+)"/g)].map(([, title = '']) => title),
    }),
  );

/** Without what no test says when it runs. */
const spoken = (text: string): string =>
  text.replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '').replaceAll("\\'", "'");

/** Each piece between ellipses, one after the other, in one line of the source. */
function isSaid(title: string, text: string): boolean {
  const pieces = title.split('…').map((piece) => piece.trim());
  const pattern = pieces.map((piece) => piece.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('.*');
  return new RegExp(pattern).test(text);
}
