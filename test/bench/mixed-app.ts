/** The program in the mixed storm: the real one but for its way in, its chat and its surveys. */

import { join } from 'node:path';
import type { Aws } from '../../adapters/aws/aws.ts';
import * as adapters from '../../adapters/registry.ts';
import { openChats } from '../../adapters/registry-chats.ts';
import { createApp } from '../../src/app.ts';
import type { Config } from '../../src/config/config.ts';
import type { Settings } from '../../src/config/env.ts';
import type { Holding } from '../../src/holding/holding.ts';
import type { Clock } from '../../src/kernel/time.ts';
import type { GrantProvider } from '../../src/ports/grant-provider.ts';
import type { Head, Store } from '../../src/ports/store.ts';
import { BOT } from '../story/seed.ts';
import { SECRET } from './commands.ts';

export interface Around {
  readonly folder: string;
  readonly slackApiUrl: string;
  readonly config: Config;
  readonly clock: Clock;
}

/** What is seen of it while it works: each look, and what each commit of a holding says. */
export interface Seen {
  readonly looked: (holding: string) => void;
  readonly committed: (holding: Holding) => void;
}

/** The SDK reads these when its first client is made. */
export const useAws = (url: string) =>
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: url,
    AWS_ACCESS_KEY_ID: BOT.accessKeyId,
    AWS_SECRET_ACCESS_KEY: BOT.secretAccessKey,
    AWS_REGION: 'us-east-1',
  });

const settingsIn = ({ folder, slackApiUrl }: Around): Settings => ({
  slack: {
    botToken: 'xoxb-1111-2222-standin',
    apiUrl: slackApiUrl,
    transport: { kind: 'http', signingSecret: SECRET },
  },
  aws: { region: 'us-east-1' },
  configFile: 'storm.yml',
  database: ':memory:',
  commandSocket: join(folder, 'mixed.sock'),
  port: 0,
  logLevel: 'error',
  isStandIn: true,
});

export const awsIn = (around: Around): Promise<Aws> =>
  adapters.openAws(settingsIn(around), around.config, around.clock);

/** Starts on what is stored already. */
export async function startApp(around: Around, aws: Aws, heads: readonly Head[], seen: Seen) {
  const { config, clock } = around;
  const settings = settingsIn(around);
  const { ids } = await adapters.openRuntime();
  const log = await adapters.openLog(settings.logLevel, []);
  const store = await adapters.openStore(settings.database, { kind: 'live', region: '', clock });
  for (let at = 0; at < heads.length; at += 100) {
    await Promise.all(heads.slice(at, at + 100).map((head) => store.commit(head)));
  }
  const http = await adapters.openHttp(0, '127.0.0.1', log);
  const { chat, directory } = await openChats({ settings, config, http, clock, log });
  const app = createApp({
    ports: {
      store: watchedStore(store, seen),
      chat,
      directory,
      principals: aws.principals,
      provider: watchedProvider(aws.provider, seen),
      targets: aws.targets,
      pager: await adapters.openPager(undefined),
      clock,
      ids,
      log,
      skewMs: () => aws.skewMs(),
    },
    config,
    version: 'storm',
    storeName: 'sqlite live',
    spread: Math.random,
  });
  await app.start();
  return {
    async stop() {
      await app.stop('measured');
      store.close();
    },
  };
}

function watchedStore(store: Store, { committed }: Seen): Store {
  return {
    load: (key) => store.load(key),
    due: (lane, beforeMs, limit) => store.due(lane, beforeMs, limit),
    list: (query) => store.list(query),
    append: (events) => store.append(events),
    events: (query) => store.events(query),
    async commit(head) {
      const said = await store.commit(head);
      const isHolding = said === 'committed' && head.key.startsWith('holding/');
      if (isHolding) committed(head.body as Holding);
      return said;
    },
  };
}

/** The hourly survey is no part of a storm. */
const watchedProvider = (provider: GrantProvider, { looked }: Seen): GrantProvider => ({
  ...provider,
  survey: async function* () {},
  observe(order) {
    looked(order.holder.key);
    return provider.observe(order);
  },
});
