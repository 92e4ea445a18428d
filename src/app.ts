/** The program without its surroundings: engine, worker and sweeps over the ports. */

import { event } from './audit/event.ts';
import type { Config } from './config/config.ts';
import { recordCopy } from './engine/adoption.ts';
import { anchorHeads } from './engine/anchor.ts';
import type { Engine } from './engine/api.ts';
import { nodeSets } from './catalog/pick.ts';
import { revokeLocally } from './engine/act-on-case.ts';
import type { Notice } from './card/card.ts';
import { carriesRequests, carryRequests } from './engine/carry-requests.ts';
import { createClaims } from './engine/claim-watch.ts';
import type { Context, Ports } from './engine/context.ts';
import { createEngine } from './engine/engine.ts';
import { clockTrouble, createGranting, type Granting } from './engine/granting.ts';
import { createHintedPause, type HintedPause } from './engine/hinted-pause.ts';
import { record } from './engine/journal.ts';
import { refuseConfiguration } from './engine/refuse-configuration.ts';
import { requireSameInstallation } from './engine/known-installation.ts';
import { requireKnownRecords } from './engine/known-release.ts';
import { reconcile } from './engine/reconcile.ts';
import type { Acted } from './engine/review-request.ts';
import { sweepPending } from './engine/sweep-pending.ts';
import { sweepPeople } from './engine/sweep-people.ts';
import { nodesEveryMs, refreshNodes } from './engine/watch-nodes.ts';
import { createWorker, type Worker } from './engine/worker.ts';
import type { RequestId } from './kernel/brand.ts';
import { type Clock, HOUR, MINUTE, SECOND } from './kernel/time.ts';
import { type Figures, figuresOf } from './ops/figures.ts';

export interface App {
  readonly engine: Engine;
  /** Overdue revocations first; resolves once the first was worked on, or after a second. */
  start(): Promise<void>;
  /** Takes nothing new; resolves when what is under way is done, or after seven seconds. */
  stop(why: string): Promise<void>;
  revoke(id: RequestId): Promise<Acted>;
  /** Compares AWS with what the holdings want, now. */
  reconcile(): Promise<{ readonly looked: number }>;
  figures(): Promise<Figures>;
  /** AWS is said to have news: requests there are looked at now, and not at the next turn. */
  hint(): void;
  /** Recorded and told to the operators: a changed configuration that is not taken. */
  refuse(problems: readonly string[], notice: Notice): Promise<void>;
  /** Why nothing is granted; undefined in normal life. */
  stopped(): string | undefined;
}

export interface AppOptions {
  readonly ports: Ports;
  readonly config: Config;
  readonly version: string;
  readonly storeName: string;
  readonly spread: () => number;
  /** The configuration, by its digest, that this process itself ran until a moment ago. */
  readonly ran?: string;
  /** This replica's own name, where several work on one store. */
  readonly replica?: string;
}

/** Whoever stops us kills after ten seconds: what is left then is for after the next start. */
const DRAIN_MS = 7_000;
/** A chat takes a while to load and to greet: not before what is overdue, unless AWS is silent. */
const BEGUN_MS = SECOND;

export function createApp(options: AppOptions): App {
  const { ports, version, storeName, ran } = options;
  const stopping = new AbortController();
  const granting = createGranting(ports);
  const ctx = contextOf(options, granting, () => worker);
  const { clock } = ctx;
  const stopped = () => granting.stopped()?.why;
  const keepsLedger = ports.ledger !== undefined;
  const worker = createWorker(ctx, (why) => granting.halt(why));
  const engine = createEngine(ctx);
  const failed = (error: unknown) => ctx.log.error('sweep-failed', { why: String(error) });
  const requests = createHintedPause(clock);

  return {
    engine,
    stopped,
    async start() {
      await requireKnownRecords(ctx);
      await requireSameInstallation(ctx);
      await recordCopy(ctx);
      await granting.lookAtStore(ctx);
      // Whatever is overdue is under way before anything else is asked of store or chat.
      void worker.run();
      const facts = { version, store: storeName };
      await record(ctx, [event('booted', clock.nowMs(), 'prod-access', facts)]);
      await granting.register(ctx, ran);
      // What a silent store keeps from it now, the sweep does in half a minute.
      if (granting.waits()) void granting.watch(ctx).catch(failed);
      startSweeps(ctx, stopping.signal, requests, () => granting.watch(ctx));
      await settledWithin(clock, BEGUN_MS, worker.begun());
    },
    async stop(why) {
      stopping.abort();
      await settledWithin(clock, DRAIN_MS, worker.stop());
      await record(ctx, [event('stopped', clock.nowMs(), 'prod-access', { why })]);
    },
    revoke: (id) => revokeLocally(ctx, id),
    reconcile: () => reconcile(ctx),
    hint: () => requests.hint(),
    refuse: (problems, notice) => refuseConfiguration(ctx, problems, notice),
    figures: () => figuresOf(ports.store, clock.nowMs(), stopped(), { keepsLedger, log: ctx.log }),
  };
}

function contextOf(
  { ports, config, spread, replica }: AppOptions,
  granting: Granting,
  worker: () => Worker,
): Context {
  const ctx: Context = {
    ...ports,
    config,
    spread,
    stopped: () => granting.stopped(),
    waits: () => granting.waits(),
    isBehind: () => granting.isBehind(),
    mark: () => granting.mark(),
    lookAgain: () => granting.lookAgain(ctx),
    wake: (...due) => worker().wake(...due),
    look: (record) => worker().look(record),
    ...(replica === undefined ? {} : { claims: createClaims(ports.clock, replica) }),
  };
  return ctx;
}

function startSweeps(
  ctx: Context,
  signal: AbortSignal,
  requests: HintedPause,
  watchGranting: () => Promise<void>,
): void {
  const every = (ms: number, firstMs: number, work: () => Promise<unknown>, pause?: HintedPause) =>
    void repeat(ctx, signal, { ms, firstMs, work, pause: pause ?? ctx.clock });
  // Once what is overdue has been begun: it asks about every user there is.
  every(HOUR, 10 * SECOND, () => reconcile(ctx));
  every(HOUR, 5 * MINUTE, () => sweepPeople(ctx));
  every(10 * MINUTE, 10 * MINUTE, () => sweepPending(ctx));
  if (carriesRequests(ctx)) {
    every(MINUTE / 4, 5 * SECOND, () => carryRequests(ctx), requests);
  }
  every(MINUTE / 2, MINUTE / 2, watchGranting);
  if (nodeSets(ctx.config.catalog).length > 0) {
    every(nodesEveryMs(ctx), SECOND, () => refreshNodes(ctx, signal));
  }
  if (ctx.ledger) every(MINUTE / 4, MINUTE / 4, () => anchorHeads(ctx));
  every(MINUTE / 2, MINUTE / 2, () => watchClock(ctx));
}

/** A sleep that nobody waits for any more would keep the process up until it is over. */
export async function settledWithin(clock: Clock, ms: number, work: Promise<unknown>) {
  const late = new AbortController();
  await Promise.race([work, clock.sleep(ms, late.signal)]);
  late.abort();
}

interface Repeated {
  readonly ms: number;
  readonly firstMs: number;
  readonly work: () => Promise<unknown>;
  readonly pause: Pick<HintedPause, 'sleep'>;
}

/** What a sweep cannot do now, it does the next time. */
async function repeat(
  { log }: Pick<Ports, 'log'>,
  signal: AbortSignal,
  { ms, firstMs, work, pause }: Repeated,
): Promise<void> {
  await pause.sleep(firstMs, signal);
  while (!signal.aborted) {
    await work().catch((error: unknown) => log.error('sweep-failed', { why: String(error) }));
    await pause.sleep(ms, signal);
  }
}

/** Only an answer of AWS says that the clocks agree again, and nobody may be asking it. */
async function watchClock({ provider, skewMs, config }: Context): Promise<void> {
  const { principal } = config.people.listed.find((one) => one.principal) ?? {};
  if (principal && clockTrouble(skewMs())) await provider.uniqueId(principal);
}
