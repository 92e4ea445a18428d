/** Makes AWS what a holding wants: look, decide, commit, and one recorded write after another. */

import { event } from '../audit/event.ts';
import { giveUpGranting, openAttempts, refuseGranting } from '../holding/attempt.ts';
import { converge } from '../holding/converge.ts';
import { withSaid } from '../holding/drift.ts';
import type { Drift, Holding } from '../holding/holding.ts';
import { isPast } from '../holding/lease.ts';
import { nextWatch } from '../holding/next-look.ts';
import { isQuiet } from '../holding/quiet.ts';
import type { PrincipalKey } from '../kernel/brand.ts';
import { Fault } from '../kernel/fault.ts';
import { refuse } from '../kernel/refusal.ts';
import { type EpochMs, SECOND } from '../kernel/time.ts';
import type { Observation } from '../ports/grant-provider.ts';
import { retryAfter } from '../work/retry.ts';
import { standing } from './adoption.ts';
import type { Context } from './context.ts';
import { announceDrift, announceUntold } from './drift.ts';
import { clockTrouble } from './granting.ts';
import { record } from './journal.ts';
import { observe } from './observe-holding.ts';
import { observerOf } from './observer.ts';
import { changeHolding, commitHolding, type Loaded, lastHolding, loadHolding } from './records.ts';
import { attemptId, claimed, isOurs, sendSteps, withinClaim } from './send-steps.ts';
import type { Worked } from './under-way.ts';

/** @param isOnRecord whether the store named it as due, and not our own watch alone. */
export async function convergeHolding(
  ctx: Context,
  key: PrincipalKey,
  isOnRecord: boolean,
): Promise<Worked> {
  const { claims } = ctx;
  // By another mark than is in force nothing of it is seen: it would be said to be gone.
  if (ctx.mark?.() === 'another') return 'left';
  const does = isOnRecord ? isOursToDo : isNobodyElses;
  const loaded = await lastHolding(ctx, key, (known) => does(ctx, known));
  if (!loaded) return;
  if (claims && !claims.mayTake('converge', key, loaded.body.claim)) return 'left';
  try {
    const before = await heldBack(ctx, key);
    if (before) return before.worked;
    const seen = await observe(ctx, loaded.body);
    if (seen.unread) ctx.log.warn('not-read', { holding: key, ...seen.unread });
    // AWS has just told its time.
    const after = await heldBack(ctx, key);
    return after ? after.worked : await carryOut(ctx, loaded, seen);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    await postpone(ctx, key, error);
  }
}

/** Due as we know it, and nobody's; if not, it is due by the word of somebody else. */
function isOursToDo(ctx: Context, holding: Holding): boolean {
  const isDue = (holding.dueMs ?? Infinity) <= ctx.clock.nowMs();
  return isDue && isNobodyElses(ctx, holding);
}

/** How another's claim stands only the store knows. */
const isNobodyElses = (ctx: Context, holding: Holding): boolean =>
  !holding.claim || isOurs(ctx, holding);

/**
 * What a wrong clock has dated would be given at a wrong time: it is left to replicas whose clocks
 * are right, and refused where none goes on with it, or where it stands before a removal.
 */
async function heldBack(ctx: Context, key: PrincipalKey): Promise<{ worked: Worked } | undefined> {
  const stop = clockTrouble(ctx.skewMs());
  const loaded = stop && (await loadHolding(ctx, key));
  if (!stop || !loaded) return undefined;
  const refused = (known: Holding, nowMs: EpochMs) =>
    refuseGranting(known, refuse('granting-stopped', stop), nowMs);
  const { body, head } = loaded;
  const nowMs = ctx.clock.nowMs();
  if (refused(body, nowMs) === body) return undefined;
  const stoodMs = ctx.claims?.stillFor(head.key, head.version) ?? Infinity;
  // By AWS's time, as it was heard last.
  const atAwsMs = nowMs + (ctx.skewMs() ?? 0);
  const given = body.leases.filter(({ report }) => report.state !== 'provisioning');
  const isToTake = given.some((lease) => isPast(lease, atAwsMs));
  if (stoodMs < OTHERS_MS && !isToTake) return { worked: 'left' };
  await changeHolding(ctx, key, (known, atMs) => {
    const left = known && refused(known, atMs);
    return left === known || !left ? undefined : { ...left, dueMs: atMs };
  });
  return { worked: undefined };
}

/** Another replica has gone on with it by then, or there is none. */
const OTHERS_MS = 30 * SECOND;

async function carryOut(ctx: Context, loaded: Loaded<Holding>, seen: Observation): Promise<Worked> {
  const content: Parameters<typeof converge>[0]['content'] = (holder, slot) =>
    ctx.provider.content(holder, slot);
  const { isConfirmed, copySinceMs } = await standing(ctx);
  const nowMs = ctx.clock.nowMs();
  const observer = observerOf(ctx);
  const isClockWrong = clockTrouble(ctx.skewMs()) !== undefined;
  const about = { nowMs, observer, ...(isClockWrong && { isClockWrong }) };
  const at = { seen, ...about, content, mayRemoveUnknown: isConfirmed, copySinceMs };
  const plan = converge({ holding: loaded.body, ...at });
  announceUntold(ctx, plan.holding);
  if (isQuiet(loaded.body, plan, nowMs)) {
    return { againMs: nextWatch(loaded.body, nowMs, plan.isBusy) };
  }
  // An observation is committed only on the version it was planned from: what was ordered since
  // is looked at again, with fresh eyes.
  const opened = plan.steps.map((step) => ({ id: attemptId(ctx), step }));
  const isSending = opened.length > 0;
  const planned = claimed(ctx, openAttempts(plan.holding, opened, nowMs), isSending);
  const stillMine = withinClaim(ctx);
  if ((await commitHolding(ctx, loaded.head, planned)) === 'conflict') {
    return crossed(ctx, loaded.body);
  }
  // Side by side: neither waits for the other, and neither's failure is lost.
  const both = await Promise.allSettled([
    sayDrift(ctx, loaded.body, plan.drift),
    isSending ? sendSteps(ctx, planned, opened, stillMine) : undefined,
  ]);
  for (const one of both) if (one.status === 'rejected') throw one.reason;
  return { againMs: nextWatch(plan.holding, nowMs, plan.isBusy) };
}

/**
 * Whoever has looked meanwhile watches it from now on. Where no other look came in between, it is
 * still ours: what is not due on record may be so in an hour, and nothing else brings us back.
 */
async function crossed(ctx: Context, holding: Holding): Promise<Worked> {
  const { key, lastLookMs, dueMs = Infinity } = holding;
  if (dueMs <= ctx.clock.nowMs()) return;
  const now = (await loadHolding(ctx, key))?.body;
  return now?.lastLookMs === lastLookMs ? { againMs: ctx.clock.nowMs() } : undefined;
}

async function sayDrift(ctx: Context, holding: Holding, found: readonly Drift[]): Promise<void> {
  for (const drift of found) {
    const facts = { principal: holding.holder.user, kind: drift.kind, what: drift.slot };
    await record(ctx, [event('drift-found', drift.foundMs, 'prod-access', facts)]);
    // Not waited for: a hanging chat must not keep a holding from converging.
    void announceDrift(ctx, holding, drift);
  }
  if (found.length > 0) {
    await changeHolding(ctx, holding.key, (known) => known && withSaid(known, found));
  }
}

/** Tried again for ever on the way out, and for ten minutes on the way in. */
async function postpone(ctx: Context, key: PrincipalKey, fault: Fault): Promise<void> {
  ctx.log.warn('holding-postponed', { holding: key, code: fault.code, why: fault.message });
  await changeHolding(ctx, key, (holding, nowMs) => {
    if (!holding) return undefined;
    const waitMs = retryAfter(holding.failures, ctx.spread(), fault.retryAfterMs);
    const failures = holding.failures + 1;
    const silent =
      fault.code === 'aws-refused'
        ? refuse('aws-refused', { action: 'grant', message: fault.message })
        : refuse('aws-silent', {});
    const free = isOurs(ctx, holding) ? claimed(ctx, holding, false) : holding;
    const given = giveUpGranting({ ...free, failures }, silent, nowMs);
    return { ...given, dueMs: nowMs + waitMs };
  });
}
