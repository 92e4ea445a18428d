/** The chat port over Slack: what the core says, drawn and handed to the queues. */

import type { Chat } from '../../src/ports/chat.ts';
import { drawCard, drawLine, drawNotice } from './draw.ts';
import type { Posting } from './posting.ts';

export function createChat(posting: Posting): Chat {
  return {
    postCard: (channel, card, signal) => posting.post(channel, drawCard(card), signal),
    updateCard: (ref, card, signal) => posting.update(ref, drawCard(card), signal),
    postLine({ channel, message }, line, loud, signal) {
      const words = { ...drawLine(line), thread_ts: message, reply_broadcast: loud };
      return posting.post(channel, words, signal);
    },
    tell: (person, notice, signal) => posting.tell(person, drawNotice(notice), signal),
    announce: (channel, notice, signal) => posting.post(channel, drawNotice(notice), signal),
  };
}
