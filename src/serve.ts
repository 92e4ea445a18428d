/** Puts the halves together and runs them: everything is opened, or nothing stays open. */

import * as adapters from '../adapters/registry.ts';
import * as chatAdapters from '../adapters/registry-chats.ts';
import { type App, createApp, settledWithin } from './app.ts';
import type { Config } from './config/config.ts';
import type { Settings } from './config/env.ts';
import { secretsOf } from './config/secrets.ts';
import { watchLedger } from './ops/ledger-looks.ts';
import { requestId } from './kernel/brand.ts';
import { Fault } from './kernel/fault.ts';
import type { Log } from './kernel/log.ts';
import type { Clock } from './kernel/time.ts';
import { metricsPage } from './ops/figures.ts';
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
  /** A chat that refuses us ends the start in any case: there is something to go back to. */
  readonly isTried?: true;
  /** The configuration that this process itself ran until a moment ago. */
  readonly ran?: Config;
  /** A demo brings its own: those that the settings name, unless it does. */
  readonly openChats?: typeof chatAdapters.openChats;
}

export async function startBot(options: BotOptions): Promise<Bot> {
  const undo: (() => unknown)[] = [];
  try {
    return await open(options, undo);
  } catch (error) {
    await undone(undo);
    throw error;
  }
}

/** Each, whatever became of the others: a port that stays taken stands before the next start. */
async function undone(undo: readonly (() => unknown)[]): Promise<void> {
  for (const close of undo.toReversed()) {
    try {
      await close();
    } catch {
      // What ended the start is what is told.
    }
  }
}

/** Everything that is outside, opened and not yet let in. */
async function openParts(options: BotOptions, undo: (() => unknown)[]) {
  const { settings, config, kind, openChats = chatAdapters.openChats } = options;
  const { database } = settings;
  const { region } = settings.aws;
  const runtime = await adapters.openRuntime();
  // Nothing is opened with statements that cannot be used.
  const policies = await adapters.openPolicies(config);
  const clock = options.clock ?? runtime.clock;
  const log = options.log ?? (await adapters.openLog(settings.logLevel, secretsOf(settings)));
  const store = await adapters.openStore(database, { kind, region, clock });
  undo.push(() => store.close());
  const http = await adapters.openHttp(settings.port, options.host, log);
  const aws = await adapters.openAws(settings, config, clock);
  const chats = await openChats({ settings, config, http, clock, log });
  const { provider, targets, principals, nodes, access, trail } = aws;
  const { chat, directory } = chats;
  const around = { settings, config, clock, log };
  const calendars = await adapters.openCalendars(around, aws);
  const rosters = await adapters.openRosters(around, aws);
  const pager = await adapters.openPager(config.operators.pageUrl);
  const webhook = await adapters.openWebhook(config);
  const ledger = config.ledger && (await adapters.openLedger(config.ledger, { region, clock }));
  const { ids } = runtime;
  const ours = { store, health: store.health, clock, log, ids, ledger };
  const attributes = policies?.asksAws ? aws.attributes : undefined;
  const nodeTags = policies?.asksNodes ? aws.nodeTags : undefined;
  const policy = { policies, attributes, nodeTags, calendars, rosters };
  const asked = { provider, targets, principals, nodes, access, trail };
  const theirs = { chat, directory, ...asked, pager, webhook };
  return { http, chats, ports: { ...ours, ...theirs, ...policy, skewMs: () => aws.skewMs() } };
}

async function open(options: BotOptions, undo: (() => unknown)[]): Promise<Bot> {
  const { settings, config, version, kind, ran } = options;
  const { http, chats, ports } = await openParts(options, undo);
  const { clock, log, store, ledger, ids } = ports;
  const isShared = adapters.tableOf(settings.database) !== undefined;
  const app = createApp({
    ports,
    config,
    version,
    storeName: `${isShared ? 'dynamodb' : 'sqlite'} ${kind}`,
    spread: Math.random,
    ...(ran ? { ran: ran.digest } : {}),
    ...(isShared ? { replica: ids.token().slice(0, 16) } : {}),
  });
  await servePaths(http, log, settings, app, chats);
  const port = await http.listen();
  undo.push(() => http.close());
  // Revocations begin before the chat is asked whether it is there.
  await begin(app);
  undo.push(() => app.stop('failed to start'));
  const socket = await listenLocally(settings.commandSocket, app, config);
  if (!socket) log.error('local-socket-taken', { path: settings.commandSocket });
  undo.push(() => socket?.close());
  undo.push(() => chats.stop());
  await letIn(chats, app, log, options);
  log.info('ready', { port, version, entitlements: config.catalog.entitlements.size });
  if (ledger) void watchLedger(ledger, log);
  return { app, port, stop: (why) => stop(why) };

  async function stop(why: string): Promise<void> {
    // Side by side, and neither waits for the other: together they have less than ten seconds.
    const late = (error: unknown) => log.error('not-recorded', { why: String(error) });
    const work = app.stop(why).catch(late);
    await settledWithin(clock, DRAIN_MS, Promise.all([chats.stop().catch(late), work]));
    // Whatever a store does that is silent: a bot that is half stopped ends no access.
    await settledWithin(clock, LAST_MS, work);
    await socket?.close();
    await http.close(CLOSE_MS);
    store.close();
  }
}

/** What has begun is stopped. Where records are of a newer release nothing has. */
async function begin(app: App): Promise<void> {
  try {
    await app.start();
  } catch (error) {
    const isRefused = error instanceof Fault && error.code === 'cannot-start';
    if (!isRefused) await app.stop('failed to start').catch(() => {});
    throw error;
  }
}

const DRAIN_MS = 7_500;
const LAST_MS = 1_000;
const CLOSE_MS = 1_000;

/** A chat that refuses us ends the start; but not while there is access to be taken away. */
async function letIn(
  chats: chatAdapters.Chats,
  app: App,
  log: Log,
  { isTried }: Pick<BotOptions, 'isTried'>,
): Promise<void> {
  try {
    await chats.start(app.engine);
  } catch (error) {
    const { held } = await app.figures();
    if (held === 0 || isTried) throw error;
    log.error('chat-refused-revoking-only', { why: String(error), held });
  }
}

async function servePaths(
  http: Awaited<ReturnType<typeof adapters.openHttp>>,
  log: Log,
  { hintToken }: Settings,
  app: App,
  chats: Pick<chatAdapters.Chats, 'ready' | 'connected'>,
): Promise<void> {
  if (hintToken) await adapters.serveHints(http, hintToken, () => app.hint(), log);
  (await adapters.openVitals())(http, {
    live: () => undefined,
    ready: () => (chats.ready() ? undefined : 'No chat is connected.'),
    metrics: async () => metricsPage(await app.figures(), chats.connected()),
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
