/** Every group that is kept elsewhere, asked of whoever keeps it. */

import type { GroupConfig } from '../../src/config/config.ts';
import { Fault } from '../../src/kernel/fault.ts';
import type { DurationMs } from '../../src/kernel/time.ts';
import type { RosterEntry, RosterRef, Rosters } from '../../src/ports/roster.ts';

export interface Keeper {
  entries(roster: string, maxAgeMs: DurationMs): Promise<readonly RosterEntry[]>;
}

export type Keepers = Readonly<Record<RosterRef['kind'], Keeper | undefined>>;

/** Undefined where no group is kept elsewhere. */
export function rostersByKeeper(
  groups: ReadonlyMap<string, GroupConfig>,
  keepers: Keepers,
): Rosters | undefined {
  if (![...groups.values()].some(({ source }) => 'roster' in source)) return undefined;
  return {
    async entries({ kind, roster }, maxAgeMs) {
      const keeper = keepers[kind];
      if (!keeper) {
        throw new Fault('roster-unreachable', `Nobody can be asked who is in ${roster}.`);
      }
      return keeper.entries(roster, maxAgeMs);
    },
  };
}
