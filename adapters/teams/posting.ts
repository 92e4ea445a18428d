/** Posts and changes messages, each conversation's in order, and says what became of each. */

import type { MessageRef } from '../../src/case-file/case-file.ts';
import type { PersonKey } from '../../src/kernel/brand.ts';
import { DAY } from '../../src/kernel/time.ts';
import type { Posted } from '../../src/ports/chat.ts';
import { createChannelQueue } from '../chats/channel-queue.ts';
import { createRemembered } from '../chats/remembered.ts';
import { threadOf } from './places.ts';
import type { Activity } from './render-types.ts';
import { createSending, type SendingParts } from './sending.ts';

export interface Posting {
  /** A message of its own in a channel. */
  post(channel: string, activity: Activity, signal: AbortSignal): Promise<Posted>;
  update(ref: MessageRef, activity: Activity, signal: AbortSignal): Promise<Posted>;
  /** Where no message is named, into the chat itself. */
  reply(ref: MessageRef, activity: Activity, signal: AbortSignal): Promise<Posted>;
  /** Into the one-to-one chat with a person. */
  tell(person: PersonKey, activity: Activity, signal: AbortSignal): Promise<Posted>;
  /** The id of that chat; undefined when the app is not there for them. */
  directWith(person: PersonKey, maxAgeMs: number): Promise<string | undefined>;
  settled(): Promise<void>;
}

export function createPosting(parts: SendingParts): Posting {
  const { clock, tenant } = parts;
  const queue = createChannelQueue(clock);
  const sending = createSending(parts);
  const directs = createRemembered<string | undefined>({
    clock,
    most: MOST_DIRECTS,
    find: async (person) => {
      const [platform, home, id = ''] = person.split(':');
      return platform === 'teams' && home === tenant ? sending.chatWith(person, id) : undefined;
    },
  });

  /** That they have not got the app is not remembered: they may add it at any moment. */
  async function directWith(person: PersonKey, maxAgeMs: number): Promise<string | undefined> {
    const found = await directs.get(person, maxAgeMs);
    if (found === undefined) directs.forget(person);
    return found;
  }

  return {
    post: (channel, activity, signal) =>
      queue.run({ channel, isNew: true, signal }, () => sending.begin(channel, activity, signal)),
    update: (ref, activity, signal) =>
      queue.run({ channel: ref.channel, isNew: false, signal }, () =>
        sending.update(ref, activity, signal),
      ),
    reply({ channel, message }, activity, signal) {
      const conversation = message === '' ? channel : threadOf(channel, message);
      const turn = { channel, isNew: true, signal };
      return queue.run(turn, () => sending.send(conversation, activity, signal));
    },
    async tell(person, activity, signal) {
      const channel = await directWith(person, DAY);
      if (channel === undefined) return { ok: false, why: 'gone' };
      const turn = { channel, isNew: true, signal };
      const posted = await queue.run(turn, () => sending.send(channel, activity, signal));
      if (!posted.ok) directs.forget(person);
      return posted;
    },
    directWith,
    settled: () => queue.settled(),
  };
}

const MOST_DIRECTS = 5_000;
