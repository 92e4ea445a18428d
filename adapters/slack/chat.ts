/** Cards, lines and notices in Slack: posted in order, changed in place, never twice on purpose. */

import type { MessageRef } from '../../src/case-file/case-file.ts';
import type { Log } from '../../src/kernel/log.ts';
import type { Clock } from '../../src/kernel/time.ts';
import type { Chat, Posted } from '../../src/ports/chat.ts';
import { createChannelQueue, type Turn } from './channel-queue.ts';
import { createChannels } from './channels.ts';
import { drawCard, drawLine, drawNotice } from './draw.ts';
import { part, word } from './payload.ts';
import { createRemembered } from './remembered.ts';
import { refusalFor } from './refusal.ts';
import type { WebApi } from './web-api.ts';

export interface SlackChat extends Chat {
  /** Looked at anew before the next message. */
  forgetChannel(channel: string): void;
  /** Resolves when nothing is left in the queues. */
  settled(): Promise<void>;
}

export interface ChatOptions {
  readonly api: WebApi;
  readonly clock: Clock;
  readonly log: Log;
}

export function createChat({ api, clock, log }: ChatOptions): SlackChat {
  const queue = createChannelQueue(clock);
  const channels = createChannels(api, clock);
  const directs = createDirects(api, clock);

  async function call(turn: Turn, args: Args): Promise<Posted> {
    const { channel } = turn;
    const method = turn.isNew ? 'chat.postMessage' : 'chat.update';
    const answer = await api.call(method, { channel, ...PLAINLY, ...args });
    if (answer.ok) {
      const message = word(answer.body, 'ts');
      return { ok: true, ref: { channel: word(answer.body, 'channel') || channel, message } };
    }
    const { error, details } = answer;
    log.warn('slack-refused', { method, channel, error, details });
    return { ok: false, why: refusalFor(error) };
  }

  function post(channel: string, args: Args, signal: AbortSignal): Promise<Posted> {
    const turn = { channel, isNew: true, signal };
    return queue.run(turn, async () => {
      const why = await channels.closed(channel);
      if (why === undefined) return call(turn, args);
      log.warn('slack-channel-closed', { channel, why });
      return { ok: false, why };
    });
  }

  function update({ channel, message }: MessageRef, args: Args, signal: AbortSignal) {
    const turn = { channel, isNew: false, signal };
    return queue.run(turn, () => call(turn, { ts: message, ...args }));
  }

  return {
    postCard: (channel, card, signal) => post(channel, { ...drawCard(card) }, signal),
    updateCard: (ref, card, signal) => update(ref, { ...drawCard(card) }, signal),
    postLine({ channel, message }, line, loud, signal) {
      const args = { ...drawLine(line), thread_ts: message, reply_broadcast: loud };
      return post(channel, args, signal);
    },
    announce: (channel, notice, signal) => post(channel, { ...drawNotice(notice) }, signal),

    async tell(person, notice, signal) {
      const channel = await directs.get(person, DIRECTS_MS);
      const turn = { channel: channel ?? '', isNew: true, signal };
      const posted: Posted =
        channel === undefined
          ? { ok: false, why: 'gone' }
          : await queue.run(turn, () => call(turn, { ...drawNotice(notice) }));
      if (!posted.ok) directs.forget(person);
      return posted;
    },
    forgetChannel: channels.forget,
    settled: queue.settled,
  };
}

type Args = Readonly<Record<string, unknown>>;

/** The direct message with each person; undefined when there is nobody to talk to. */
const createDirects = (api: WebApi, clock: Clock) =>
  createRemembered<string | undefined>({
    clock,
    most: MOST_DIRECTS,
    async find(person) {
      const [platform, , users] = person.split(':');
      if (platform !== 'slack') return undefined;
      const answer = await api.call('conversations.open', { users });
      if (!answer.ok) return undefined;
      return word(part(answer.body, 'channel'), 'id') || undefined;
    },
  });

/** Links are not unfolded: they would tell their addressees that somebody asked. */
const PLAINLY = { unfurl_links: false, unfurl_media: false } as const;
const MOST_DIRECTS = 5_000;
const DIRECTS_MS = 24 * 3_600_000;
