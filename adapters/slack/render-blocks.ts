/** Blocks that every message is built of. None of them is read as markup by Slack. */

import type { types } from '@slack/bolt';
import type { Button, Line } from '../../src/card/card.ts';
import { type Room, richLine, type Surroundings } from './render-inline.ts';
import { clip, LIMIT } from './render-limits.ts';

/** Blocks, and the text for notifications and screen readers. */
export interface Drawn {
  readonly text: string;
  readonly blocks: readonly types.KnownBlock[];
}

/** Lines under each other, as one block. */
export function linesBlock(
  lines: readonly Line[],
  around: Surroundings,
  room: Room,
): types.RichTextBlock {
  const elements = lines.flatMap((line, index) => {
    const drawn = richLine(line, around, room);
    return index === 0 ? drawn : [{ type: 'text', text: '\n' } as const, ...drawn];
  });
  return { type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] };
}

/** No block at all where there is no button. */
export function buttonBlocks(buttons: readonly Button[]): readonly types.ActionsBlock[] {
  if (buttons.length === 0) return [];
  const elements = buttons.slice(0, LIMIT.buttons).map(button);
  return [{ type: 'actions', elements }];
}

/** The button carries the id of one drawing and nothing else; `value` is never cut. */
const button = ({ action, label, style, value }: Button): types.Button => ({
  type: 'button',
  text: plain(clip(label, LIMIT.button)),
  action_id: action,
  value,
  ...(style ? { style } : {}),
});

/** Slack takes no empty text. */
export const plain = (text: string): types.PlainTextElement => ({
  type: 'plain_text',
  text: text === '' ? ' ' : text,
  emoji: false,
});
