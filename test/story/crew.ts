/** The bots of a world: one, or several replicas on one table. */

import { join } from 'node:path';
import { initTable } from '../../adapters/dynamodb/init.ts';
import { createLogger } from '../../adapters/node/logger.ts';
import type { TurnedClock } from '../../adapters/node/turned-clock.ts';
import type { Config } from '../../src/config/config.ts';
import type { Settings } from '../../src/config/env.ts';
import { type Bot, startBot } from '../../src/serve.ts';
import { startDynamo } from '../stand-ins/dynamodb/dynamo.ts';
import { type MortalClock, mortalClock } from './mortal-clock.ts';

export interface Crew {
  /** As many as there shall be. */
  readonly start: (config: Config) => Promise<void>;
  /** One more, beside those that run. */
  readonly join: (config: Config) => Promise<void>;
  readonly stop: () => Promise<void>;
  /** The first stands still where it is, and says goodbye to nobody. */
  readonly lose: () => void;
  readonly first: () => Bot | undefined;
  readonly ports: () => readonly number[];
}

export interface CrewOptions {
  readonly settings: Settings;
  readonly folder: string;
  readonly count: number;
  readonly clock: TurnedClock;
  readonly log: string[];
}

interface Hand {
  readonly bot: Bot;
  readonly clock: MortalClock;
}

export function createCrew({ settings, folder, count, clock: wall, log }: CrewOptions): Crew {
  let hands: Hand[] = [];
  const lost: Hand[] = [];
  let started = 0;

  async function one(config: Config): Promise<Hand> {
    started += 1;
    const logger = createLogger({ to: { write: (line) => log.push(line) > 0 } });
    const common = { config, version: '0.0.0', kind: 'live', host: '127.0.0.1' } as const;
    const place = { ...settings, commandSocket: join(folder, `${started}.sock`) };
    const clock = mortalClock(wall);
    return { clock, bot: await startBot({ ...common, settings: place, clock, log: logger }) };
  }

  return {
    async start(config) {
      hands = await Promise.all(Array.from({ length: count }, () => one(config)));
    },
    async join(config) {
      hands.push(await one(config));
    },
    async stop() {
      for (const { clock } of lost) clock.revive();
      const all = [...hands.splice(0), ...lost.splice(0)];
      await Promise.all(all.map(({ bot }) => bot.stop('test')));
    },
    lose() {
      const [first] = hands.splice(0, 1);
      if (!first) throw new Error('There is nobody to lose.');
      first.clock.die();
      lost.push(first);
    },
    first: () => hands[0]?.bot,
    ports: () => hands.map(({ bot }) => bot.port),
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
