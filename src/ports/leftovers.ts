/** What stands at AWS by our mark beyond its own date, for a revoker that has no records. */

import type { Step } from '../holding/slot.ts';
import type { Holder } from '../request/request.ts';
import type { EpochMs } from '../kernel/time.ts';
import type { Applied } from './grant-provider.ts';

export interface Leftover {
  readonly holder: Holder;
  /** As its mark says. */
  readonly endedMs: EpochMs;
  readonly step: Extract<Step, { do: 'remove' }>;
}

export type Unread = (where: string, error: unknown) => void;

export interface Leftovers {
  /**
   * All of this installation that ended before a moment: the access first, its notes after.
   * @param unread told of an account, a user or a role that cannot be read: the others are.
   */
  endedBefore(atMs: EpochMs, signal: AbortSignal, unread: Unread): AsyncIterable<Leftover>;
  remove(one: Leftover, signal: AbortSignal): Promise<Applied>;
}
