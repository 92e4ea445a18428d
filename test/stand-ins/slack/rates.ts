/** Slack's rates: so many calls a minute by tier, and about one post a second in a channel. */

import { type ApiCall, text } from './api-call.ts';

export type Rates = 'generous' | 'strict';

/** Calls a minute, by method. Slack promises at least these, and tests should live with no more. */
const PER_MINUTE: Readonly<Record<string, number>> = {
  'users.list': 20,
  'usergroups.list': 20,
  'usergroups.users.list': 20,
  'chat.update': 50,
  'chat.delete': 50,
  'conversations.open': 50,
  'conversations.info': 50,
  'users.lookupByEmail': 50,
  'apps.connections.open': 50,
  'conversations.members': 100,
  'chat.postEphemeral': 100,
  'users.info': 100,
  'views.open': 100,
  'views.update': 100,
  'views.push': 100,
  'views.publish': 100,
};
const MINUTE_MS = 60_000;
/** Posts a channel takes at once before it insists on one a second. */
const BURST = 5;

export interface Limiter {
  readonly use: (rates: Rates) => void;
  /** Counts the call; says after how many seconds to come back when it was one too many. */
  readonly take: (call: ApiCall, wallMs: number) => number | undefined;
}

export function createLimiter(initial: Rates): Limiter {
  let rates = initial;
  const calls = new Map<string, number[]>();
  const buckets = new Map<string, { tokens: number; atMs: number }>();

  function takePost(channel: string, wallMs: number): number | undefined {
    const bucket = buckets.get(channel) ?? { tokens: BURST, atMs: wallMs };
    const tokens = Math.min(BURST, bucket.tokens + (wallMs - bucket.atMs) / 1000);
    if (tokens < 1) return 1;
    buckets.set(channel, { tokens: tokens - 1, atMs: wallMs });
    return undefined;
  }

  function takeTier(method: string, wallMs: number): number | undefined {
    const most = PER_MINUTE[method];
    if (most === undefined) return undefined;
    const recent = (calls.get(method) ?? []).filter((atMs) => wallMs - atMs < MINUTE_MS);
    calls.set(method, recent);
    if (recent.length >= most) {
      return Math.max(1, Math.ceil(((recent[0] ?? wallMs) + MINUTE_MS - wallMs) / 1000));
    }
    recent.push(wallMs);
    return undefined;
  }

  return {
    use: (next) => {
      rates = next;
    },
    take: (call, wallMs) => {
      if (rates === 'generous') return undefined;
      if (call.method !== 'chat.postMessage') return takeTier(call.method, wallMs);
      return takePost(text(call.args['channel']) ?? '', wallMs);
    },
  };
}
