/** Whether a look found nothing that must be on record: then it costs no commit. */

import { isAlike } from '../kernel/alike.ts';
import type { EpochMs } from '../kernel/time.ts';
import type { Plan } from './plan.ts';
import type { Holding } from './holding.ts';

/** Not where a look is due on record: then the next one has to be put there. */
export function isQuiet(before: Holding, { holding, steps, drift }: Plan, nowMs: EpochMs): boolean {
  if (before.dueMs === undefined || before.dueMs <= nowMs || before.claim) return false;
  if (holding.dueMs === undefined || holding.dueMs < before.dueMs) return false;
  if (steps.length > 0 || drift.length > 0) return false;
  return isAlike(lasting(before), lasting(holding));
}

/** Without the look itself, and without attempts that have become too old to matter. */
function lasting({ lastLookMs: _look, dueMs: _due, attempts: _old, ...rest }: Holding) {
  return rest;
}
