/**
 * Works off whatever is due, lane by lane, each record in one lane at a time.
 *
 * Revocations come first: holdings are converged before orders are delivered, and both before any
 * chat. No lane waits for another, so a hanging chat call delays nothing but chat.
 */

import type { PrincipalKey, RequestId } from '../kernel/brand.ts';
import { Fault } from '../kernel/fault.ts';
import { MINUTE } from '../kernel/time.ts';
import type { RecordKey } from '../ports/store.ts';
import type { Lane } from '../work/effect.ts';
import { type Backlog, createBacklog } from './backlog.ts';
import { type Bells, createBells } from './bells.ts';
import type { Context } from './context.ts';
import { convergeHolding } from './converge-holding.ts';
import { deliverOrders } from './deliver.ts';
import { deliverReports } from './deliver-reports.ts';
import { createFirstTurns, type FirstTurns } from './first-turns.ts';
import { lookBack } from './look-back.ts';
import { moveToLog } from './move-to-log.ts';
import { runEffects } from './run-effects.ts';
import { runTimer } from './run-timer.ts';
import { underClaim } from './under-claim.ts';
import { createShare, type Share } from './share.ts';
import { createWatch, type Watch } from './watch.ts';
import { createUnderWay, type UnderWay, type Worked } from './under-way.ts';

/** In order of urgency, and how many records of a lane are worked at a time. */
const LANES: readonly (readonly [Lane, number])[] = [
  ['converge', 64],
  ['holding', 16],
  ['timer', 16],
  ['page', 4],
  // Most of it is waiting for the chat, which paces each channel by itself.
  ['chat', 64],
  ['log', 4],
  ['trail', 2],
  ['webhook', 4],
];
const POLL_MS = 500;

export interface Worker {
  run(): Promise<void>;
  /** What ended longest ago has been worked on, or nothing that had to be. */
  begun(): Promise<void>;
  /** Takes nothing new and resolves when what is under way is done. */
  stop(): Promise<void>;
  /** Something became due by our own hand, or by another's that came before it. */
  wake: Context['wake'];
  /** This holding is to be looked at, though nothing on record says so. */
  look(record: RecordKey): void;
}

/** @param halt told of a broken invariant: from then on nothing is granted, only revoked. */
export function createWorker(ctx: Context, halt: (why: string) => void): Worker {
  const stopping = new AbortController();
  const bells = createBells(ctx.clock, POLL_MS);
  const underWay = createUnderWay(ctx.clock, failed, (lane) => bells.ring(lane));
  const share = createShare(ctx);
  const backlog = createBacklog(ctx);
  const watch = createWatch(ctx.clock, stopping.signal, () => bells.ring('converge'));
  const firsts = createFirstTurns(ctx.clock);
  const told = { bells, stopping: stopping.signal };
  const parts: Round = { underWay, share, backlog, watch, firsts, ...told };
  let running: Promise<void> | undefined;

  function failed(lane: Lane, record: string, error: unknown): void {
    const code = error instanceof Fault ? error.code : 'unexpected';
    if (code === 'invariant-broken') halt(String(error));
    ctx.log.error('work-failed', { lane, record, code, why: String(error) });
  }

  async function run(): Promise<void> {
    firsts.begin();
    while (!stopping.signal.aborted) {
      await round(ctx, parts).catch((error: unknown) =>
        ctx.log.error('store-not-read', { why: String(error) }),
      );
      if (underWay.busyIn('converge') === 0) firsts.isIdle();
      const nap = new AbortController();
      await Promise.race([bells.rung, ctx.clock.sleep(POLL_MS, nap.signal)]);
      // Said for nobody: without a reason one would be made, with a stack, at every turn.
      nap.abort('woken');
    }
    await underWay.settled();
  }

  return {
    run: () => (running ??= run()),
    begun: () => firsts.said,
    wake(head, answer) {
      share.heard(head, answer);
      const nowMs = ctx.clock.nowMs();
      for (const [lane] of LANES) if ((head.index.due[lane] ?? Infinity) <= nowMs) bells.ring(lane);
      if ((head.index.due.look ?? Infinity) <= nowMs) bells.ring('converge');
    },
    look: (record) => watch.set(record, ctx.clock.nowMs()),
    async stop() {
      stopping.abort();
      bells.ring('converge');
      await running;
    },
  };
}

interface Round {
  readonly underWay: UnderWay;
  readonly share: Share;
  readonly backlog: Backlog;
  readonly watch: Watch;
  readonly bells: Bells;
  readonly firsts: FirstTurns;
  readonly stopping: AbortSignal;
}

async function round(ctx: Context, parts: Round): Promise<void> {
  const { underWay, share, backlog, watch, bells, firsts } = parts;
  for (const [lane, most] of LANES) {
    // In a storm of ends, what is only told waits: a few at a time, twice a second.
    const isPatient = TOLD.has(lane) && isStorm(parts);
    const limit = isPatient ? 4 : lane === 'converge' ? firsts.atMost(most) : most;
    const free = limit - underWay.busyIn(lane);
    // Taken even where there is no room: whatever ends in a lane rings for it again. And where
    // there is nobody to be told: a bell that nobody takes would leave us no sleep at all.
    if (!bells.takes(lane, isPatient) || free <= 0 || isForNobody(ctx, lane)) continue;
    const start = (key: RecordKey, isOnRecord = true): boolean =>
      underWay.start(lane, key, () => workOn(ctx, parts, lane, key, isOnRecord));
    // One record that always fails, or is another's, must not stand before all others for ever.
    const count = (free + underWay.skippedIn(lane)) * (ctx.claims ? AMONG_REPLICAS : 1);
    const rows =
      lane === 'converge'
        ? await backlog.rows()
        : [...(await ctx.store.due(lane, ctx.clock.nowMs(), count))].reverse();
    let started = 0;
    while (started < free) {
      const row = rows.pop();
      if (!row) break;
      if (share.isOurTurn(row, lane) && start(row.key)) started += 1;
    }
    // After all that is due on record.
    if (lane === 'converge') watch.take(free - started, (key) => start(key, false));
  }
}

const AMONG_REPLICAS = 4;

/** Owed since there was a webhook, and there is none any more. */
const isForNobody = ({ webhook }: Context, lane: Lane): boolean => lane === 'webhook' && !webhook;

/** Lanes that change nothing at AWS. */
const TOLD: ReadonlySet<Lane> = new Set(['timer', 'chat', 'log', 'trail', 'webhook']);

/** More is to be ended, or looked at, than can be at a time. */
const isStorm = ({ backlog, underWay }: Round): boolean =>
  backlog.isLong() && underWay.busyIn('converge') >= STORM;
const STORM = 48;

async function workOn(
  ctx: Context,
  { watch, firsts, stopping }: Round,
  lane: Lane,
  record: RecordKey,
  isOnRecord: boolean,
): Promise<Worked> {
  const at = record.indexOf('/');
  const kind = record.slice(0, at);
  const id = record.slice(at + 1);
  if (lane === 'log') return moveToLog(ctx, record);
  if (lane === 'converge') {
    const turn = convergeHolding(ctx, id as PrincipalKey, isOnRecord);
    const worked = await turn
      .finally(() => firsts.isThrough())
      .catch((error: unknown) => {
        // Nothing on record may bring us back to it for an hour.
        watch.set(record, ctx.clock.nowMs() + MINUTE);
        throw error;
      });
    watch.set(record, typeof worked === 'object' ? worked.againMs : undefined);
    return worked;
  }
  if (lane === 'timer') return runTimer(ctx, id as RequestId);
  if (lane === 'trail') return lookBack(ctx, id as RequestId, stopping);
  if (lane === 'holding') {
    return kind === 'holding'
      ? deliverReports(ctx, id as PrincipalKey)
      : deliverOrders(ctx, id as RequestId);
  }
  return underClaim(ctx, id as RequestId, lane, () => runEffects(ctx, id as RequestId, lane));
}
