/** What an operation of Identity Center works with here, and the refusals they share. */

import type { Agenda } from './agenda.ts';
import type { CenterKnobs } from './center-knobs.ts';
import type { Center } from './center-types.ts';
import type { RequireDelegated } from './delegated.ts';
import type { History } from './history.ts';
import type { JsonCall } from './json-dialect.ts';
import type { Org } from './organization-state.ts';
import type { World } from './world.ts';

export interface CenterOptions {
  readonly world: World;
  readonly agenda: Agenda;
  readonly org: () => Org;
  readonly requireDelegated: RequireDelegated;
  /** Called after every change. */
  readonly changed: () => void;
}

export interface CenterReach extends CenterOptions {
  readonly history: History<Center>;
  readonly knobs: CenterKnobs;
}

export interface CenterCall extends JsonCall, CenterReach {
  /** As lists and gets see it by now. */
  readonly seen: () => Center;
  readonly put: (center: Center) => void;
}
