/** Draws one line of a thread: a text message, since a card for each would bury the thread. */

import type { Inline, Line } from '../../src/card/card.ts';
import { mentionOf, newSheet, type Place, placeIn, urlOf, wordsOf } from './render-inline.ts';
import type { Surroundings } from './render-inline.ts';
import { fitted, LIMIT, taken } from './render-limits.ts';
import { escapeXml, isCalling } from './render-markup.ts';
import type { Activity } from './render-types.ts';

export const renderText = (line: Line, around: Surroundings): Activity =>
  fitted(({ notes }) => {
    const sheet = newSheet(around);
    const place = placeIn(sheet, Math.min(notes, LIMIT.line));
    const words = line.map((part) => wordsOf(part, around)).join('');
    // Where somebody typed what looks like a mention, nobody is mentioned.
    const mentions = !isCalling(words);
    const text = line.map((part) => xml(part, place, mentions)).join('') || ' ';
    const entities = sheet.mentions.length > 0 ? { entities: sheet.mentions } : {};
    return { type: 'message', text, textFormat: 'xml', ...entities };
  });

function xml(part: Inline, place: Place, mentions: boolean): string {
  if (place.room.left <= 0) return '';
  const tag = mentions && 'person' in part ? mentionOf(part, place) : undefined;
  if (tag !== undefined) {
    place.room.left -= tag.length;
    return tag;
  }
  const text = escapeXml(taken(wordsOf(part, place.around), place.room));
  const url = urlOf(part);
  if (url !== undefined) return `<a href="${escapeXml(url)}">${text}</a>`;
  if ('person' in part || ('text' in part && part.bold)) return `<strong>${text}</strong>`;
  return 'text' in part && part.code ? `<code>${text}</code>` : text;
}
