/** The real program in a process of its own, with a clock that the driver turns. */

import { createTurnedClock } from '../../adapters/node/turned-clock.ts';
import { initTable, tableOf } from '../../adapters/registry.ts';
import { readSettings } from '../../src/config/env.ts';
import { parseConfig } from '../../src/config/parse.ts';
import { startBot } from '../../src/serve.ts';
import { answer } from './child.ts';

const clock = createTurnedClock();

answer({
  start: ({ config }: { readonly config: string }) => start(config),
  turn: ({ ms }: { readonly ms: number }) => clock.turn(ms),
});

async function start(text: string): Promise<number> {
  const read = readSettings(process.env);
  const parsed = parseConfig(text, 'lives.yml');
  if (!read.ok) throw new Error(read.problems.join('\n'));
  if (!parsed.ok) throw new Error(parsed.problems.map(({ message }) => message).join('\n'));
  // Any port that is free.
  const settings = { ...read.settings, port: 0 };
  const table = tableOf(settings.database);
  if (table !== undefined) await initTable(table, { region: settings.aws.region, clock });
  const { config } = parsed;
  const bot = await startBot({ settings, config, version: '0.0.0', kind: 'live', clock });
  return bot.port;
}
