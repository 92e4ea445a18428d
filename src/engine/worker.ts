/**
 * Works off whatever is due, lane by lane, each record in one lane at a time.
 *
 * Revocations come first: holdings are converged before orders are delivered, and both before any
 * chat. No lane waits for another, so a hanging chat call delays nothing but chat.
 */

import type { PrincipalKey, RequestId } from '../kernel/brand.ts';
import { Fault } from '../kernel/fault.ts';
import type { DueRow } from '../ports/store.ts';
import type { Lane } from '../work/effect.ts';
import type { Context } from './context.ts';
import { convergeHolding } from './converge-holding.ts';
import { deliverOrders, deliverReports } from './deliver.ts';
import { moveToLog } from './move-to-log.ts';
import { runEffects } from './run-effects.ts';
import { runTimer } from './run-timer.ts';

/** In order of urgency, and how many records of a lane are worked at a time. */
const LANES: readonly (readonly [Lane, number])[] = [
  ['converge', 16],
  ['holding', 16],
  ['timer', 16],
  ['page', 4],
  ['chat', 16],
  ['log', 4],
];
const POLL_MS = 500;
/** After an unexpected failure of one record: the others go on meanwhile. */
const REST_MS = 5_000;

export interface Worker {
  run(): Promise<void>;
  /** Takes nothing new and resolves when what is under way is done. */
  stop(): Promise<void>;
  wake(): void;
}

/** @param halt told of a broken invariant: from then on nothing is granted, only revoked. */
export function createWorker(ctx: Context, halt: (why: string) => void): Worker {
  const busy = new Map<string, Promise<void>>();
  const resting = new Map<string, number>();
  let isStopped = false;
  let bell = Promise.withResolvers<void>();

  function start(lane: Lane, row: DueRow): void {
    const name = `${lane} ${row.key}`;
    if (busy.has(name) || (resting.get(name) ?? 0) > ctx.clock.monotonicMs()) return;
    const work = workOn(ctx, lane, row.key)
      .catch((error: unknown) => {
        resting.set(name, ctx.clock.monotonicMs() + REST_MS);
        const code = error instanceof Fault ? error.code : 'unexpected';
        if (code === 'invariant-broken') halt(String(error));
        ctx.log.error('work-failed', { lane, record: row.key, code, why: String(error) });
      })
      .finally(() => {
        busy.delete(name);
        wake();
      });
    busy.set(name, work);
  }

  async function round(): Promise<void> {
    for (const [lane, limit] of LANES) {
      const under = [...busy.keys()].filter((name) => name.startsWith(`${lane} `)).length;
      if (under >= limit) continue;
      const rows = await ctx.store.due(lane, ctx.clock.nowMs(), limit + under);
      for (const row of rows.slice(0, limit)) start(lane, row);
    }
  }

  async function run(): Promise<void> {
    while (!isStopped) {
      bell = Promise.withResolvers<void>();
      await round().catch((error: unknown) =>
        ctx.log.error('store-not-read', { why: String(error) }),
      );
      if (isStopped) break;
      const nap = new AbortController();
      await Promise.race([bell.promise, ctx.clock.sleep(POLL_MS, nap.signal)]);
      nap.abort();
    }
    await Promise.all(busy.values());
  }

  const wake = () => bell.resolve();
  let running: Promise<void> | undefined;
  return {
    run: () => (running ??= run()),
    wake,
    stop: async () => {
      isStopped = true;
      wake();
      await running;
    },
  };
}

async function workOn(ctx: Context, lane: Lane, record: string): Promise<void> {
  const at = record.indexOf('/');
  const kind = record.slice(0, at);
  const id = record.slice(at + 1);
  if (lane === 'log') return moveToLog(ctx, record as DueRow['key']);
  if (lane === 'converge') return convergeHolding(ctx, id as PrincipalKey);
  if (lane === 'timer') return runTimer(ctx, id as RequestId);
  if (lane === 'holding') {
    return kind === 'holding'
      ? deliverReports(ctx, id as PrincipalKey)
      : deliverOrders(ctx, id as RequestId);
  }
  return runEffects(ctx, id as RequestId, lane);
}
