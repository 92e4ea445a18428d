/** The chat port over Teams: what the core says, drawn and handed to the queues. */

import type { PersonKey } from '../../src/kernel/brand.ts';
import type { Chat } from '../../src/ports/chat.ts';
import { EVERYBODY, type Pen } from './pen.ts';
import type { Posting } from './posting.ts';

export function createChat(posting: Posting, pen: Pen, penFor: (person: PersonKey) => Pen): Chat {
  return {
    postCard: (channel, card, signal) => posting.post(channel, pen.card(card, EVERYBODY), signal),
    updateCard: (ref, card, signal) => posting.update(ref, pen.card(card, EVERYBODY), signal),
    // Every reply is in the channel for all to see: there is nothing louder.
    postLine: (ref, line, _loud, signal) => posting.reply(ref, pen.line(line), signal),
    tell: (person, notice, signal) => posting.tell(person, penFor(person).notice(notice), signal),
    announce: (channel, notice, signal) => posting.post(channel, pen.notice(notice), signal),
  };
}
