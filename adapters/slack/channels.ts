/** Which channels may be written to: not those that another company reads. */

import { Fault } from '../../src/kernel/fault.ts';
import { type Clock, MINUTE } from '../../src/kernel/time.ts';
import type { Posted } from '../../src/ports/chat.ts';
import type { Payload } from './admit.ts';
import { part } from './payload.ts';
import { createRemembered } from '../chats/remembered.ts';
import { refusalFor } from './refusal.ts';
import type { WebApi } from './web-api.ts';

export interface Channels {
  /** Why nothing is to be posted there; undefined when nothing speaks against it. */
  closed(channel: string): Promise<Closed | undefined>;
  forget(channel: string): void;
}

type Closed = Extract<Posted, { readonly ok: false }>['why'];

export function createChannels(api: WebApi, clock: Clock): Channels {
  const looked = createRemembered<Closed | undefined>({
    clock,
    most: MOST_CHANNELS,
    async find(channel) {
      const answer = await api.call('conversations.info', { channel });
      if (answer.ok) return closedBy(part(answer.body, 'channel'));
      const why = refusalFor(answer.error);
      if (why !== 'refused') return why;
      throw new Fault('chat-refused', `Slack would not show ${channel}: ${answer.error}.`);
    },
  });
  let told = 0;
  return {
    async closed(channel) {
      // Whatever was told meanwhile is newer than an answer that was on its way.
      let closed: Closed | undefined;
      for (let before = -1; before !== told; ) {
        before = told;
        closed = await looked.get(channel, KEPT_MS);
      }
      // Only what is well is kept: a bot that has just been invited need not wait.
      if (closed !== undefined) looked.forget(channel);
      return closed;
    },
    forget(channel) {
      told += 1;
      looked.forget(channel);
    },
  };
}

function closedBy(channel: Payload | undefined): Closed | undefined {
  if (channel === undefined) return 'gone';
  if (channel['is_archived'] === true) return 'gone';
  const isPending = PENDING.some((key) => {
    const value = channel[key];
    return value === true || (Array.isArray(value) && value.length > 0);
  });
  const isShared = channel['is_ext_shared'] === true || channel['is_org_shared'] === true;
  if (isShared || isPending) return 'shared';
  const isDirect = channel['is_im'] === true;
  return channel['is_member'] === false && !isDirect ? 'not-a-member' : undefined;
}

/** Invitations to another company that are under way. */
const PENDING = ['is_pending_ext_shared', 'pending_shared', 'pending_connected_team_ids'];
const KEPT_MS = 5 * MINUTE;
const MOST_CHANNELS = 1_000;
