/** Deeds still owed: one union, each with its idempotency key. */

import { targetKey } from '../catalog/target.ts';
import type { LeaseOrder } from '../holding/lease.ts';
import type { PersonKey, PrincipalKey } from '../kernel/brand.ts';
import type { DurationMs, EpochMs } from '../kernel/time.ts';
import type { Holder } from '../request/request.ts';

/** What a direct message is about; its words are drawn from the case file when it is sent. */
export type NoticeTopic =
  | 'approved'
  | 'scheduled'
  | 'active'
  | 'warning'
  | 'extended'
  | 'extension-closed'
  | 'ended'
  | 'denied'
  | 'lapsed'
  | 'failed'
  | 'held'
  | 'reopened'
  | 'stuck';

export type Effect =
  /**
   * Post the card, or bring the posted one up to date: always the newest drawing. `again` says that
   * it stands already, and is drawn once more to be sure.
   */
  | { readonly kind: 'card'; readonly again?: true }
  /** One line in the thread, the sentence of one recorded fact. */
  | { readonly kind: 'line'; readonly seq: number }
  | {
      readonly kind: 'notice';
      readonly topic: NoticeTopic;
      readonly to: PersonKey;
      readonly number: number;
      readonly beforeMs?: DurationMs;
    }
  /** The same for the operators' channel. */
  | { readonly kind: 'operators'; readonly seq: number }
  /** Access came first: everybody in a channel hears of it. */
  | { readonly kind: 'broadcast'; readonly channel: string }
  /** A call to the page webhook. */
  | { readonly kind: 'page'; readonly sinceMs: EpochMs }
  /** A call to the webhook about a request that waits, for the fact of that number. */
  | {
      readonly kind: 'webhook';
      readonly seq: number;
      readonly event: 'waiting' | 'reminder' | 'escalation';
    }
  /** To read what was done with the access, once it is over. */
  | { readonly kind: 'look-back' }
  /** AWS's own request is told no. */
  | { readonly kind: 'reject'; readonly note: string }
  /** An order to a holding. */
  | {
      readonly kind: 'set-lease';
      readonly holding: PrincipalKey;
      readonly holder: Holder;
      readonly order: LeaseOrder;
    };

/** Lanes are worked apart: no hanging chat call delays a revocation. */
export type Lane =
  | 'log'
  | 'timer'
  | 'holding'
  | 'chat'
  | 'page'
  | 'converge'
  | 'look'
  | 'urgent'
  | 'ledger'
  | 'trail'
  | 'webhook';

export interface Owed {
  /** Unique within its record: owing the same key again replaces it. */
  readonly key: string;
  readonly effect: Effect;
  readonly dueMs: EpochMs;
  readonly failures: number;
}

export function laneOf(effect: Effect): Lane {
  if (effect.kind === 'set-lease') return 'holding';
  if (effect.kind === 'look-back') return 'trail';
  if (effect.kind === 'webhook') return 'webhook';
  // No chat is waited for here, nor there.
  return effect.kind === 'page' || effect.kind === 'reject' ? 'page' : 'chat';
}

export function effectKey(effect: Effect): string {
  switch (effect.kind) {
    case 'card':
    case 'look-back':
      return effect.kind;
    case 'line':
      return `line:${effect.seq}`;
    case 'notice':
      return `notice:${effect.number}:${effect.topic}:${effect.to}`;
    case 'operators':
      return `operators:${effect.seq}`;
    case 'webhook':
      return `webhook:${effect.seq}`;
    case 'broadcast':
      return `broadcast:${effect.channel}`;
    case 'page':
      return `page:${effect.sinceMs}`;
    case 'reject':
      return 'reject';
    case 'set-lease':
      return `lease:${targetKey(effect.order.target)}`;
  }
}
