/** What somebody decided at AWS about a request that was carried here: told, and never undone. */

import { byline, type NodeRequestStatus } from '../catalog/node-request.ts';
import type { EpochMs } from '../kernel/time.ts';
import type { CaseFile } from './case-file.ts';
import { type Outcome, Stepping } from './outcome.ts';

/** Undefined where it was decided here, or is still open at AWS. */
export function closeElsewhere(
  file: CaseFile,
  { status, by }: { readonly status: NodeRequestStatus; readonly by: string },
  nowMs: EpochMs,
): Outcome | undefined {
  if (file.request.state !== 'pending' || status === 'pending' || status === 'unknown') {
    return undefined;
  }
  const elsewhere = { status, by: byline(by) };
  const state = status === 'timed-out' ? 'lapsed' : 'cancelled';
  return new Stepping(file, nowMs)
    .set({ request: { ...file.request, state, closedMs: nowMs, elsewhere } })
    .record('decided-at-aws', elsewhere)
    .done();
}
