/** How much Teams takes, and how what is too long is shortened until it does. */

import { graphemes } from '../../src/card/graphemes.ts';
import { written } from './written.ts';

/** In UTF-16 units, but for those that count things. */
export const LIMIT = {
  headline: 300,
  status: 1500,
  summary: 300,
  line: 6000,
  button: 60,
  /** More than six are not shown by all clients; the rest stands in a menu. */
  shownButtons: 6,
  buttons: 16,
  label: 300,
  placeholder: 150,
  hint: 1000,
  problem: 500,
  choices: 100,
  choice: 100,
  detail: 80,
  values: 200,
  problemsAbove: 12,
  /** Teams draws a card anew for no more people than these. */
  refreshed: 60,
  title: 60,
  words: 3000,
  /** Of all that is sent, as UTF-16: from about 100 kB on Teams refuses. */
  message: 80_000,
} as const;

/** The text that may still be drawn in one part of a message, counted down as it is drawn. */
export interface Room {
  left: number;
}

/** For each part of a message, how much text is drawn. Headline and status go with the facts. */
export interface Rooms {
  readonly facts: number;
  readonly quote: number;
  readonly notes: number;
}

/**
 * From what nearly always fits to what always does. Notes give way first and what was typed as
 * the reason last: approvers decide by it.
 */
const ROOMS: readonly Rooms[] = [
  { facts: 8000, quote: 16_000, notes: 12_000 },
  { facts: 8000, quote: 16_000, notes: 3000 },
  { facts: 4000, quote: 8000, notes: 2000 },
  { facts: 2000, quote: 4000, notes: 1000 },
  { facts: 1000, quote: 2000, notes: 500 },
  { facts: 400, quote: 600, notes: 300 },
  { facts: 100, quote: 200, notes: 100 },
];

/** Draws with less and less room, until it can be sent. */
export function fitted<T extends object>(draw: (rooms: Rooms) => T): T {
  const [widest, ...narrower] = ROOMS;
  if (!widest) throw new TypeError('There is always some room.');
  let drawn = draw(widest);
  for (const rooms of narrower) {
    if (sizeOf(drawn) <= LIMIT.message) break;
    drawn = draw(rooms);
  }
  return drawn;
}

/** As Teams counts. */
export const sizeOf = (drawn: object): number => written(drawn).length * 2;

/** Each piece costs more than its letters: what stands around it is sent as well. */
const AROUND_A_PIECE = 40;

/** What of these words there is room for. */
export function taken(words: string, room: Room): string {
  if (words === '' || room.left <= 0) return '';
  const fitting = clip(words, room.left);
  room.left -= words.length + AROUND_A_PIECE;
  return fitting;
}

/** Cut where a reader would cut: never inside a letter, an accent or an emoji. */
export function clip(text: string, max: number): string {
  if (text.length <= max) return text;
  let end = 0;
  for (const { index, segment } of graphemes(text.slice(0, max + 1))) {
    if (index + segment.length > max - 1) break;
    end = index + segment.length;
  }
  return `${text.slice(0, end)}…`;
}
