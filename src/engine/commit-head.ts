/** One commit of one record: its state, the facts sealed with it, and where it is found. */

import { emptyChain, seal } from '../audit/chain.ts';
import type { AuditEvent } from '../audit/event.ts';
import { MINUTE, SECOND } from '../kernel/time.ts';
import type { Head, IndexEntry, RecordKey } from '../ports/store.ts';
import type { Context } from './context.ts';
import { commitKnown } from './known-heads.ts';

const LOG_DELAY_MS = 2 * SECOND;
/** What is said of a case takes its facts along to the log by itself, and mostly sooner. */
const CASE_LOG_DELAY_MS = 15 * SECOND;
/** Looked for every quarter of a minute: no head waits five minutes for its anchor. */
export const ANCHOR_DELAY_MS = 4.5 * MINUTE;

export async function commitHead(
  ctx: Context,
  key: RecordKey,
  head: Head | undefined,
  body: unknown,
  events: readonly AuditEvent[],
  index: IndexEntry,
): Promise<'committed' | 'conflict'> {
  const { head: chain, sealed } = seal(key, head?.chain ?? emptyChain(key), events);
  const waiting = [...(head?.sealed ?? []), ...sealed];
  // When it was first owed: a time that moves with every commit would be paid for at each.
  const delayMs = key.startsWith('case/') ? CASE_LOG_DELAY_MS : LOG_DELAY_MS;
  const logMs = head?.index.due.log ?? ctx.clock.nowMs() + delayMs;
  const log = waiting.length > 0 ? { log: logMs } : {};
  const isAnchored = ctx.ledger && sealed.length > 0;
  // Whoever commits: what a replica that keeps a ledger owes is no other's to forget. When it was
  // first owed counts, unless a clock that was ahead has said so.
  const owedMs = head?.index.due.ledger ?? (isAnchored ? Infinity : undefined);
  const anchorMs = ctx.clock.nowMs() + ANCHOR_DELAY_MS;
  const ledger = owedMs === undefined ? {} : { ledger: Math.min(owedMs, anchorMs) };
  const due = { ...index.due, ...log, ...ledger };
  const version = (head?.version ?? 0) + 1;
  const next = { key, version, body, chain, sealed: waiting, index: { ...index, due } };
  const answer = await commitKnown(ctx, next);
  ctx.wake(next, answer);
  return answer;
}
