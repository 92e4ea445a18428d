/** Draws a card: headline, where it stands, the facts, why, what to look at twice, buttons. */

import type { Card, Fact, Inline, Tone } from '../../src/card/card.ts';
import { buttonActions, lookAction } from './render-actions.ts';
import { newSheet, type Place, placeIn, type Surroundings } from './render-inline.ts';
import { clip, fitted, LIMIT, type Rooms, taken } from './render-limits.ts';
import { lineElement, lineElements, runsOf } from './render-line.ts';
import { escapeLineStarts, escapeMarkdown, isCalling } from './render-markup.ts';
import { cardOf, messageOf } from './render-message.ts';
import type { Activity, Color, Element, Refresh, TextElement } from './render-types.ts';

export interface CardOptions {
  /**
   * For whom Teams asks for a drawing of their own; of everybody it asks for all who are there,
   * where they are sixty at the most.
   */
  readonly refreshFor?: readonly string[] | 'everybody';
  /** False on what everybody sees where only some may press anything. */
  readonly withButtons?: boolean;
}

export const renderCard = (card: Card, around: Surroundings, options: CardOptions = {}): Activity =>
  fitted((rooms) => drawn(card, around, options, rooms));

function drawn(card: Card, around: Surroundings, options: CardOptions, rooms: Rooms): Activity {
  const sheet = newSheet(around);
  const { withButtons = true } = options;
  const color = COLORS[card.tone];
  const place = placeIn(sheet, Math.min(LIMIT.status, rooms.facts));
  const status = lineElement(card.status.map(inOneLook), place, {
    weight: 'bolder',
    color,
    spacing: 'small',
  });
  const body = [
    headline(clip(card.headline, Math.min(LIMIT.headline, rooms.facts))),
    status,
    ...factRows(card.facts, placeIn(sheet, rooms.facts)),
    ...quotedBox(card, rooms),
    ...lineElements(card.notes, placeIn(sheet, rooms.notes)),
  ];
  const actions = withButtons ? buttonActions(card.buttons) : [];
  const parts = { body, actions, isWide: true, ...refreshOf(card, options) };
  return messageOf(cardOf(parts, sheet), card.summary);
}

/** Markdown has no look for code: the status would change its look from one state to the next. */
const inOneLook = (part: Inline): Inline => ('text' in part ? { text: part.text } : part);

/** The words say it all, the colour says it sooner; the one for warnings is too pale to read. */
const COLORS: Readonly<Record<Tone, Color>> = {
  waiting: 'accent',
  good: 'good',
  bad: 'attention',
  over: 'default',
  plain: 'default',
};

/** A heading, which screen readers can jump to, needs a TextBlock. */
function headline(text: string): TextElement {
  if (isCalling(text) || text.trim() === '')
    return runsOf(text, { size: 'large', weight: 'bolder' });
  return {
    type: 'TextBlock',
    text: escapeLineStarts(escapeMarkdown(text)),
    wrap: true,
    style: 'heading',
    size: 'large',
    weight: 'bolder',
  };
}

/** Name and value side by side: what is looked for is found at one edge, on phones as well. */
function factRows(facts: readonly Fact[], place: Place): readonly Element[] {
  const shown: Element[] = [];
  for (const { name, value } of facts) {
    if (place.room.left <= 0) return [...shown, runsOf('…')];
    place.room.left -= AROUND_A_ROW;
    const label = runsOf(clip(taken(name, place.room), LIMIT.label), { isSubtle: true });
    shown.push({
      type: 'ColumnSet',
      spacing: shown.length === 0 ? 'medium' : 'small',
      columns: [
        { type: 'Column', width: NAME_WIDTH, items: [label] },
        { type: 'Column', width: 'stretch', items: [lineElement(value, place)] },
      ],
    });
  }
  return shown;
}

const NAME_WIDTH = '96px';
const AROUND_A_ROW = 200;

/** What was typed stands in a box of its own, so that no line of it passes for one of ours. */
function quotedBox({ quoted }: Card, rooms: Rooms): readonly Element[] {
  if (!quoted) return [];
  const words = clip(quoted.label, Math.min(LIMIT.label, rooms.facts));
  const label = runsOf(words, { size: 'small', isSubtle: true });
  const typed = runsOf(clip(quoted.text, rooms.quote), { spacing: 'small' });
  return [{ type: 'Container', style: 'emphasis', spacing: 'medium', items: [label, typed] }];
}

/**
 * For as long as the card may change, also where it has no buttons: an update that Teams took and
 * showed to nobody is made up for by whoever looks next.
 */
function refreshOf({ drawing }: Card, { refreshFor = [] }: CardOptions) {
  if (drawing === undefined || refreshFor.length === 0) return {};
  const action = lookAction(drawing);
  const isForAll = refreshFor === 'everybody';
  const refresh: Refresh = isForAll
    ? { action }
    : { action, userIds: refreshFor.slice(0, LIMIT.refreshed) };
  return { refresh };
}
