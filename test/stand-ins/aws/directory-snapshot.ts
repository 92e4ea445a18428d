/** What is kept of the services around the accounts over a restart: plain data. */

import type { Center } from './center-types.ts';
import type { Org } from './organization-state.ts';
import type { SchedulerSnapshot } from './scheduler-types.ts';

export interface DirectorySnapshot {
  readonly organization: Org;
  readonly center: Center;
  readonly scheduler: SchedulerSnapshot;
}
