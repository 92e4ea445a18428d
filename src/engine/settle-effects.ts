/** What became of effects, as their case puts it on record: done, drawn once more, or put off. */

import type { CaseFile } from '../case-file/case-file.ts';
import { Stepping } from '../case-file/outcome.ts';
import type { RequestId } from '../kernel/brand.ts';
import type { Fault } from '../kernel/fault.ts';
import { type EpochMs, SECOND } from '../kernel/time.ts';
import type { Posted } from '../ports/chat.ts';
import type { Owed } from '../work/effect.ts';
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
  await changeCase(ctx, id, settled, loggedTo);
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

export async function postpone(
  ctx: Context,
  id: RequestId,
  owed: Owed,
  fault: Fault,
): Promise<void> {
  await changeCase(ctx, id, (file, nowMs) => {
    const at = file.owed.findIndex((one) => one.key === owed.key);
    if (at < 0) return undefined;
    const waitMs = retryAfter(owed.failures, ctx.spread(), fault.retryAfterMs);
    const later = { ...owed, dueMs: nowMs + waitMs, failures: owed.failures + 1 };
    const isUpdate = owed.effect.kind === 'card' && file.card;
    const stale = isUpdate ? { staleUntilMs: nowMs + LANDS_WITHIN_MS } : {};
    return new Stepping({ ...file, ...stale, owed: file.owed.with(at, later) }, nowMs).quietly();
  });
}

/** A minute, and as far as clocks of replicas may be apart. */
export const LANDS_WITHIN_MS = 90 * SECOND;
