/** `store init` and `store backup`: the records as a whole. */

import * as adapters from '../adapters/registry.ts';
import { databasePlace, surroundings } from './beside.ts';
import type { Env } from './config/env-names.ts';
import { EXIT } from './ops/command-table.ts';
import type { Terminal } from './ops/terminal.ts';

/** Makes the table for many replicas; a file is made by the first start, and copied whole. */
export async function store(
  [what, file]: readonly string[],
  env: Env,
  terminal: Terminal,
): Promise<number> {
  const place = databasePlace(env);
  const table = adapters.tableOf(place);
  if (what === 'init' && table !== undefined) {
    terminal.say(await adapters.initTable(table, await surroundings(env)));
    return EXIT.done;
  }
  if (what === 'backup' && table === undefined && file !== undefined) {
    const { records, facts } = await adapters.backUp(place, file);
    terminal.say(
      `${file} is a whole copy of ${place}: ${records} records, ${facts} facts in the log.\n` +
        `To go back to it, stop the bot, set ${place} aside with its -wal and -shm, put the copy ` +
        'in its place, and leave -witness.',
    );
    return EXIT.done;
  }
  terminal.complain(storeUsage(what, table));
  return EXIT.usage;
}

const INIT = 'npx prod-access store init --database dynamodb:prod-access';
const BACKUP = 'npx prod-access store backup /backup/prod-access.db';

function storeUsage(what: string | undefined, table: string | undefined): string {
  if (what === 'init') return `Say which table: ${INIT}`;
  if (what !== 'backup') return `Say which: ${INIT}, or ${BACKUP}`;
  if (table === undefined) return `Say where the copy goes: ${BACKUP}`;
  const how = 'aws dynamodb update-continuous-backups';
  return (
    `${table} is a table, of which DynamoDB itself keeps backups: switch on point-in-time ` +
    `recovery (${how}), and restore to a new table.`
  );
}
