/** What the ledger is behind with: heads without their anchor, blocks without their copy. */

import { endOf, LEDGER_END } from '../engine/ledger-rows.ts';
import type { EpochMs } from '../kernel/time.ts';
import type { Store } from '../ports/store.ts';

export interface LedgerBacklog {
  /** Heads that should have been anchored by now. */
  readonly anchors: number;
  /** How late the oldest of them is; 0 when there is none. */
  readonly seconds: number;
  /** Blocks that are not yet in the second place. */
  readonly copies: number;
}

export const NOTHING_LATE: LedgerBacklog = { anchors: 0, seconds: 0, copies: 0 };

const SHOWN = 1_000;
/** Anchors fall due a little before the five minutes that are promised. */
const GRACE_MS = 30_000;

export async function ledgerBacklog(
  store: Pick<Store, 'due' | 'load'>,
  nowMs: EpochMs,
): Promise<LedgerBacklog> {
  const late = await store.due('ledger', nowMs - GRACE_MS, SHOWN);
  const { number, copied } = endOf(await store.load(LEDGER_END));
  const oldestMs = Math.min(nowMs, ...late.map(({ dueMs }) => dueMs));
  return {
    anchors: late.length,
    seconds: late.length > 0 ? Math.round((nowMs - oldestMs) / 1_000) : 0,
    copies: number - copied,
  };
}

/** @throws when something is late, in a sentence that says what. */
export function backlogSentence({ anchors, seconds, copies }: LedgerBacklog): string {
  if (anchors > 0) {
    throw new Error(`${anchors} records wait for their anchor, the oldest for ${seconds} s.`);
  }
  if (copies > 0) throw new Error(`${copies} blocks are not yet in the second place.`);
  return 'nothing is late';
}
