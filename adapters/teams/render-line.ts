/** Lines of words in a card: as runs that know no markup, or as Markdown where only that can. */

import type { Inline, Line } from '../../src/card/card.ts';
import { isOurs, mentionOf, momentFor, type Place, urlOf, wordsOf } from './render-inline.ts';
import { taken } from './render-limits.ts';
import {
  emboldened,
  escapeLineStarts,
  escapeMarkdown,
  escapeUrl,
  harmlessRuns,
  isCalling,
} from './render-markup.ts';
import type { Look, RichTextBlock, Spacing, TextElement, TextRun } from './render-types.ts';

/** How a line looks, and how far it stands from what is above it. */
export interface LineLook extends Look {
  readonly spacing?: Spacing;
}

/** Mentions and moments need a TextBlock; what Teams could read something else into, none. */
export function lineElement(line: Line, place: Place, look: LineLook = {}): TextElement {
  const { spacing, ...letters } = look;
  const apart = spacing ? { spacing } : {};
  const words = line.map((part) => wordsOf(part, place.around)).join('');
  if (isCalling(words) || !line.some((part) => needsMarkdown(part, place))) {
    return { ...richText(line, place, letters), ...apart };
  }
  const text = escapeLineStarts(line.map((part) => markdown(part, place)).join(''));
  return { type: 'TextBlock', text: text || BLANK, wrap: true, ...letters, ...apart };
}

/** Lines under each other; when there is no more room, a mark says that there were more. */
export function lineElements(lines: readonly Line[], place: Place, look: LineLook = {}) {
  const drawn: TextElement[] = [];
  for (const line of lines) {
    if (place.room.left <= 0) return [...drawn, runsOf('…', look)];
    place.room.left -= AROUND_A_LINE;
    drawn.push(lineElement(line, place, look));
  }
  return drawn;
}

/** An empty line is sent as well. */
const AROUND_A_LINE = 80;
/** Teams takes no empty text. */
const BLANK = ' ';

/** Words of one look. Line breaks in them stay. */
export function runsOf(text: string, look: LineLook = {}): RichTextBlock {
  const { spacing, ...letters } = look;
  const inlines = runs(text === '' ? BLANK : text, letters);
  return { type: 'RichTextBlock', inlines, ...(spacing ? { spacing } : {}) };
}

const runs = (text: string, look: Omit<TextRun, 'type' | 'text'>): readonly TextRun[] =>
  harmlessRuns(text).map((run) => ({ type: 'TextRun', text: run, ...look }));

const needsMarkdown = (part: Inline, { around }: Place): boolean =>
  ('instant' in part && momentFor(part) !== undefined) ||
  ('person' in part && isOurs(part.person, around));

function richText(line: Line, place: Place, look: Look): RichTextBlock {
  const inlines = line.flatMap((part) => {
    const text = taken(wordsOf(part, place.around), place.room);
    return text === '' ? [] : runs(text, { ...look, ...lookOf(part) });
  });
  return inlines.length > 0 ? { type: 'RichTextBlock', inlines } : runsOf('', look);
}

function lookOf(part: Inline): Partial<TextRun> {
  if ('person' in part) return { weight: 'bolder' };
  const url = urlOf(part);
  if (url !== undefined) return { selectAction: { type: 'Action.OpenUrl', url } };
  if (!('text' in part)) return {};
  return {
    ...(part.bold ? { weight: 'bolder' } : {}),
    ...(part.code ? { fontType: 'monospace' } : {}),
  };
}

function markdown(part: Inline, place: Place): string {
  if (place.room.left <= 0) return '';
  const tag = 'person' in part ? mentionOf(part, place) : undefined;
  const special = 'instant' in part ? momentFor(part) : tag;
  if (special !== undefined) {
    place.room.left -= special.length;
    return special;
  }
  const text = escapeMarkdown(taken(wordsOf(part, place.around), place.room));
  const url = urlOf(part);
  if (url !== undefined && text !== '') return `[${text}](${escapeUrl(url)})`;
  return 'person' in part || ('text' in part && part.bold) ? emboldened(text) : text;
}
