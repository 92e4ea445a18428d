/** Says something to one person: where they acted if possible, else directly. */

import type { Notice } from '../../src/card/card.ts';
import type { Log } from '../../src/kernel/log.ts';
import type { Chat } from '../../src/ports/chat.ts';
import { drawNotice } from './draw.ts';
import type { WhisperTo } from './payload.ts';
import type { WebApi } from './web-api.ts';

/** Never rejects: what somebody did stands, whether or not they could be told. */
export type Whisper = (to: WhisperTo, notice: Notice) => Promise<void>;

export interface WhisperParts {
  readonly api: WebApi;
  readonly chat: Pick<Chat, 'tell'>;
  readonly log: Log;
}

export function createWhisper({ api, chat, log }: WhisperParts): Whisper {
  async function inChannel({ channel, user, thread }: WhisperTo, notice: Notice): Promise<boolean> {
    if (channel === undefined) return false;
    const args = { channel, user, ...(thread === undefined ? {} : { thread_ts: thread }) };
    const { blocks, text } = drawNotice(notice);
    return (await api.call('chat.postEphemeral', { ...args, text, blocks })).ok;
  }

  return async (to, notice) => {
    try {
      if (await byResponseUrl(to.responseUrl, notice)) return;
      if (await inChannel(to, notice)) return;
      const told = await chat.tell(to.actor, notice, AbortSignal.timeout(PATIENCE_MS));
      if (!told.ok) log.warn('slack-whisper-lost', { person: to.actor, why: told.why });
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      log.warn('slack-whisper-lost', { person: to.actor, why });
    }
  };
}

/** Good for five uses and half an hour; false when it is spent, or did not answer. */
async function byResponseUrl(url: string | undefined, notice: Notice): Promise<boolean> {
  if (url === undefined) return false;
  const words = { response_type: 'ephemeral', replace_original: false, ...drawNotice(notice) };
  const request = {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(words),
    signal: AbortSignal.timeout(PATIENCE_MS),
    redirect: 'error',
  } as const;
  const answer = await fetch(url, request).catch(() => undefined);
  await answer?.body?.cancel();
  return answer?.ok ?? false;
}

const PATIENCE_MS = 5_000;
