/** The pace of a call that AWS does not answer. */

import { canonical } from '../kernel/digest.ts';
import { MINUTE, SECOND } from '../kernel/time.ts';
import type { Look } from './look.ts';
import type { Step } from './slot.ts';

/** So often it is tried as fast as looks come. */
const EAGER_TRIES = 5;

/**
 * Tried often without an answer, though AWS answers reads: tried for ever, and less and less often,
 * since each try is on record for as long as it may land.
 */
export function isOftenUnanswered({ holding, nowMs }: Look, step: Step): boolean {
  const open = holding.attempts.filter(({ answer }) => !answer);
  if (open.length < EAGER_TRIES) return false;
  const said = canonical(step);
  const tries = open.filter((one) => canonical(one.step) === said);
  const over = tries.length - EAGER_TRIES;
  const last = tries.at(-1);
  return over >= 0 && last !== undefined && nowMs - last.sentMs < pause(over);
}

const pause = (over: number): number => Math.min(MINUTE, 2 * SECOND * 2 ** over);
