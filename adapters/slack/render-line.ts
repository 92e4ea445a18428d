/** Draws one line of a thread. */

import type { Line } from '../../src/card/card.ts';
import { plainLine } from '../../src/card/line.ts';
import { type Drawn, linesBlock } from './render-blocks.ts';
import { escapeText, type Surroundings } from './render-inline.ts';
import { clip, LIMIT } from './render-limits.ts';

export const renderLine = (line: Line, around: Surroundings): Drawn => ({
  text: escapeText(clip(plainLine(line, around.reader), LIMIT.fallback)),
  blocks: [linesBlock([line], around, { left: LIMIT.richText })],
});
