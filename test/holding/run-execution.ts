/** One run at Automation, and as it is read there. */

import type { SeenRun } from '../../src/holding/run.ts';
import { type RunSlot, slotName } from '../../src/holding/slot.ts';

export interface Execution {
  readonly id: string;
  readonly slot: RunSlot;
  readonly endsMs: number;
  state: SeenRun['state'];
  endedMs?: number;
  policy?: string | undefined;
  alarm?: string;
}

export const seenOf = ({ id, slot, state, endedMs, policy, alarm }: Execution): SeenRun => ({
  name: slotName(slot),
  execution: id,
  state,
  ...(endedMs === undefined ? {} : { endedMs }),
  steps: state === 'done' ? [{ name: 'only', end: 'done' }] : [],
  outputs: policy === undefined ? {} : { 'read.Policy': [policy] },
  ...(alarm === undefined ? {} : { alarm }),
});
