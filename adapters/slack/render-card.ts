/** Draws a card: headline, where it stands, the facts, why, what to look at twice, buttons. */

import type { types } from '@slack/bolt';
import type { Card, Fact, Line } from '../../src/card/card.ts';
import { type Drawn, buttonBlocks, linesBlock, plain } from './render-blocks.ts';
import { escapeText, richLine, type Surroundings } from './render-inline.ts';
import { clip, LIMIT } from './render-limits.ts';

export function renderCard(card: Card, around: Surroundings): Drawn {
  const room = { left: LIMIT.richText };
  return {
    text: escapeText(clip(card.summary, LIMIT.fallback)),
    blocks: [
      { type: 'header', text: plain(clip(card.headline, LIMIT.header)) },
      linesBlock([card.status], around, room),
      linesBlock(card.facts.map(factLine), around, room),
      ...quotedBlock(card),
      ...(card.notes.length > 0 ? [linesBlock(card.notes, around, room)] : []),
      ...buttonBlocks(card.buttons),
    ],
  };
}

/** One fact a line, its name in bold: on a phone two columns are one anyway. */
const factLine = ({ name, value }: Fact): Line => [{ text: name, bold: true }, GAP, ...value];
const GAP = { text: '  ' };

/** What was typed stands in a quote of its own, so that no line of it passes for one of ours. */
function quotedBlock({ quoted }: Card): readonly types.RichTextBlock[] {
  if (!quoted) return [];
  const label = richLine([{ text: quoted.label, bold: true }], NOWHERE, { left: LIMIT.button });
  const typed = richLine([{ text: quoted.text }], NOWHERE, { left: LIMIT.quote });
  return [
    {
      type: 'rich_text',
      elements: [
        { type: 'rich_text_section', elements: label },
        { type: 'rich_text_quote', elements: typed },
      ],
    },
  ];
}

/** Text alone needs nothing of a workspace. */
const NOWHERE: Surroundings = {
  team: '',
  usergroup: () => undefined,
  reader: { locale: 'en', zone: 'UTC' },
};
