/** What became of effects, as their case puts it on record: done, drawn once more, or put off. */

import type { CaseFile } from '../case-file/case-file.ts';
import { type Outcome, Stepping } from '../case-file/outcome.ts';
import type { RequestId } from '../kernel/brand.ts';
import { Fault } from '../kernel/fault.ts';
import { type EpochMs, SECOND } from '../kernel/time.ts';
import type { Posted } from '../ports/chat.ts';
import { laneOf, type Owed } from '../work/effect.ts';
import { retryAfter } from '../work/retry.ts';
import type { Context } from './context.ts';
import { changeCase } from './records.ts';
import { isNewer } from './shown-card.ts';

/** Why the operators see a card that is not for their channel. */
export type Put = Posted & { readonly because?: string };

/** Carried out, and not yet said so on record. */
export interface Done {
  readonly owed: Owed;
  /** The case as it was then. */
  readonly seen: CaseFile;
  readonly posted: Put | undefined;
}

/** Settled by key, onto the newest version; owed anew meanwhile, it stays owed. */
export async function settle(
  ctx: Context,
  id: RequestId,
  done: readonly Done[],
  loggedTo: number,
): Promise<void> {
  const settled = (file: CaseFile, nowMs: EpochMs) =>
    done.reduce((step, one) => settleOne(step, one), new Stepping(file, nowMs)).quietly();
  const [first] = done;
  await changeCase(ctx, id, settled, {
    loggedTo,
    ...(first && { doneIn: laneOf(first.owed.effect) }),
  });
}

function settleOne(step: Stepping, { owed, seen, posted }: Done): Stepping {
  const { file } = step;
  const isCard = owed.effect.kind === 'card';
  const now = file.owed.find((one) => one.key === owed.key);
  const isStale = isCard && isNewer(file, seen);
  const rest = isStale ? file.owed : file.owed.filter((one) => one !== now);
  const isNew = isCard && posted?.ok && file.card && posted.ref.message !== file.card.message;
  step.set({ owed: rest, ...(isCard && posted?.ok ? { card: posted.ref } : {}) });
  if (isCard && posted?.ok) drawAgain(step, isStale);
  const { because } = posted ?? {};
  if (owed.effect.kind === 'broadcast') {
    const { channel } = owed.effect;
    return because ? step.record('break-glass-unheard', { channel, why: because }) : step;
  }
  return isNew || because ? step.record('card-reposted', { why: because ?? 'gone' }) : step;
}

/** Over whatever was drawn meanwhile by another replica, or may yet be shown late. */
function drawAgain(step: Stepping, isStale: boolean): void {
  const { owed, staleUntilMs = 0 } = step.file;
  const isOwed = owed.some(({ effect }) => effect.kind === 'card');
  if (isStale && !isOwed) step.owe({ kind: 'card' });
  else if (!isOwed && staleUntilMs > step.nowMs)
    step.owe({ kind: 'card', again: true }, staleUntilMs);
}

/** Put off; and what was sent of it may yet be shown, over whatever is drawn meanwhile. */
export async function postpone(
  ctx: Context,
  id: RequestId,
  owed: Owed,
  fault: Fault,
): Promise<void> {
  const landedMs = ctx.clock.monotonicMs() + LANDS_WITHIN_MS;
  const later = (file: CaseFile, nowMs: EpochMs) => postponed(ctx, { file, owed, fault, nowMs });
  for (;;) {
    try {
      await changeCase(ctx, id, later, { doneIn: laneOf(owed.effect) });
      return;
    } catch (error) {
      // Nobody else knows of it: drawn anew before it is on record, it would stay as it lands.
      const isUnknown = owed.effect.kind === 'card' && ctx.clock.monotonicMs() < landedMs;
      if (!isUnknown || !isStoreFault(error)) throw error;
      await ctx.clock.sleep(SECOND);
    }
  }
}

interface PutOff {
  readonly file: CaseFile;
  readonly owed: Owed;
  readonly fault: Fault;
  readonly nowMs: EpochMs;
}

function postponed(ctx: Context, { file, owed, fault, nowMs }: PutOff): Outcome | undefined {
  const at = file.owed.findIndex((one) => one.key === owed.key);
  const isUpdate = owed.effect.kind === 'card' && file.card !== undefined;
  const staleUntilMs = nowMs + LANDS_WITHIN_MS;
  const step = new Stepping(isUpdate ? { ...file, staleUntilMs } : file, nowMs);
  if (at >= 0) {
    const waitMs = retryAfter(owed.failures, ctx.spread(), fault.retryAfterMs);
    const later = { ...owed, dueMs: nowMs + waitMs, failures: owed.failures + 1 };
    return step.set({ owed: file.owed.with(at, later) }).quietly();
  }
  // Another replica has drawn it meanwhile.
  return isUpdate ? step.owe({ kind: 'card', again: true }, staleUntilMs).quietly() : undefined;
}

const isStoreFault = (error: unknown): boolean =>
  error instanceof Fault && error.code === 'store-failed';

/** A minute, and as far apart as two clocks may be that are each half a minute off. */
export const LANDS_WITHIN_MS = 120 * SECOND;
