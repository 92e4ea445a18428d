/** Where conversations are, as the activities said that came from there. */

import type { Addresses } from './addresses.ts';

export interface Places {
  /** Which service answers for a conversation. */
  serviceFor(conversation: string): string;
  /** Of a genuine activity only: our token goes there. */
  learn(conversation: string, serviceUrl: string): void;
}

export function createPlaces({ service }: Addresses): Places {
  const known = new Map<string, string>();
  let latest = service;
  return {
    serviceFor: (conversation) => known.get(baseOf(conversation)) ?? latest,
    learn(conversation, serviceUrl) {
      latest = serviceUrl;
      if (known.size >= MOST) known.delete(known.keys().next().value ?? '');
      known.set(baseOf(conversation), serviceUrl);
    },
  };
}

/** The channel of a thread, `19:…@thread.tacv2;messageid=…`; anything else as it is. */
export const baseOf = (conversation: string): string => conversation.split(';')[0] ?? '';

/** The post at the head of the thread; empty where no thread is named. */
export const rootIn = (conversation: string): string => conversation.split(';messageid=')[1] ?? '';

export const threadOf = (channel: string, message: string): string =>
  `${channel};messageid=${message}`;

const MOST = 5_000;
