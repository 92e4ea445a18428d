/**
 * What the core asks of AWS's own record of what was done. Reads only, and nothing waits for it: a
 * rejected promise means "unknown", and what could not be read in one place hides no other.
 */

import type { Deed, TrailTrouble } from '../audit/activity.ts';
import type { SessionLog } from '../catalog/session-log.ts';
import type { RoleRef, SsmTarget } from '../catalog/target.ts';
import type { EpochMs } from '../kernel/time.ts';
import type { Holder } from '../request/request.ts';

export interface TrailOrder {
  readonly holder: Holder;
  /** Roles whose sessions carry the name of the holder's user; the names may be patterns. */
  readonly roles: readonly RoleRef[];
  /** Where the access led, beside the Regions that are looked at anyway. */
  readonly regions: readonly string[];
  /** Shells that may have been opened, and whose sessions may be kept in a log. */
  readonly shells: readonly SsmTarget[];
  readonly fromMs: EpochMs;
  readonly toMs: EpochMs;
  readonly signal: AbortSignal;
}

export interface TrailPlace {
  readonly account: string;
  readonly region: string;
}

export type PlaceRead = TrailPlace &
  (
    | {
        readonly deeds: readonly Deed[];
        /** There were more: only so many events, the newest, were looked at. */
        readonly newest?: number;
      }
    | { readonly trouble: TrailTrouble }
  );

export interface TrailRead {
  readonly places: readonly PlaceRead[];
  readonly logs: readonly SessionLog[];
}

export interface Trail {
  read(order: TrailOrder): Promise<TrailRead>;
}
