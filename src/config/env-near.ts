/** Variables that are spelt nearly as one of ours is, which therefore nobody reads. */

import type { Env } from './env-names.ts';
import { nearest } from './near.ts';

export interface Misspelt {
  readonly name: string;
  readonly meant: string;
}

/** Told, and no reason to refuse: another program on the host may have a variable of that name. */
export function misspelt(env: Env): readonly Misspelt[] {
  return Object.keys(env)
    .filter((name) => env[name] !== undefined && !READ.includes(name))
    .flatMap((name) => {
      const meant = nearest(name, READ);
      // Whoever has set the right one has not missed it.
      return meant === undefined || env[meant] ? [] : [{ name, meant }];
    });
}

/** What begins with `PROD_ACCESS_` is refused instead; `PORT` is near to too much. */
const READ = [
  'LOG_LEVEL',
  'MicrosoftAppId',
  'MicrosoftAppPassword',
  'MicrosoftAppTenantId',
  'PAGERDUTY_TOKEN',
  'SLACK_APP_TOKEN',
  'SLACK_BOT_TOKEN',
  'SLACK_SIGNING_SECRET',
];
