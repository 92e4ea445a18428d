/** Texts that a statement compares with something of which all that there can be is known. */

import type { NameAt, Statement } from './statements.ts';

/** What is compared: the last word of its path, as in `context.frozen`. */
export type Compared = keyof typeof OF;

const OF = {
  frozen: 'context',
  date: 'context',
  weekdayName: 'context',
  targetKinds: 'context',
  kinds: 'resource',
  id: 'resource',
  name: 'principal',
} as const;

const TEXT = String.raw`"(?:[^"\\]|\\[^])*"`;
const TEXTS = String.raw`\[[^\]]*\]`;

/** Written either way round, alone or in a set. */
function ways(word: Compared): readonly RegExp[] {
  const path = String.raw`\b${OF[word]}\s*(?:\.\s*${word}\b|\[\s*"${word}"\s*\])`;
  return [
    String.raw`${path}\s*(?:[=!]=\s*|\.\s*contains(?:All|Any)?\s*\(\s*)(${TEXT}|${TEXTS})`,
    String.raw`(${TEXT})\s*[=!]=\s*${path}`,
    String.raw`(${TEXTS})\s*\.\s*contains(?:All|Any)?\s*\(\s*${path}`,
  ].map((way) => new RegExp(way, 'g'));
}

const WAYS = new Map((Object.keys(OF) as Compared[]).map((word) => [word, ways(word)] as const));

export function comparedIn({ code }: Statement, word: Compared): readonly NameAt[] {
  return (WAYS.get(word) ?? []).flatMap((way) =>
    [...code.matchAll(way)].flatMap(({ 0: all, 1: texts = '', index }) => {
      const from = index + all.indexOf(texts);
      return [...texts.matchAll(new RegExp(TEXT, 'g'))].map((found) => {
        return { name: found[0].slice(1, -1), at: from + found.index };
      });
    }),
  );
}
