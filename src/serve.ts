/** Puts the halves together and runs them: everything is opened, or nothing stays open. */

import * as adapters from '../adapters/registry.ts';
import { type App, createApp, settledWithin } from './app.ts';
import type { Config } from './config/config.ts';
import { readSettings, type Settings } from './config/env.ts';
import type { Env } from './config/env-names.ts';
import { parseConfig } from './config/parse.ts';
import type { DoctorLooks } from './ops/doctor.ts';
import { watchLedger } from './ops/ledger-looks.ts';
import { requestId } from './kernel/brand.ts';
import type { Log } from './kernel/log.ts';
import type { Clock } from './kernel/time.ts';
import { exposition } from './ops/figures.ts';
import { refusalText } from './card/refusal-text.ts';

export interface Bot {
  readonly app: App;
  readonly port: number;
  stop(why: string): Promise<void>;
}

export interface BotOptions {
  readonly settings: Settings;
  readonly config: Config;
  readonly version: string;
  readonly kind: 'live' | 'demo';
  readonly host?: string;
  /** The demo turns its own clock. */
  readonly clock?: Clock;
  readonly log?: Log;
  /** A demo brings its own: those that the settings name, unless it does. */
  readonly openChats?: typeof adapters.openChats;
}

export async function startBot(options: BotOptions): Promise<Bot> {
  const undo: (() => unknown)[] = [];
  try {
    return await open(options, undo);
  } catch (error) {
    for (const close of undo.reverse()) await close();
    throw error;
  }
}

async function open(options: BotOptions, undo: (() => unknown)[]): Promise<Bot> {
  const { settings, config, version, kind, openChats = adapters.openChats } = options;
  const runtime = await adapters.openRuntime();
  const clock = options.clock ?? runtime.clock;
  const log = options.log ?? (await adapters.openLog(settings.logLevel, secretsOf(settings)));
  const { database } = settings;
  const { region } = settings.aws;
  const isShared = adapters.tableOf(database) !== undefined;
  const store = await adapters.openStore(database, { kind, region, clock });
  undo.push(() => store.close());
  const http = await adapters.openHttp(settings.port, options.host ?? '0.0.0.0', log);
  const aws = await adapters.openAws(settings, config, clock);
  const chats = await openChats({ settings, config, http, clock, log });
  const { provider, principals, nodes, access, trail } = aws;
  const { chat, directory } = chats;
  const pager = await adapters.openPager(config.operators.pageUrl);
  const skewMs = () => aws.skewMs();
  const ledger = config.ledger && (await adapters.openLedger(config.ledger, { region, clock }));
  const ports = { store, chat, directory, principals, provider, nodes, access, trail, pager };
  const app = createApp({
    ports: { ...ports, clock, log, skewMs, health: store.health, ids: runtime.ids, ledger },
    config,
    version,
    storeName: `${isShared ? 'dynamodb' : 'sqlite'} ${kind}`,
    spread: Math.random,
    ...(isShared ? { replica: runtime.ids.token().slice(0, 16) } : {}),
  });
  await serveVitals(http, app, () => chats.ready());
  const port = await http.listen();
  undo.push(() => http.close());
  // Revocations begin before the chat is asked whether it is there.
  await app.start();
  undo.push(() => app.stop('failed to start'));
  const socket = await listenLocally(settings.commandSocket, app, config);
  undo.push(() => socket.close());
  await letIn(chats, app, log);
  log.info('ready', { port, version, entitlements: config.catalog.entitlements.size });
  if (ledger) void watchLedger(ledger, log);
  return { app, port, stop: (why) => stop(why) };

  async function stop(why: string): Promise<void> {
    // Side by side, and neither waits for the other: together they have less than ten seconds.
    const work = app.stop(why);
    await settledWithin(clock, DRAIN_MS, Promise.all([chats.stop(), work]));
    await work;
    await socket.close();
    await http.close(CLOSE_MS);
    store.close();
  }
}

const DRAIN_MS = 7_500;
const CLOSE_MS = 1_000;

/** A chat that refuses us ends the start; but not while there is access to be taken away. */
async function letIn(
  chats: Awaited<ReturnType<typeof adapters.openChats>>,
  app: App,
  log: Log,
): Promise<void> {
  try {
    await chats.start(app.engine);
  } catch (error) {
    const { held } = await app.figures();
    if (held === 0) throw error;
    log.error('chat-refused-revoking-only', { why: String(error), held });
  }
}

async function serveVitals(
  http: Awaited<ReturnType<typeof adapters.openHttp>>,
  app: App,
  isChatReady: () => boolean,
): Promise<void> {
  const serve = await adapters.openVitals();
  serve(http, {
    live: () => undefined,
    ready: () => (isChatReady() ? undefined : 'The chat is not connected yet.'),
    metrics: async () => ({
      type: 'text/plain; version=0.0.4; charset=utf-8',
      body: exposition(await app.figures()),
    }),
  });
}

/** With chat down, the host's own operator ends a grant here. */
async function listenLocally(path: string, app: App, config: Config) {
  const { serveCommands } = await adapters.openCommandSocket();
  return serveCommands(path, async ({ id }) => {
    const acted = await app.revoke(requestId(id));
    if (!acted.ok && acted.code === 'request-unknown') {
      return { ok: false, text: `There is no request ${id}. Its card shows the id.` };
    }
    if (!acted.ok) {
      return { ok: false, text: refusalText(acted, { locale: 'en', zone: config.zone }) };
    }
    return { ok: true, text: `${id} is being revoked. The thread and the log say when it is.` };
  });
}

/** How `doctor` looks at each thing, with the adapters that would be used. */
export function looksOf(
  env: Env,
  node: string,
  { file, bot }: { readonly file: string; readonly bot: string | undefined },
): Omit<DoctorLooks, 'ledger'> {
  const read = () => readSettings(env);
  const settingsOrThrow = () => {
    const settings = read();
    if (!settings.ok) throw new Error('The environment is not complete.');
    return settings.settings;
  };
  const awsOf = once(async (config: Config) => {
    const { clock } = await adapters.openRuntime();
    return adapters.openAws(settingsOrThrow(), config, clock);
  });
  return {
    node,
    settings: read,
    sqlite: async () => {
      const { clock } = await adapters.openRuntime();
      const store = await adapters.openStore(':memory:', { kind: 'live', region: '', clock });
      store.close();
      return 'sound';
    },
    config: () => adapters.readConfig(file, parseConfig),
    uniqueId: async (config, principal) => (await awsOf(config)).provider.uniqueId(principal),
    weaknesses: async (config) => (await awsOf(config)).examiner.weaknesses(bot),
    skewMs: async (config) => (await awsOf(config)).skewMs(),
    chats: async (config) => {
      const settings = settingsOrThrow();
      const { clock } = await adapters.openRuntime();
      const log = await adapters.openLog('error', secretsOf(settings));
      const http = await adapters.openHttp(0, '127.0.0.1', log);
      const chats = await adapters.openChats({ settings, config, http, clock, log });
      const operators = config.operators.who.flatMap((who) => ('key' in who ? [who.key] : []));
      const [first = config.people.listed[0]?.key] = operators;
      const known = async () => {
        const account = first && (await chats.directory.account(first, 0));
        if (!account) throw new Error('The first operator is not known to this chat.');
        return `${account.name} is ${account.standing}`;
      };
      return [...chats.looks(), { what: 'Chat people', look: known }];
    },
  };
}

/** One client for all looks: hundreds of people need no hundreds of credentials. */
function once<T, R>(open: (given: T) => R): (given: T) => R {
  let known: { readonly value: R } | undefined;
  return (given) => (known ??= { value: open(given) }).value;
}

const secretsOf = ({ slack, teams }: Settings): readonly string[] => [
  ...(slack ? [slack.botToken, secretOf(slack.transport)] : []),
  ...(teams ? [teams.password] : []),
];

const secretOf = (transport: NonNullable<Settings['slack']>['transport']): string =>
  transport.kind === 'socket' ? transport.appToken : transport.signingSecret;
