/** What Slack hands to the bot, and how the bot answered it. */

import type { Json, JsonObject } from './json.ts';
import type { Signing } from './signature.ts';

export type DeliveryKind = 'slash_commands' | 'interactive' | 'options' | 'events_api';

export interface Delivery {
  readonly kind: DeliveryKind;
  readonly payload: JsonObject;
  readonly retry?: { readonly num: number; readonly reason: string };
}

export interface Reply {
  /** HTTP status; 200 for an ack over a socket; 0 when nobody answered. */
  readonly status: number;
  readonly body: Json | undefined;
  readonly ms: number;
  readonly timedOut: boolean;
  /** The bot asked not to be sent this again. */
  readonly noRetry?: boolean;
}

/** A delivery as it went over the wire: sent again, it is the same to the byte. */
export interface Sent {
  readonly delivery: Delivery;
  readonly again: () => Promise<Reply>;
  readonly reply: Promise<Reply>;
}

export interface Transport {
  readonly send: (delivery: Delivery, signing: Signing) => Sent;
}

export const silence = (ms: number, timedOut: boolean): Reply => ({
  status: 0,
  body: undefined,
  ms,
  timedOut,
});

/** A success in Slack's eyes. */
export const isTaken = (reply: Reply): boolean => reply.status >= 200 && reply.status < 300;
