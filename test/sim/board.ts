/** The chat of the simulated world: what was posted where, and what every card ever showed. */

import type { Button, ButtonAction, Card, Line, Notice } from '../../src/card/card.ts';
import { chatOf } from '../../src/kernel/brand.ts';
import type { Chat } from '../../src/ports/chat.ts';
import type { Gate } from './gate.ts';
import type { Who } from './town-chats.ts';

export interface Message {
  readonly channel: string;
  readonly message: string;
  readonly root?: string;
  /** As it looked over time, newest last. */
  readonly looks: (Card | Line | Notice)[];
  /** In Teams, drawn for one person alone, until it is drawn anew for everybody. */
  readonly views: Map<Who, Card>;
}

export class Board {
  readonly messages = new Map<string, Message>();
  posts = 0;
  /** Whether clients may ask for a newer drawing of a card. */
  refreshes = true;
  #serial = 0;

  post(channel: string, look: Card | Line | Notice, root?: string) {
    this.posts += 1;
    const message = `m${(this.#serial += 1)}`;
    const place = { channel, message };
    const shown = { looks: [look], views: new Map() };
    this.messages.set(message, { ...place, ...(root ? { root } : {}), ...shown });
    return { ok: true, ref: place } as const;
  }

  /** The last card that asks what the justification says, as it looked so many looks ago. */
  card(justification: string, ago = 0): (Message & { readonly card: Card }) | undefined {
    let found: (Message & { readonly card: Card }) | undefined;
    for (const one of this.messages.values()) {
      const cards = one.looks.filter(isCard);
      const card = cards.at(-1 - Math.min(ago, cards.length - 1));
      if (card?.quoted?.text.startsWith(justification)) found = { ...one, card };
    }
    return found;
  }

  /** Cards that stand in Teams. */
  inTeams(): readonly Message[] {
    return [...this.messages.values()].filter(
      ({ channel, looks }) => chatOf(channel) === 'teams' && looks.some(isCard),
    );
  }

  thread(root: string): number {
    let lines = 0;
    for (const one of this.messages.values()) if (one.root === root) lines += 1;
    return lines;
  }

  behind(gate: Gate): Chat {
    const post = (what: string, channel: string, look: Card | Notice) =>
      gate.call('chat', `${what} ${channel}`, () => this.post(channel, look));
    return {
      postCard: (channel, card) => post('card', channel, card),
      announce: (channel, notice) => post('announce', channel, notice),
      tell: (person, notice) => post('tell', person, notice),
      updateCard: (ref, card) =>
        gate.call('chat', `update ${ref.message}`, () => {
          const message = this.messages.get(ref.message);
          if (!message) return { ok: false, why: 'gone' };
          if (chatOf(ref.channel) === 'teams' && gate.fate.swallows(gate.life.replica)) {
            return { ok: true, ref };
          }
          message.looks.push(card);
          message.views.clear();
          return { ok: true, ref };
        }),
      postLine: (ref, line) =>
        gate.call('chat', `line ${ref.message}`, () => this.post(ref.channel, line, ref.message)),
    };
  }
}

export const isCard = (look: Card | Line | Notice): look is Card => 'quoted' in look;

/** The newest for everybody. */
export const shownTo = ({ looks, views }: Message, who?: Who): Card | undefined =>
  (who === undefined ? undefined : views.get(who)) ?? looks.findLast(isCard);

export const buttonOf = (card: Card, action: ButtonAction): Button | undefined =>
  card.buttons.find((one) => one.action === action);

/** The request's id, as the card shows it. */
export const idOn = (card: Card): string => {
  const [first] = card.status;
  return first && 'text' in first ? first.text : '';
};
