/** Preloaded into a process: notes each module that is there for Teams alone, when it is loaded. */

import { appendFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { ofTeams } from './of-teams.mjs';

registerHooks({
  load(url, context, next) {
    if (ofTeams(url)) appendFileSync(process.env.LOADED_OF_TEAMS, `${url}\n`);
    return next(url, context);
  },
});
