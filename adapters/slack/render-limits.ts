/** How much Slack takes in one place, in UTF-16 units; one text too long refuses the message. */

import { graphemes } from '../../src/card/graphemes.ts';

/** Slack rejects the whole message when any one text is longer than its place allows. */
export const LIMIT = {
  blocks: 50,
  header: 150,
  button: 75,
  buttonValue: 2000,
  buttons: 25,
  modalTitle: 24,
  label: 2000,
  hint: 2000,
  placeholder: 150,
  context: 3000,
  option: 75,
  optionValue: 150,
  options: 100,
  typed: 3000,
  metadata: 3000,
  /** Of a message's plain text: Slack cuts it at 40,000 and asks for 4,000. */
  fallback: 3000,
  /** Of all rich text of a message together; more was seen refused from 13,000 on. */
  richText: 8000,
  /** Kept for what was typed as the reason, however long the rest is: approvers decide by it. */
  quote: 2500,
} as const;

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
