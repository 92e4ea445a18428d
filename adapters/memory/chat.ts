/** A chat in memory: channels, threads and direct messages, and what happens to them. */

import type { Card, Line, Notice } from '../../src/card/card.ts';
import type { MessageRef } from '../../src/case-file/case-file.ts';
import type { PersonKey } from '../../src/kernel/brand.ts';
import { Fault } from '../../src/kernel/fault.ts';
import type { Chat, Posted } from '../../src/ports/chat.ts';

export interface MemoryChat {
  readonly chat: Chat;
  /** Every message, oldest first, as it stands now. */
  readonly messages: readonly MemoryMessage[];
  /** What is wrong with a channel; undefined when nothing is any more. */
  setChannel(channel: string, why: Closed | undefined): void;
  /** People who can be told nothing any more. */
  setLeft(person: PersonKey): void;
  remove(ref: MessageRef): void;
  /** What every call meets from now on, before its work or, `after`, when it is done. */
  setTrouble(trouble: Trouble | undefined): void;
}

export interface MemoryMessage extends MessageRef {
  /** The message it stands under. */
  readonly root?: string;
  readonly loud: boolean;
  readonly body: Card | Line | Notice;
}

export interface Trouble {
  readonly fault: Fault;
  readonly when: 'before' | 'after';
}

type Closed = Extract<Posted, { readonly ok: false }>['why'];

export function createMemoryChat(): MemoryChat {
  const board = createBoard();
  const left = new Set<PersonKey>();
  let trouble: Trouble | undefined;

  async function met(signal: AbortSignal, work: () => Posted): Promise<Posted> {
    if (signal.aborted) throw new Fault('chat-unreachable', 'It was given up.');
    if (trouble?.when === 'before') throw trouble.fault;
    const posted = work();
    if (trouble !== undefined) throw trouble.fault;
    return posted;
  }

  const post = (channel: string, body: MemoryMessage['body'], signal: AbortSignal) =>
    met(signal, () => board.put({ channel, body, loud: false }));

  const chat: Chat = {
    postCard: post,
    announce: post,
    updateCard: (ref, card, signal) => met(signal, () => board.change(ref, card)),
    postLine: ({ channel, message: root }, body, loud, signal) =>
      met(signal, () => board.put({ channel, root, body, loud })),
    tell: (person, body, signal) =>
      left.has(person)
        ? met(signal, () => ({ ok: false, why: 'gone' }))
        : post(directTo(person), body, signal),
  };
  return {
    chat,
    messages: board.messages,
    setChannel: (channel, why) => board.setChannel(channel, why),
    remove: (ref) => board.remove(ref),
    setLeft: (person) => void left.add(person),
    setTrouble(next) {
      trouble = next;
    },
  };
}

/** The messages, and the channels that take none. */
function createBoard() {
  const messages: MemoryMessage[] = [];
  const closed = new Map<string, Closed>();
  let serial = 0;
  return {
    messages,
    put(message: Omit<MemoryMessage, 'message'>): Posted {
      const why = closed.get(message.channel);
      if (why !== undefined) return { ok: false, why };
      serial += 1;
      const ref = { channel: message.channel, message: `m${serial}` };
      messages.push({ ...message, ...ref });
      return { ok: true, ref };
    },
    change(ref: MessageRef, body: Card): Posted {
      const at = indexOf(messages, ref);
      const old = messages[at];
      if (old === undefined) return { ok: false, why: 'gone' };
      messages[at] = { ...old, body };
      return { ok: true, ref };
    },
    remove(ref: MessageRef): void {
      const at = indexOf(messages, ref);
      if (at >= 0) messages.splice(at, 1);
    },
    setChannel(channel: string, why: Closed | undefined): void {
      if (why === undefined) closed.delete(channel);
      else closed.set(channel, why);
    },
  };
}

/** The channel of the direct messages with a person. */
export const directTo = (person: PersonKey): string => `direct ${person}`;

const indexOf = (messages: readonly MemoryMessage[], { channel, message }: MessageRef): number =>
  messages.findIndex((one) => one.channel === channel && one.message === message);
