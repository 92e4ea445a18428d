/** What documents promise: links that lead somewhere, pictures that exist, commands that run. */

import { dirname, join } from 'node:path/posix';
import type { Breach, File } from './checkout.ts';

/** Links to files of the project, and to headings in them; the web is not ours to check. */
export function deadLinks(file: File, all: readonly File[], holds: (path: string) => boolean) {
  return linksOf(file.text).flatMap(({ link, line }): Breach[] => {
    const [path = '', anchor] = link.split('#');
    const to = path === '' ? file.path : join(dirname(file.path), decodeURIComponent(path));
    const at = `${file.path}:${line}`;
    if (!holds(to)) return [`${at} links to ${to}, which is not there`];
    const target = all.find((one) => one.path === to);
    if (anchor === undefined || !target?.path.endsWith('.md')) return [];
    return anchorsOf(target.text).has(anchor) ? [] : [`${at}: ${to} has no heading #${anchor}`];
  });
}

/** `npm run check`, `npm test`, `npx prod-access doctor`: the words after the program. */
export function commandsOf(
  file: File,
): ReadonlyArray<{ readonly at: string; readonly words: string[] }> {
  return file.text.split('\n').flatMap((text, index) =>
    [...text.matchAll(/\b(npm|npx)((?: +[\w@./:=<>-]+)+)/g)].map((match) => ({
      at: `${file.path}:${index + 1}`,
      words: `${match[1]}${match[2]}`.split(/ +/),
    })),
  );
}

/** The script of package.json that a command runs; `undefined` if it runs none. */
export function scriptOf([program, verb, name]: readonly string[]): string | undefined {
  if (program !== 'npm') return undefined;
  if (verb === 'run' || verb === 'run-script') return name;
  return verb === 'test' || verb === 'start' ? verb : undefined;
}

function linksOf(text: string): Array<{ link: string; line: number }> {
  const plain = text.replaceAll(/```[\s\S]*?```|`[^`\n]*`/g, (code) =>
    code.replaceAll(/[^\n]/g, ' '),
  );
  const forms = [
    /\]\(\s*<?([^)\s>]+)>?[^)]*\)/g,
    /^\[[^\]]+\]:\s+(\S+)/gm,
    /\b(?:src|href)="([^"]+)"/g,
  ];
  return forms
    .flatMap((form) => [...plain.matchAll(form)])
    .map((match) => ({
      link: match[1] ?? '',
      line: plain.slice(0, match.index).split('\n').length,
    }))
    .filter(({ link }) => !/^[a-z][a-z+.-]*:/i.test(link));
}

/** Headings as the web pages of code hosts name them. */
function anchorsOf(text: string): ReadonlySet<string> {
  const headings = text.replaceAll(/```[\s\S]*?```/g, '').matchAll(/^#{1,6} +(.+?) *#*$/gm);
  return new Set(
    [...headings].map(({ 1: heading = '' }) =>
      heading
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
        .replaceAll(' ', '-'),
    ),
  );
}
