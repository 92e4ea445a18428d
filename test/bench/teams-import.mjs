/**
 * Imports the adapters of the chats that are named, and says what that took and what it loaded.
 *
 * Plain JavaScript behind the compile cache, started the way the launcher starts ours.
 */

import nodeModule from 'node:module';
import { fileURLToPath } from 'node:url';
import { ofTeams } from '../process/of-teams.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
nodeModule.enableCompileCache?.(`${root}node_modules/.cache/compile`);
let files = 0;
nodeModule.registerHooks({
  load(url, context, next) {
    if (ofTeams(url)) files += 1;
    return next(url, context);
  },
});

const CHATS = {
  slack: () => import('../../adapters/slack/slack.ts'),
  teams: () => import('../../adapters/teams/teams.ts'),
};
const sinceMs = performance.now();
for (const chat of process.argv.slice(2)) await CHATS[chat]?.();
const importMs = performance.now() - sinceMs;
const importedMb = process.memoryUsage().rss / 2 ** 20;
process.stdout.write(JSON.stringify({ importMs, importedMb, files }));
process.exit();
