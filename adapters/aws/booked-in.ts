/** Ends that are booked for one person in one group of schedules, or that nobody can say. */

import { type FencePlace, type FoundSlot, placeName } from '../../src/holding/slot.ts';
import { Fault } from '../../src/kernel/fault.ts';
import { SECOND } from '../../src/kernel/time.ts';
import { type Bookings, schedulesOf } from './scheduler-bookings.ts';

export interface BookedRead {
  readonly found: readonly FoundSlot[];
  /** Names of places that could not be read. */
  readonly unread: readonly string[];
}

/** Scheduler may be closed or silent; what is to be taken must not wait for it. */
const PATIENCE_MS = 15 * SECOND;

export async function bookedIn(
  at: Bookings,
  uniqueId: string,
  place: FencePlace,
): Promise<BookedRead> {
  const signal = AbortSignal.any([at.signal, AbortSignal.timeout(PATIENCE_MS)]);
  try {
    return { found: await schedulesOf({ ...at, signal }, uniqueId, place), unread: [] };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return { found: [], unread: [placeName(place)] };
  }
}
