/** A request that nobody can approve any more: said once, while its requester can still act. */

import type { EpochMs } from '../kernel/time.ts';
import type { CaseFile } from './case-file.ts';
import { type Outcome, Stepping } from './outcome.ts';

/** Undefined when it was said already, or when nothing is left to decide. */
export function sayStuck(file: CaseFile, level: string, nowMs: EpochMs): Outcome | undefined {
  if (file.request.state !== 'pending' || file.stuckMs !== undefined) return undefined;
  return new Stepping({ ...file, stuckMs: nowMs }, nowMs)
    .record('request-stuck', { level })
    .tellOperators()
    .tell('stuck')
    .done();
}
