/**
 * In place of Microsoft: takes what the Playground on this machine sends, which signs nothing, and
 * calls the Playground alone, without a token. The program itself has no way to it.
 */

import { type Answer, answerTo } from '../../adapters/teams/answer.ts';
import { type Call, sentFor } from '../../adapters/teams/connector-call.ts';
import { overThread } from '../../adapters/teams/http-thread.ts';
import type { Link } from '../../adapters/teams/teams.ts';
import { type Wire, word } from '../../adapters/teams/wire.ts';
import type { Reader } from '../../src/kernel/person.ts';

export interface LinkOptions {
  /** The Playground's own address, on loopback. */
  readonly service: string;
  /** The Playground says of everybody that they read English. */
  readonly reader: Reader;
  /** What is posted or changed in a channel, under the id of its message. */
  readonly posted: (message: string, activity: object) => void;
}

export function createLink({ service, reader, posted }: LinkOptions): Link {
  const { protocol, hostname } = new URL(service);
  if (protocol !== 'http:' || hostname !== '127.0.0.1')
    throw new Error('The Playground is believed on this machine alone.');

  async function call(what: Call, signal: AbortSignal): Promise<Answer> {
    const answer = await answerTo(() => overThread(sentFor(service, what), signal));
    if (answer.ok && what.do === 'create')
      posted(word(answer.body, 'activityId'), (what.parameters as Wire)['activity'] ?? {});
    if (answer.ok && what.do === 'update') posted(what.id, what.activity);
    return answer;
  }

  return {
    token: Object.assign(async () => '', { forget: () => undefined }),
    readers: { of: () => reader, learn: () => undefined },
    admit: async (authorization, activity) => {
      const isPlayground = word(activity, 'serviceUrl') === service;
      return isPlayground && authorization === '' ? undefined : 401;
    },
    connector: {
      isGenuine: async () => false,
      call: (_serviceUrl, what, signal) => call(what, signal),
    },
  };
}
