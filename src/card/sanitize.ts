/** Foreign text made harmless to read: nothing invisible, nothing that turns its neighbours. */

import { graphemes } from './graphemes.ts';

/**
 * At most `max` graphemes, ending in `…` when there were more. Line breaks stay; whatever cannot
 * be seen goes: control characters, direction marks, zero-width signs, towers of accents.
 */
export function cleanText(text: string, max: number): string {
  return clipGraphemes(visible(text), max);
}

/** As `cleanText`, on a single line. */
export function cleanLine(text: string, max: number): string {
  return clipGraphemes(visible(text).replace(/\s+/g, ' '), max);
}

function visible(text: string): string {
  // Most names are nothing but letters, and nothing in them is to be cleaned.
  if (PRINTABLE.test(text)) return text;
  return text
    .toWellFormed()
    .replace(LINE_BREAK, '\n')
    .replaceAll('\t', ' ')
    .replace(INVISIBLE, '')
    .replace(ACCENTS, '$1')
    .replace(/\n{3,}/g, '\n\n');
}

function clipGraphemes(text: string, max: number): string {
  // No grapheme is shorter than one unit, so most texts need no counting.
  if (text.length <= max) return text;
  let count = 0;
  let keep = 0;
  for (const { index, segment } of graphemes(text)) {
    count += 1;
    if (count < max) keep = index + segment.length;
    if (count > max) return `${text.slice(0, keep)}…`;
  }
  return text;
}

const PRINTABLE = /^[ -~]*$/;
const LINE_BREAK = /\r\n|[\r\u0085\u2028\u2029]/g;

/**
 * Control characters but for the line break, and all that Unicode calls ignorable: direction
 * marks, joiners, fillers, tags. Joiners inside emoji and selectors of a glyph's form stay.
 */
const INVISIBLE = new RegExp(
  [
    String.raw`(?!\n)\p{Cc}`,
    String.raw`(?<!\p{Extended_Pictographic}\p{M}?|\p{Emoji_Modifier})\u200d`,
    String.raw`\u200d(?!\p{Extended_Pictographic})`,
    String.raw`(?![\u200d\p{Variation_Selector}])\p{Default_Ignorable_Code_Point}`,
    String.raw`[\u2800\ufff9-\ufffb]`,
  ].join('|'),
  'gu',
);

/** More marks on one sign than any language writes. */
const ACCENTS = /(\p{M}{4})\p{M}+/gu;
