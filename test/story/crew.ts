/** The bots of a world: one, or several replicas on one table. */

import { join } from 'node:path';
import { initTable } from '../../adapters/dynamodb/init.ts';
import { createLogger } from '../../adapters/node/logger.ts';
import type { TurnedClock } from '../../adapters/node/turned-clock.ts';
import type { Config } from '../../src/config/config.ts';
import type { Settings } from '../../src/config/env.ts';
import { type Bot, startBot } from '../../src/serve.ts';
import { startDynamo } from '../stand-ins/dynamodb/dynamo.ts';

export interface Crew {
  /** As many as there shall be. */
  start(config: Config): Promise<void>;
  /** One more, beside those that run. */
  join(config: Config): Promise<void>;
  stop(): Promise<void>;
  first(): Bot | undefined;
  ports(): readonly number[];
}

export interface CrewOptions {
  readonly settings: Settings;
  readonly folder: string;
  readonly count: number;
  readonly clock: TurnedClock;
  readonly log: string[];
}

export function createCrew({ settings, folder, count, clock, log }: CrewOptions): Crew {
  let bots: Bot[] = [];
  let started = 0;

  function one(config: Config): Promise<Bot> {
    started += 1;
    const logger = createLogger({ to: { write: (line) => log.push(line) > 0 } });
    const common = { config, version: '0.0.0', kind: 'live', host: '127.0.0.1' } as const;
    const place = { ...settings, commandSocket: join(folder, `${started}.sock`) };
    return startBot({ ...common, settings: place, clock, log: logger });
  }

  return {
    async start(config) {
      bots = await Promise.all(Array.from({ length: count }, () => one(config)));
    },
    async join(config) {
      bots.push(await one(config));
    },
    async stop() {
      await Promise.all(bots.splice(0).map((bot) => bot.stop('test')));
    },
    first: () => bots[0],
    ports: () => bots.map(({ port }) => port),
  };
}

/** An empty table, where the SDK finds it. */
export async function startTable(clock: TurnedClock) {
  const dynamo = await startDynamo();
  const { endpoint } = dynamo;
  const table = `story-${Date.now()}-${Math.random().toString(36).slice(2)}`;
  process.env['AWS_ENDPOINT_URL_DYNAMODB'] = endpoint;
  await initTable({ table, region: 'us-east-1', clock, endpoint });
  return { place: `dynamodb:${table}`, close: () => dynamo.close() };
}
