/** The chat in memory, held to the same contract as the ones that people read. */

import { expect, test } from 'vitest';
import { createMemoryChat, directTo } from '../../adapters/memory/chat.ts';
import { personKey } from '../../src/kernel/brand.ts';
import { Fault } from '../../src/kernel/fault.ts';
import { chatContract, notice } from '../contract/chat.ts';

const people = {
  aiko: personKey('memory', 'T', 'aiko'),
  left: personKey('memory', 'T', 'left'),
};

chatContract('the memory chat', async () => {
  const memory = createMemoryChat();
  memory.setChannel('foreign', 'not-a-member');
  memory.setChannel('archived', 'gone');
  memory.setChannel('shared', 'shared');
  memory.setChannel('missing', 'gone');
  memory.setLeft(people.left);
  const words = (channel: string, root?: string) =>
    memory.messages
      .filter((one) => one.channel === channel && one.root === root)
      .map(({ body }) => JSON.stringify(body));
  return {
    chat: memory.chat,
    channels: {
      open: 'open',
      foreign: 'foreign',
      archived: 'archived',
      shared: 'shared',
      missing: 'missing',
    },
    people,
    messages: (channel) => words(channel),
    thread: ({ channel, message }) => words(channel, message),
    told: (person) => words(directTo(person)),
    remove: (ref) => memory.remove(ref),
    falls: () => memory.setTrouble({ fault: silence(), when: 'before' }),
    rises: () => memory.setTrouble(undefined),
    close: async () => {},
  };
});

test('an answer that is lost on the way leaves the message standing', async () => {
  const memory = createMemoryChat();
  memory.setTrouble({ fault: silence(), when: 'after' });
  const told = memory.chat.tell(people.aiko, notice('Hello.'), AbortSignal.timeout(1_000));
  await expect(told).rejects.toMatchObject({ code: 'chat-unreachable' });
  expect(memory.messages).toHaveLength(1);
});

const silence = () => new Fault('chat-unreachable', 'Nobody answers.');
