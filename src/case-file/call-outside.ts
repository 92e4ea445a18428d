/** Facts of a waiting request that approvers outside the chats are told by the webhook. */

import type { AuditEvent, EventType } from '../audit/event.ts';
import { SECOND } from '../kernel/time.ts';
import type { Effect } from '../work/effect.ts';
import type { CaseFile } from './case-file.ts';
import { oweEffect } from './outcome.ts';

type Call = Extract<Effect, { kind: 'webhook' }>['event'];

const CALLS: Partial<Readonly<Record<EventType, Call>>> = {
  'rule-applied': 'waiting',
  'approvers-reminded': 'reminder',
  'level-escalated': 'escalation',
};

/** Time for the card to be posted, so that there is a link to it. */
const FOR_CARD_MS = 10 * SECOND;

/** @param seq the number of the fact in its record. */
export function oweWebhook(file: CaseFile, { type, atMs }: AuditEvent, seq: number): CaseFile {
  const event = CALLS[type];
  if (!event || file.request.state !== 'pending') return file;
  const dueMs = file.card ? atMs : atMs + FOR_CARD_MS;
  return oweEffect(file, { kind: 'webhook', seq, event }, dueMs);
}
