/**
 * Serves, and takes a changed configuration over without a new process.
 *
 * What is under way is finished by the configuration it began with: the bot is stopped as for any
 * restart, and started anew with the other one. Nothing reads two of them. One that is not sound,
 * or that the bot cannot start with, is told and left alone until it is changed again.
 */

import * as adapters from '../adapters/registry.ts';
import { settledWithin } from './app.ts';
import type { Notice } from './card/card.ts';
import { notTakenNotice, unsoundNotice } from './card/rules-notices.ts';
import type { Config } from './config/config.ts';
import { secretsOf } from './config/secrets.ts';
import type { ConfigSource, ReadConfig } from './config/source.ts';
import type { Log } from './kernel/log.ts';
import { type Clock, SECOND } from './kernel/time.ts';
import { readWhole, soundOf } from './reread.ts';
import { type Bot, type BotOptions, startBot } from './serve.ts';

export interface Reloading {
  /** The bot that serves now; undefined for the moment between two of them. */
  bot(): Bot | undefined;
  /** Looks at once, as on SIGHUP. */
  reload(): Promise<Taken>;
  stop(why: string): Promise<void>;
  /** Rejects when neither the new configuration nor the last good one can be served any more. */
  readonly failed: Promise<never>;
}

/** `unsound` and `not-taken`: the last good one goes on. */
export type Taken = 'taken' | 'same' | 'unsound' | 'not-taken';

export type ReloadingOptions = Omit<BotOptions, 'config'> & {
  readonly source: ConfigSource;
  /** As it was read, and found sound. */
  readonly read: ReadConfig & { readonly config: Config };
};

const LOOK_MS = 30 * SECOND;
const STOP_MS = 7_500;

export async function startReloading(options: ReloadingOptions): Promise<Reloading> {
  const { settings, read } = options;
  const clock = options.clock ?? (await adapters.openRuntime()).clock;
  const log = options.log ?? (await adapters.openLog(settings.logLevel, secretsOf(settings)));
  for (const one of settings.misspelt ?? []) log.warn('variable-not-read', { ...one });
  const stopping = new AbortController();
  const { signal } = stopping;
  const common = { ...options, clock, log };
  const { config, content } = read;
  const bot = await startBot({ ...common, config });
  const serving: Serving = { options: common, signal, bot, config, content, stamp: '' };
  const failing = Promise.withResolvers<never>();
  failing.promise.catch(() => {});
  let busy: Promise<unknown> = Promise.resolve();

  /** One after the other, whoever asks. */
  function reload(): Promise<Taken> {
    const next = busy.then(() => (signal.aborted ? 'same' : look(serving)));
    busy = next.catch((error: unknown) => failing.reject(error));
    return next;
  }

  void watch(serving, reload);
  return {
    bot: () => serving.bot,
    reload,
    failed: failing.promise,
    async stop(why) {
      stopping.abort();
      await settledWithin(clock, STOP_MS, busy);
      await serving.bot?.stop(why);
    },
  };
}

/** What serves now, and what it was read from: its stamp only once it was looked at. */
interface Serving {
  readonly options: ReloadingOptions & { readonly clock: Clock; readonly log: Log };
  readonly signal: AbortSignal;
  /** Undefined between two of them. */
  bot: Bot | undefined;
  config: Config;
  /** In force. */
  content: string;
  /** Told already that it is not taken. */
  refused?: string;
  stamp: string;
}

async function watch(serving: Serving, reload: () => Promise<Taken>): Promise<void> {
  const { signal, options } = serving;
  while (!signal.aborted) {
    await options.clock.sleep(LOOK_MS, signal);
    if (signal.aborted || options.source.stamp() === serving.stamp) continue;
    await reload().catch(() => {});
  }
}

async function look(serving: Serving): Promise<Taken> {
  const { options, signal, content: inForce, refused } = serving;
  const { source, clock, settings, log } = options;
  serving.stamp = source.stamp();
  const read = await readWhole({ source, clock, signal, known: [inForce, refused] });
  if (!read) {
    // It has changed since its stamp was taken, so it is looked at again.
    if (!signal.aborted) log.warn('configuration-not-whole', { file: settings.configFile });
    return 'same';
  }
  const { content } = read;
  // What was refused is no longer there: should it come again, it is told again.
  if (content !== serving.refused) delete serving.refused;
  if (content === serving.content) return 'same';
  const { language: locale, zone } = serving.config;
  const sound = await soundOf(read.parsed, settings);
  if (!sound.ok) {
    const { problems } = sound;
    await refuse(serving, content, problems, unsoundNotice(problems, { locale, zone }));
    return 'unsound';
  }
  const why = await takeOver(serving, sound.config);
  if (!serving.bot) return 'same';
  if (why !== undefined) {
    await refuse(serving, content, [why], notTakenNotice(why, { locale, zone }));
    return 'not-taken';
  }
  serving.content = content;
  log.info('configuration-taken', { digest: serving.config.digest });
  return 'taken';
}

/** Once for each content: nobody is told the same every half minute. */
async function refuse(
  serving: Serving,
  content: string,
  problems: readonly string[],
  notice: Notice,
): Promise<void> {
  if (serving.refused === content) return;
  serving.refused = content;
  // It goes on with the last good one, whether or not that can be put on record now.
  const lost = (why: unknown) => serving.options.log.error('not-recorded', { why: String(why) });
  await serving.bot?.app.refuse(problems, notice).catch(lost);
}

/** Why not, where the last good one had to be started again. Told to stop, it begins no other. */
async function takeOver(serving: Serving, config: Config): Promise<string | undefined> {
  const { options, signal } = serving;
  await serving.bot?.stop('configuration changed');
  serving.bot = undefined;
  if (signal.aborted) return undefined;
  try {
    serving.bot = await startBot({ ...options, config, isTried: true, ran: serving.config });
    serving.config = config;
    return undefined;
  } catch (error) {
    if (signal.aborted) return undefined;
    serving.bot = await startBot({ ...options, config: serving.config, ran: config });
    return error instanceof Error ? error.message : String(error);
  }
}

/** Until SIGTERM or SIGINT; on SIGHUP the configuration is looked at. */
export async function serveUntilTold(options: ReloadingOptions): Promise<void> {
  const signalled = new Promise<string>((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, () => resolve(signal));
  });
  const starting = startReloading(options);
  const reload = () => starting.then((reloading) => reloading.reload());
  process.on('SIGHUP', () => void reload().catch(() => {}));
  try {
    // Told to stop while a chat lets it wait: what has begun is on disk, and nothing is waited for.
    const reloading = await Promise.race([starting, signalled.then(() => undefined)]);
    if (reloading) await served(reloading, signalled);
    else starting.catch(() => {});
  } finally {
    // A call that hangs would keep the process up: what it was for is on disk.
    setTimeout(() => process.exit(), 200).unref();
  }
}

/** Where nothing can serve any more, the process ends, for whoever watches over it. */
async function served(reloading: Reloading, signalled: Promise<string>): Promise<void> {
  try {
    await reloading.stop(await Promise.race([signalled, reloading.failed]));
  } catch (error) {
    await reloading.stop('failed').catch(() => {});
    throw error;
  }
}
