/** Tells of requests that wait whoever is in no chat. A rejected promise means "try again". */

import type { MessageRef } from '../case-file/case-file.ts';
import type { RequestId } from '../kernel/brand.ts';
import type { EpochMs } from '../kernel/time.ts';

export interface Waiting {
  readonly event: 'waiting' | 'reminder' | 'escalation';
  readonly id: RequestId;
  readonly entitlement: string;
  readonly requester: string;
  /** The level that waits, and whom its missing approvals would come from. */
  readonly level: string;
  readonly from: readonly string[];
  readonly lapseMs: EpochMs;
  /** Absent while the card is not posted. */
  readonly card?: MessageRef;
}

export interface Webhook {
  /** @param key the same at every try of one call. */
  post(waiting: Waiting, key: string): Promise<void>;
}
