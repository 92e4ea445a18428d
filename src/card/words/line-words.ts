/** A sentence for every recorded fact that is a line in the thread; the others are silent. */

import type { EventFacts, EventType } from '../../audit/event.ts';
import type { EpochMs } from '../../kernel/time.ts';
import type { Line } from '../card.ts';

/** Kept for auditors, of no use to readers of the thread, or said by another line. */
type SilentEvent =
  | 'grant-provisioning'
  | 'ask-refused'
  | 'configuration-loaded'
  | 'configuration-proposed'
  | 'configuration-confirmed'
  | 'configuration-withdrawn'
  | 'configuration-unsound'
  | 'booted'
  | 'stopped'
  | 'drift-found'
  | 'drift-settled'
  | 'aws-request-left'
  | 'foreign-mark-found'
  | 'copy-found'
  | 'adoption-confirmed';

export type SpokenEvent = Exclude<EventType, SilentEvent>;

/** Undefined where a fact of that type says nothing new this time. */
export type LineWords = {
  readonly [T in SpokenEvent]: (facts: EventFacts[T], atMs: EpochMs) => Line | undefined;
};
