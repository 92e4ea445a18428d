/**
 * In place of Microsoft: takes what the Playground on this machine sends, which signs nothing, and
 * calls the Playground alone, without a token. The program itself has no way to it.
 */

import { type Answer, answerTo } from '../../adapters/teams/answer.ts';
import type { Call } from '../../adapters/teams/connector.ts';
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
    const answer = await answerTo(() => send(service, what, signal));
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

async function send(service: string, what: Call, signal: AbortSignal): Promise<unknown> {
  const { method, path, body } = requestOf(what);
  const response = await fetch(`${service}/v3/conversations${path}`, {
    method,
    signal,
    headers: { 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });
  const bodyAsText = await response.text();
  if (response.ok) return bodyAsText === '' ? {} : JSON.parse(bodyAsText);
  const error = new Error(`The Playground answers ${response.status}.`);
  throw Object.assign(error, { statusCode: response.status, response: { bodyAsText } });
}

interface Sent {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly path: string;
  readonly body?: object;
}

function requestOf(what: Call): Sent {
  switch (what.do) {
    case 'create':
      return { method: 'POST', path: '', body: what.parameters };
    case 'send':
      return { method: 'POST', path: pathTo(what, 'activities'), body: what.activity };
    case 'update':
      return { method: 'PUT', path: pathTo(what, 'activities', what.id), body: what.activity };
    case 'member':
      return { method: 'GET', path: pathTo(what, 'members', what.id) };
    case 'members':
      return { method: 'GET', path: pathTo(what, 'pagedmembers') };
  }
}

const pathTo = (
  { conversation }: { readonly conversation: string },
  ...rest: readonly string[]
): string => `/${[conversation, ...rest].map(encodeURIComponent).join('/')}`;
