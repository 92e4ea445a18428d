/** Bad days of Microsoft's services, ordered by tests: throttling, outages, lost answers. */

import { type BadDays, type CommonTrouble, createBadDays } from '../bad-days.ts';
import type { Call } from './call.ts';

export type Trouble =
  | CommonTrouble
  /** A proxy between answers with a page of its own. */
  | { readonly kind: 'page' }
  | { readonly kind: 'error'; readonly status: number; readonly code: string };

export type Faults = BadDays<Call, Trouble>;

export const createFaults = (): Faults => createBadDays();
