/** Whose reads are compared with each other: those of one process, while its clock runs evenly. */

import { type Clock, SECOND } from '../kernel/time.ts';
import type { Context } from './context.ts';

interface Known {
  /** The clock on the wall against the one that only runs. */
  readonly offsetMs: number;
  /** How often it was set meanwhile. */
  readonly steps: number;
}

const clocks = new WeakMap<Clock, Known>();
/** Less than this it may be led by, from one look to the next. */
const STEP_MS = 2 * SECOND;

/**
 * Changes with each step of the clock: what it says of the time between two reads is not so then,
 * and what was read once is read twice anew.
 */
export function observerOf({ claims, clock }: Pick<Context, 'claims' | 'clock'>) {
  const offsetMs = clock.nowMs() - clock.monotonicMs();
  const last = clocks.get(clock) ?? { offsetMs, steps: 0 };
  const isSet = Math.abs(offsetMs - last.offsetMs) >= STEP_MS;
  const steps = last.steps + (isSet ? 1 : 0);
  clocks.set(clock, { offsetMs, steps });
  return steps === 0 ? claims?.by : `${claims?.by ?? 'clock'} ${steps}`;
}
