/** What is kept of the organisation and of Identity Center over a restart: plain data. */

import type { Center } from './center-types.ts';
import type { Org } from './organization-state.ts';

export interface DirectorySnapshot {
  readonly organization: Org;
  readonly center: Center;
}
