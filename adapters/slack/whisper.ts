/** Says something to one person: where they acted if possible, else directly. */

import type { Notice } from '../../src/card/card.ts';
import type { Log } from '../../src/kernel/log.ts';
import type { Chat } from '../../src/ports/chat.ts';
import type { WhisperTo } from './payload.ts';
import type { Pen } from './pen.ts';
import type { Drawn } from './render-blocks.ts';
import type { WebApi } from './web-api.ts';

/** Never rejects: what somebody did stands, whether or not they could be told. */
export type Whisper = (to: WhisperTo, notice: Notice) => Promise<void>;

export interface WhisperParts {
  readonly api: WebApi;
  readonly pen: Pen;
  readonly chat: Pick<Chat, 'tell'>;
  readonly log: Log;
}

export function createWhisper({ api, pen, chat, log }: WhisperParts): Whisper {
  async function inChannel({ channel, user, thread }: WhisperTo, words: Drawn): Promise<boolean> {
    if (channel === undefined) return false;
    const args = { channel, user, ...(thread === undefined ? {} : { thread_ts: thread }) };
    return (await api.call('chat.postEphemeral', { ...args, ...words })).ok;
  }

  return async (to, notice) => {
    const words = pen.notice(notice);
    try {
      if (await byResponseUrl(to.responseUrl, words)) return;
      if (await inChannel(to, words)) return;
      const told = await chat.tell(to.actor, notice, AbortSignal.timeout(PATIENCE_MS));
      if (!told.ok) log.warn('slack-whisper-lost', { person: to.actor, why: told.why });
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      log.warn('slack-whisper-lost', { person: to.actor, why });
    }
  };
}

/** Good for five uses and half an hour; false when it is spent, or did not answer. */
async function byResponseUrl(url: string | undefined, words: Drawn): Promise<boolean> {
  if (url === undefined) return false;
  const request = {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ response_type: 'ephemeral', replace_original: false, ...words }),
    signal: AbortSignal.timeout(PATIENCE_MS),
    redirect: 'error',
  } as const;
  const answer = await fetch(url, request).catch(() => undefined);
  await answer?.body?.cancel();
  return answer?.ok ?? false;
}

const PATIENCE_MS = 5_000;
