/**
 * Serves, and takes a changed configuration over without a new process.
 *
 * What is under way is finished by the configuration it began with: the bot is stopped as for any
 * restart, and started anew with the other one. Nothing reads two of them. One that is not sound,
 * or that the bot cannot start with, is told and left alone until it is changed again.
 */

import * as adapters from '../adapters/registry.ts';
import { settledWithin } from './app.ts';
import { notTakenNotice, unsoundNotice } from './card/rules-notices.ts';
import { chatProblems } from './config/chats-agree.ts';
import type { Config } from './config/config.ts';
import { problemLine } from './config/problem.ts';
import { secretsOf } from './config/secrets.ts';
import type { ConfigSource, ReadConfig } from './config/source.ts';
import { SECOND } from './kernel/time.ts';
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
/** An editor that is writing still: what is read twice alike is whole. */
const WHOLE_MS = SECOND;
const STOP_MS = 7_500;

export async function startReloading(options: ReloadingOptions): Promise<Reloading> {
  const { source, settings } = options;
  const clock = options.clock ?? (await adapters.openRuntime()).clock;
  const log = options.log ?? (await adapters.openLog(settings.logLevel, secretsOf(settings)));
  const common = { ...options, clock, log };
  const start = (config: Config) => startBot({ ...common, config });
  const stopping = new AbortController();
  const failing = Promise.withResolvers<never>();
  failing.promise.catch(() => {});
  let { config, content } = options.read;
  let bot: Bot | undefined = await start(config);
  let refused: string | undefined;
  let stamp = source.stamp();
  let busy: Promise<unknown> = Promise.resolve();

  async function look(): Promise<Taken> {
    stamp = source.stamp();
    const read = await readWhole();
    if (read.content === content) return 'same';
    const problems = problemsOf(read);
    if (!read.parsed.ok || problems.length > 0) {
      return refuse(read, 'unsound', problems, unsoundNotice(problems, readerOf(config)));
    }
    const why = await takeOver(read.parsed.config);
    if (why !== undefined) {
      return refuse(read, 'not-taken', [why], notTakenNotice(why, readerOf(config)));
    }
    content = read.content;
    refused = undefined;
    log.info('configuration-taken', { digest: config.digest });
    return 'taken';
  }

  /** Once for each content: nobody is told the same every half minute. */
  async function refuse(
    read: ReadConfig,
    how: Taken,
    problems: readonly string[],
    notice: Parameters<Bot['app']['refuse']>[1],
  ): Promise<Taken> {
    if (refused === read.content) return how;
    refused = read.content;
    // It goes on with the last good one, whether or not that can be put on record now.
    await bot?.app.refuse(problems, notice).catch((error: unknown) => {
      log.error('not-recorded', { why: String(error) });
    });
    return how;
  }

  /** Why not, where the last good one had to be started again. */
  async function takeOver(next: Config): Promise<string | undefined> {
    await bot?.stop('configuration changed');
    bot = undefined;
    try {
      bot = await startBot({ ...common, config: next, isTried: true });
      config = next;
      return undefined;
    } catch (error) {
      bot = await start(config);
      return error instanceof Error ? error.message : String(error);
    }
  }

  async function readWhole(): Promise<ReadConfig> {
    let last = source.read();
    for (let tries = 0; tries < 5; tries += 1) {
      if (last.content === content || last.content === refused) return last;
      await clock.sleep(WHOLE_MS, stopping.signal);
      const next = source.read();
      if (next.content === last.content) return next;
      last = next;
    }
    return last;
  }

  const problemsOf = ({ parsed }: ReadConfig): readonly string[] =>
    parsed.ok ? chatProblems(parsed.config, settings) : parsed.problems.map(problemLine);

  /** One after the other, whoever asks. */
  function reload(): Promise<Taken> {
    const next = busy.then(() => (stopping.signal.aborted ? 'same' : look()));
    busy = next.catch((error: unknown) => failing.reject(error));
    return next;
  }

  async function watch(): Promise<void> {
    while (!stopping.signal.aborted) {
      await clock.sleep(LOOK_MS, stopping.signal);
      if (!stopping.signal.aborted && source.stamp() !== stamp) await reload().catch(() => {});
    }
  }

  void watch();
  return {
    bot: () => bot,
    reload,
    failed: failing.promise,
    async stop(why) {
      stopping.abort();
      await settledWithin(clock, STOP_MS, busy);
      await bot?.stop(why);
    },
  };
}

const readerOf = ({ language, zone }: Config) => ({ locale: language, zone });

/** Until SIGTERM or SIGINT; on SIGHUP the configuration is looked at. */
export async function serveUntilTold(options: ReloadingOptions): Promise<void> {
  const signalled = new Promise<string>((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, () => resolve(signal));
  });
  const starting = startReloading(options);
  const reload = () => starting.then((reloading) => reloading.reload());
  process.on('SIGHUP', () => void reload().catch(() => {}));
  // Told to stop while a chat lets it wait: what has begun is on disk, and nothing is waited for.
  const reloading = await Promise.race([starting, signalled.then(() => undefined)]);
  if (reloading) await reloading.stop(await Promise.race([signalled, reloading.failed]));
  else starting.catch(() => {});
  // A call that hangs would keep the process up: what it was for is on disk.
  setTimeout(() => process.exit(), LINGER_MS).unref();
}

const LINGER_MS = 200;
