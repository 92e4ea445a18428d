/** Several chats as one: everything goes to the chat that a channel, a person or a group is of. */

import type { Chat } from '../../src/ports/chat.ts';
import type { Directory } from '../../src/ports/directory.ts';
import { chatOf, type PersonKey } from '../../src/kernel/brand.ts';
import { Fault } from '../../src/kernel/fault.ts';
import type { Platform } from './platform.ts';

/** By the name that keys of people begin with: `slack`, `teams`. */
export type Platforms = Readonly<Record<string, Platform>>;

export function bothAsOne(platforms: Platforms): Platform {
  const all = Object.values(platforms);
  const of = (name: string): Platform => {
    const found = platforms[name];
    if (!found) throw new Fault('chat-refused', `${name} is not set up.`);
    return found;
  };
  const chatAt = (channel: string) => of(chatOf(channel)).chat;
  const ofPerson = (person: PersonKey) => of(person.split(':')[0] ?? '');
  return {
    chat: chatAmong(chatAt, (person) => ofPerson(person).chat),
    directory: {
      account: async (key, maxAgeMs) => {
        const platform = platforms[key.split(':')[0] ?? ''];
        return platform?.directory.account(key, maxAgeMs);
      },
      members: async (group, maxAgeMs) => of(group.platform).directory.members(group, maxAgeMs),
    } satisfies Directory,
    async start(engine) {
      // One that is refused does not keep the other out: it is said once both had their turn.
      const started = await Promise.allSettled(all.map((one) => one.start(engine)));
      for (const one of started) if (one.status === 'rejected') throw one.reason;
    },
    stop: async () => void (await Promise.all(all.map((one) => one.stop()))),
    // Whoever is in the other one gets in: by this, traffic is sent to us.
    ready: () => all.some((one) => one.ready()),
    looks: () => all.flatMap((one) => one.looks()),
  };
}

function chatAmong(of: (channel: string) => Chat, withPerson: (key: PersonKey) => Chat): Chat {
  return {
    postCard: async (channel, card, signal) => of(channel).postCard(channel, card, signal),
    updateCard: async (ref, card, signal) => of(ref.channel).updateCard(ref, card, signal),
    postLine: async (ref, line, loud, signal) => of(ref.channel).postLine(ref, line, loud, signal),
    tell: async (person, notice, signal) => withPerson(person).tell(person, notice, signal),
    announce: async (channel, notice, signal) => of(channel).announce(channel, notice, signal),
  };
}
