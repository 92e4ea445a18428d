/** Makes AWS what a holding wants: look, decide, commit, and one recorded write after another. */

import { event } from '../audit/event.ts';
import { closeAttempt, giveUpGranting, openAttempt, refuseStep } from '../holding/attempt.ts';
import { converge } from '../holding/converge.ts';
import type { Holding } from '../holding/holding.ts';
import { isLive } from '../holding/lease.ts';
import type { FencePlace, Step } from '../holding/slot.ts';
import { placeName } from '../holding/slot.ts';
import type { PrincipalKey } from '../kernel/brand.ts';
import { claimOn } from '../kernel/claim.ts';
import { canonical } from '../kernel/digest.ts';
import { Fault } from '../kernel/fault.ts';
import { refuse } from '../kernel/refusal.ts';
import { retryAfter } from '../work/retry.ts';
import type { Observation } from '../ports/grant-provider.ts';
import { adopted } from './adoption.ts';
import type { Context } from './context.ts';
import { announceDrift } from './drift.ts';
import { record } from './journal.ts';
import { changeHolding, commitHolding, type Loaded, loadHolding } from './records.ts';
import type { Worked } from './under-way.ts';

const OBSERVE_MS = 30_000;
/** A step is sent only with so much of its claim left; the call itself takes five seconds. */
const CLAIM_MS = 6_000;

export async function convergeHolding(ctx: Context, key: PrincipalKey): Promise<Worked> {
  const loaded = await loadHolding(ctx, key);
  if (!loaded) return;
  const { claims } = ctx;
  if (claims && !claims.mayTake('converge', key, loaded.body.claim)) return 'left';
  try {
    const seen = await observe(ctx, loaded.body);
    await carryOut(ctx, loaded, seen);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    await postpone(ctx, key, error);
  }
}

function observe(ctx: Context, holding: Holding): Promise<Observation> {
  const { holder, leases } = holding;
  const nowMs = ctx.clock.nowMs();
  const targets = leases.filter((lease) => isLive(lease, nowMs)).map((lease) => lease.target);
  const groups = leases.flatMap(({ target }) =>
    target.kind === 'iam-group' ? [target.group] : [],
  );
  const signal = AbortSignal.timeout(OBSERVE_MS);
  const places = placesOf(holding);
  return ctx.provider.observe({ holder, targets, groups: [...new Set(groups)], places, signal });
}

/** Wherever a fence of ours may stand, or is about to. */
function placesOf(holding: Holding): readonly FencePlace[] {
  const known = Object.values(holding.targets).flatMap((memory) => memory.places);
  const named = holding.leases.flatMap((lease) =>
    lease.facts.namedRoles.map(
      ({ account, name, userid }): FencePlace => ({ on: 'role', role: { account, name }, userid }),
    ),
  );
  const all: readonly FencePlace[] = [{ on: 'user' }, ...known, ...named];
  return [...new Map(all.map((place) => [placeName(place), place])).values()];
}

async function carryOut(ctx: Context, loaded: Loaded<Holding>, seen: Observation): Promise<void> {
  const content: Parameters<typeof converge>[0]['content'] = (holder, slot) =>
    ctx.provider.content(holder, slot);
  const plan = converge({
    holding: loaded.body,
    seen,
    nowMs: ctx.clock.nowMs(),
    content,
    mayRemoveUnknown: await adopted(ctx),
  });
  // An observation is committed only on the version it was planned from: what was ordered since
  // is looked at again, with fresh eyes.
  const planned = claimed(ctx, plan.holding, plan.steps.length > 0);
  if ((await commitHolding(ctx, loaded.head, planned)) === 'conflict') return;
  for (const drift of plan.drift) {
    const facts = { principal: loaded.body.holder.user, kind: drift.kind, what: drift.slot };
    await record(ctx, [event('drift-found', drift.foundMs, 'prod-access', facts)]);
    // Not waited for: a hanging chat must not keep a holding from converging.
    void announceDrift(ctx, loaded.body, drift);
  }
  const last = plan.steps.at(-1);
  for (const step of plan.steps) {
    if (!(await carryOutStep(ctx, planned, step, step === last))) return;
  }
}

/** With a plan to carry out, it is ours until that is done; with none it is nobody's. */
function claimed(ctx: Context, holding: Holding, isBusy: boolean): Holding {
  const { claim, ...rest } = holding;
  return ctx.claims && isBusy ? { ...rest, claim: claimOn(claim, ctx.claims.by) } : rest;
}

const isOurs = ({ claims }: Context, holding: Holding): boolean =>
  !claims || holding.claim?.by === claims.by;

/** On record before it is sent; closed by its definite answer. False: stop and look again. */
async function carryOutStep(
  ctx: Context,
  planned: Holding,
  step: Step,
  isLast: boolean,
): Promise<boolean> {
  const { key } = planned;
  const id = ctx.ids.token();
  const ordered = canonical(planned.leases);
  const holding = await changeHolding(
    ctx,
    key,
    // Ordered otherwise since the plan was made, or taken over: nothing of the old plan is sent.
    (known, nowMs) =>
      known && canonical(known.leases) === ordered && isOurs(ctx, known)
        ? claimed(ctx, openAttempt(known, id, step, nowMs), true)
        : undefined,
  );
  if (!holding) return false;
  const monotonicMs = ctx.clock.monotonicMs();
  const wallMs = ctx.clock.nowMs();
  const answer = await ctx.provider.apply({
    holder: holding.holder,
    step,
    stillMine: () =>
      ctx.clock.monotonicMs() - monotonicMs < CLAIM_MS &&
      Math.abs(ctx.clock.nowMs() - wallMs) < CLAIM_MS,
    signal: AbortSignal.timeout(CLAIM_MS),
  });
  const goesOn = answer.ok || step.do === 'remove' || step.slot.kind === 'fence';
  await changeHolding(ctx, key, (known, nowMs) => {
    if (!known) return undefined;
    const done = closeAttempt(known, id, answer.ok ? 'done' : 'refused', nowMs);
    const closed = isOurs(ctx, done) ? claimed(ctx, done, goesOn && !isLast) : done;
    return answer.ok ? closed : refuseStep(closed, step, answer, nowMs);
  });
  if (!answer.ok) ctx.log.error('aws-refused-step', { step: step.do, code: answer.code });
  return goesOn;
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
