/** Parts of a look that are the same whether or not there is still such a user. */

import type { Unread } from '../../src/holding/look.ts';
import type { SeenRun } from '../../src/holding/run.ts';
import { slotName } from '../../src/holding/slot.ts';
import { Fault } from '../../src/kernel/fault.ts';
import type { Observation, ObserveOrder } from '../../src/ports/grant-provider.ts';
import type { PreflightReader } from './iam-preflight.ts';

export function withUnread(seen: Observation, unread: Unread): Observation {
  const isWhole = Object.values(unread).every((one) => one.length === 0);
  return isWhole ? seen : { ...seen, unread };
}

/** Systems Manager may be silent where IAM is not, and what ends there must not wait for it. */
const SESSIONS_MS = 4_000;
export const briefly = (signal: AbortSignal): AbortSignal =>
  AbortSignal.any([signal, AbortSignal.timeout(SESSIONS_MS)]);

const NO_SESSIONS = { found: [], unread: [], listed: [] } as const;

export async function sessionsLeft(
  { clients }: PreflightReader,
  order: ObserveOrder,
  owner: string,
  beforeMs = Infinity,
) {
  if (order.sessions.length === 0 && !order.through?.length) return NO_SESSIONS;
  const { openSessions } = await import('./open-sessions.ts');
  return openSessions(clients, order, { owner, beforeMs });
}

/** One after the other: AWS answers few of these a second. */
export async function openRuns(
  { clients, installation }: PreflightReader,
  { holder, runs = [], signal }: ObserveOrder,
): Promise<{ readonly seen: readonly SeenRun[]; readonly unread: readonly string[] }> {
  const seen: SeenRun[] = [];
  const unread: string[] = [];
  const place = { clients, installation, account: holder.account, signal: briefly(signal) };
  if (runs.length === 0) return { seen, unread };
  const { runAt } = await import('./ssm-automation-read.ts');
  for (const run of runs) {
    try {
      const read = await runAt(place, run);
      if (read) seen.push(read);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      unread.push(slotName(run.slot));
    }
  }
  return { seen, unread };
}
