/** Draws a notice: lines under each other, and its buttons. */

import type { Notice } from '../../src/card/card.ts';
import { buttonBlocks, type Drawn, linesBlock } from './render-blocks.ts';
import { escapeText, type Surroundings } from './render-inline.ts';
import { clip, LIMIT } from './render-limits.ts';

export function renderNotice(notice: Notice, around: Surroundings): Drawn {
  const room = { left: LIMIT.richText };
  return {
    text: escapeText(clip(notice.summary, LIMIT.fallback)),
    blocks: [linesBlock(notice.lines, around, room), ...buttonBlocks(notice.buttons)],
  };
}
