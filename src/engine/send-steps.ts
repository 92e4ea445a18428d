/** Sends the steps of a plan to AWS, each on record before it is sent and closed by its answer. */

import { closeAttempt, openAttempt, refuseStep } from '../holding/attempt.ts';
import type { Holding } from '../holding/holding.ts';
import type { Step } from '../holding/slot.ts';
import { claimOn } from '../kernel/claim.ts';
import { canonical } from '../kernel/digest.ts';
import type { Applied } from '../ports/grant-provider.ts';
import type { Context } from './context.ts';
import { changeHolding } from './records.ts';

/** A step is sent only with so much of its claim left; the call itself takes five seconds. */
const CLAIM_MS = 6_000;

/** On record as about to be sent. */
export interface Opened {
  readonly id: string;
  readonly step: Step;
}

/** One among the attempts of one holding. */
export const attemptId = ({ ids }: Context): string => ids.token().slice(0, 12);

/** With a plan to carry out, it is ours until that is done; with none it is nobody's. */
export function claimed(ctx: Context, holding: Holding, isBusy: boolean): Holding {
  const { claim, ...rest } = holding;
  return ctx.claims && isBusy
    ? { ...rest, claim: claimOn(claim, ctx.claims.by, ctx.clock.nowMs()) }
    : rest;
}

export const isOurs = ({ claims }: Context, holding: Holding): boolean =>
  !claims || holding.claim?.by === claims.by;

/** The first step is on record with its plan; each next one with the answer to the one before. */
export async function sendSteps(
  ctx: Context,
  planned: Holding,
  steps: readonly Step[],
  first: Opened,
): Promise<void> {
  const ordered = canonical(planned.leases);
  let opened: Opened | undefined = first;
  for (let at = 0; opened; at += 1) {
    const answer = await send(ctx, planned, opened.step);
    if (!answer.ok) ctx.log.error('aws-refused-step', { step: opened.step.do, code: answer.code });
    const next = steps[at + 1];
    opened = await close(ctx, planned.key, { opened, answer, next, ordered });
  }
}

/** Counted from when the record of it was committed. */
function send(ctx: Context, { holder }: Holding, step: Step): Promise<Applied> {
  const monotonicMs = ctx.clock.monotonicMs();
  const wallMs = ctx.clock.nowMs();
  return ctx.provider.apply({
    holder,
    step,
    stillMine: () =>
      ctx.clock.monotonicMs() - monotonicMs < CLAIM_MS &&
      Math.abs(ctx.clock.nowMs() - wallMs) < CLAIM_MS,
    signal: AbortSignal.timeout(CLAIM_MS),
  });
}

interface Answered {
  readonly opened: Opened;
  readonly answer: Applied;
  readonly next: Step | undefined;
  /** The leases as they were planned for. */
  readonly ordered: string;
}

/** Closes one step and opens the next in the same commit; undefined: stop and look again. */
async function close(
  ctx: Context,
  key: Holding['key'],
  { opened, answer, next, ordered }: Answered,
): Promise<Opened | undefined> {
  const { id, step } = opened;
  const goesOn = answer.ok || step.do === 'remove' || step.slot.kind === 'fence';
  const nextId = attemptId(ctx);
  let following: Opened | undefined;
  await changeHolding(ctx, key, (known, nowMs) => {
    following = undefined;
    if (!known) return undefined;
    const done = closeAttempt(known, id, answer.ok ? 'done' : 'refused', nowMs);
    const closed = answer.ok ? done : refuseStep(done, step, answer, nowMs);
    if (!isOurs(ctx, closed)) return closed;
    // Ordered otherwise since the plan was made: nothing more of the old plan is sent.
    const isAsPlanned = goesOn && canonical(known.leases) === ordered;
    if (!next || !isAsPlanned) return claimed(ctx, closed, false);
    following = { id: nextId, step: next };
    return claimed(ctx, openAttempt(closed, nextId, next, nowMs), true);
  });
  return following;
}
