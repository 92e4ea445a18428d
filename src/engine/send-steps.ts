/** Sends the steps of a plan to AWS: all on record before the first, closed by their answers. */

import { dropAttempts, type Opened, takeAnswers } from '../holding/attempt.ts';
import type { Holding } from '../holding/holding.ts';
import { endOf } from '../holding/lands.ts';
import type { Step } from '../holding/slot.ts';
import { isAlike } from '../kernel/alike.ts';
import { claimOn } from '../kernel/claim.ts';
import { Fault } from '../kernel/fault.ts';
import type { Applied, ApplyOrder } from '../ports/grant-provider.ts';
import type { Context } from './context.ts';
import { changeHolding, lastHolding, loadHolding } from './records.ts';

/** Steps are sent only so long after their plan; a call itself takes five seconds. */
const CLAIM_MS = 6_000;

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

/** Sent in order, until one fails, or until it was ordered otherwise or is no longer ours to do. */
export async function sendSteps(
  ctx: Context,
  planned: Holding,
  opened: readonly Opened[],
  stillMine: () => boolean,
): Promise<void> {
  const answers = new Map<string, Applied>();
  let last: { readonly id: string; readonly why: unknown } | undefined;
  for (const { id, step } of opened) {
    if (!stillMine() || (answers.size > 0 && !(await isAsPlanned(ctx, planned, step)))) break;
    try {
      const answer = await ctx.provider.apply(orderOf(ctx, planned, step, stillMine));
      answers.set(id, answer);
      if (!answer.ok) ctx.log.error('aws-refused-step', { step: step.do, code: answer.code });
      if (!answer.ok && !goesOnWithout(step)) break;
    } catch (why) {
      last = { id, why };
      break;
    }
  }
  const mayLand = last && !isNotDone(last.why, opened.find(({ id }) => id === last?.id)?.step);
  const unsent = opened.filter(({ id }) => !answers.has(id) && !(mayLand && id === last?.id));
  await close(ctx, planned.key, answers, unsent);
  if (last) throw last.why;
}

function orderOf(
  { clock }: Context,
  planned: Holding,
  step: Step,
  stillMine: () => boolean,
): ApplyOrder {
  const { holder } = planned;
  const endMs = endOf(planned, step, clock.nowMs());
  const signal = AbortSignal.timeout(CLAIM_MS);
  return { holder, step, stillMine, signal, ...(endMs === undefined ? {} : { endMs }) };
}

/** Counted from before the plan is committed: a process may sleep until it hears that it was. */
export function withinClaim({ clock }: Context): () => boolean {
  const monotonicMs = clock.monotonicMs();
  const wallMs = clock.nowMs();
  return () =>
    clock.monotonicMs() - monotonicMs < CLAIM_MS && Math.abs(clock.nowMs() - wallMs) < CLAIM_MS;
}

/** Ordered otherwise since the plan was made: nothing more of the old plan is sent. */
async function isAsPlanned(ctx: Context, planned: Holding, step: Step): Promise<boolean> {
  // Of other replicas' orders only the store knows, and only what gives access must not miss one.
  const isGiving = step.do === 'put' && step.slot.kind !== 'fence';
  const load = ctx.claims && isGiving ? loadHolding : lastHolding;
  const known = (await load(ctx, planned.key))?.body;
  if (!known || !isOurs(ctx, known)) return false;
  return isAlike(known.leases, planned.leases);
}

/** Of the end of a session AWS was too busy to take notice; sent again, it does no harm twice. */
const isNotDone = (why: unknown, step: Step | undefined): boolean =>
  why instanceof Fault &&
  why.code === 'aws-throttled' &&
  step?.do === 'remove' &&
  step.id.kind === 'session';

/** A removal or a fence that is refused stops nothing else. */
const goesOnWithout = (step: Step): boolean => step.do === 'remove' || step.slot.kind === 'fence';

/** What was answered is closed, what was never sent is dropped; the rest may still land. */
async function close(
  ctx: Context,
  key: Holding['key'],
  answers: ReadonlyMap<string, Applied>,
  unsent: readonly Opened[],
): Promise<void> {
  const ids = unsent.map(({ id }) => id);
  await changeHolding(ctx, key, (known, nowMs) => {
    if (!known) return undefined;
    const closed = takeAnswers(dropAttempts(known, ids), answers, nowMs);
    return isOurs(ctx, closed) ? claimed(ctx, closed, false) : closed;
  });
}
