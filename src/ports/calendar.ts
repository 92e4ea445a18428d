/** Change calendars: open or closed at a moment, and until when. */

import type { EpochMs } from '../kernel/time.ts';
import type { CalendarState } from '../policy/freeze.ts';

export interface CalendarDesk {
  /**
   * By its name in the configuration, as known at most `maxAgeMs` ago. Never throws: a calendar
   * that cannot be read is closed, with `why: 'silent'`.
   */
  state(calendar: string, atMs: EpochMs, maxAgeMs: number): Promise<CalendarState>;
}
