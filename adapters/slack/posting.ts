/** Posts and changes messages, each channel's in order, and says what became of each. */

import type { MessageRef } from '../../src/case-file/case-file.ts';
import type { PersonKey } from '../../src/kernel/brand.ts';
import type { Log } from '../../src/kernel/log.ts';
import { type Clock, DAY } from '../../src/kernel/time.ts';
import type { Posted } from '../../src/ports/chat.ts';
import { createChannelQueue } from '../chats/channel-queue.ts';
import { createChannels } from './channels.ts';
import { part, word } from './payload.ts';
import { refusalFor } from './refusal.ts';
import { createRemembered } from '../chats/remembered.ts';
import type { WebApi } from './web-api.ts';

export interface Posting {
  post(channel: string, words: Words, signal: AbortSignal): Promise<Posted>;
  update(ref: MessageRef, words: Words, signal: AbortSignal): Promise<Posted>;
  /** Into the direct message with a person. */
  tell(person: PersonKey, words: Words, signal: AbortSignal): Promise<Posted>;
  forgetChannel(channel: string): void;
  settled(): Promise<void>;
}

/** Blocks, text, and whatever else Slack is told about a message. */
export type Words = object;

export interface PostingParts {
  readonly api: WebApi;
  readonly clock: Clock;
  readonly log: Log;
}

export function createPosting({ api, clock, log }: PostingParts): Posting {
  const queue = createChannelQueue(clock);
  const channels = createChannels(api, clock);
  const directs = createDirects(api, clock);

  async function call(method: string, channel: string, words: Words): Promise<Posted> {
    const answer = await api.call(method, { channel, ...words });
    if (answer.ok) {
      const ref = { channel: word(answer.body, 'channel'), message: word(answer.body, 'ts') };
      return { ok: true, ref };
    }
    const { error, details } = answer;
    log.warn('slack-refused', { method, channel, error, details });
    return { ok: false, why: refusalFor(error) };
  }

  /** A card that stands there as well: changed, it would be read on by those it is not for. */
  async function callIfOpen(method: string, channel: string, words: Words): Promise<Posted> {
    const why = await channels.closed(channel);
    if (why === undefined) return call(method, channel, words);
    log.warn('slack-channel-closed', { channel, why });
    return { ok: false, why };
  }

  return {
    post: (channel, words, signal) =>
      queue.run({ channel, isNew: true, signal }, () =>
        callIfOpen('chat.postMessage', channel, { ...PLAINLY, ...words }),
      ),
    update({ channel, message }, words, signal) {
      const turn = { channel, isNew: false, signal };
      return queue.run(turn, () => callIfOpen('chat.update', channel, { ts: message, ...words }));
    },
    async tell(person, words, signal) {
      const channel = await directs.get(person, DAY);
      if (channel === undefined) {
        directs.forget(person);
        return { ok: false, why: 'gone' };
      }
      const turn = { channel, isNew: true, signal };
      const more = { ...PLAINLY, ...words };
      const posted = await queue.run(turn, () => call('chat.postMessage', channel, more));
      if (!posted.ok) directs.forget(person);
      return posted;
    },
    forgetChannel: (channel) => channels.forget(channel),
    settled: () => queue.settled(),
  };
}

/** The direct message with each person; undefined when there is nobody to talk to. */
const createDirects = (api: WebApi, clock: Clock) =>
  createRemembered<string | undefined>({
    clock,
    most: MOST_DIRECTS,
    async find(person) {
      const [platform, , users] = person.split(':');
      if (platform !== 'slack') return undefined;
      const answer = await api.call('conversations.open', { users });
      return answer.ok ? word(part(answer.body, 'channel'), 'id') || undefined : undefined;
    },
  });

/** Links are not unfolded: they would tell their addressees that somebody asked. */
const PLAINLY = { unfurl_links: false, unfurl_media: false } as const;
const MOST_DIRECTS = 5_000;
