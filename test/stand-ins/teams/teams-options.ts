/** How a stand-in is set up, and what it is when nothing is said. */

import type { Rates } from './rates.ts';
import { SAMPLE } from './sample.ts';
import type { Seed } from './seed.ts';

export interface TeamsOptions {
  readonly seed: Seed;
  /** The tenant's clock: ids and times of messages. Tokens and patience take real time. */
  readonly now: () => number;
  readonly port: number;
  /** Where the bot takes activities. */
  readonly endpoint: string | undefined;
  readonly rates: Rates;
  /** How long clients wait for the bot, and before they send a form again. */
  readonly patienceMs: number;
  /** Clients refresh cards by themselves after each post and change. */
  readonly autoRefresh: boolean;
  readonly graphPageSize: number;
  readonly rosterPageSize: number;
  readonly tokenLifeSec: number;
}

export const DEFAULTS: TeamsOptions = {
  seed: SAMPLE,
  now: Date.now,
  port: 0,
  endpoint: undefined,
  rates: 'generous',
  patienceMs: 5000,
  autoRefresh: false,
  graphPageSize: 2,
  rosterPageSize: 50,
  tokenLifeSec: 3599,
};
