/**
 * What the core asks of a chat. A rejected promise means "unknown, try again"; whatever is final
 * is a returned value. Checked for every adapter by test/contract/chat.ts.
 */

import type { Card, Line, Notice } from '../card/card.ts';
import type { MessageRef } from '../case-file/case-file.ts';
import type { PersonKey } from '../kernel/brand.ts';

export type Posted =
  | { readonly ok: true; readonly ref: MessageRef }
  /** The place is gone, closed to us, or shared with strangers: nothing was posted. */
  | { readonly ok: false; readonly why: 'gone' | 'not-a-member' | 'shared' | 'refused' };

export interface Chat {
  postCard(channel: string, card: Card, signal: AbortSignal): Promise<Posted>;
  /** `gone` when somebody deleted the message: the caller posts anew. */
  updateCard(ref: MessageRef, card: Card, signal: AbortSignal): Promise<Posted>;
  /** One line in the card's thread; `loud` shows it in the channel as well. */
  postLine(ref: MessageRef, line: Line, loud: boolean, signal: AbortSignal): Promise<Posted>;
  /** A direct message. */
  tell(person: PersonKey, notice: Notice, signal: AbortSignal): Promise<Posted>;
  /** A message in a channel, outside any thread. */
  announce(channel: string, notice: Notice, signal: AbortSignal): Promise<Posted>;
}
