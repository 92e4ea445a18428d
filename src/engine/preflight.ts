/** Asks AWS before an approver is asked: would it fit, is it safe, can it be ended? */

import { type Target, type TargetFacts, targetKey } from '../catalog/target.ts';
import type { Holding } from '../holding/holding.ts';
import { isLive } from '../holding/lease.ts';
import { principalKey } from '../kernel/brand.ts';
import { Fault } from '../kernel/fault.ts';
import type { PrincipalRef } from '../kernel/person.ts';
import { type Answer, ok, refuse } from '../kernel/refusal.ts';
import type { Beside, Preflight } from '../ports/grant-provider.ts';
import type { Holder } from '../request/request.ts';
import type { Context } from './context.ts';
import { loadHolding } from './records.ts';
import { stoppedNow } from './stopped.ts';

const PREFLIGHT_MS = 20_000;

/** What an approver decides about. */
export interface Ready {
  readonly holder: Holder;
  readonly facts: readonly TargetFacts[];
  readonly targets: readonly Target[];
}

/** Would it fit, is it safe, can it be fenced? Asked before an approver is bothered. */
export async function preflight(
  ctx: Context,
  principal: PrincipalRef,
  targets: readonly Target[],
): Promise<Answer<Ready>> {
  const facts: TargetFacts[] = [];
  const bound: Target[] = [];
  let holder: Holder | undefined;
  try {
    const known = await knownHolding(ctx, principal);
    const live = known?.leases.filter((lease) => isLive(lease, ctx.clock.nowMs())) ?? [];
    const others: Beside[] = live.map(({ target, facts, entitlement }) => {
      return { target, facts, entitlement };
    });
    for (const target of targets) {
      const key = targetKey(target);
      const isLeased = others.some((other) => targetKey(other.target) === key);
      // What an earlier grant of ours left behind is on its way out, and nobody else's.
      const left = known?.targets[key];
      const held = isLeased || (left?.touched === true && left.removedMs === undefined);
      const signal = AbortSignal.timeout(PREFLIGHT_MS);
      const answer: Answer<Preflight> = await ctx.provider.preflight({
        principal,
        target,
        others,
        held,
        signal,
      });
      if (!answer.ok) return answer;
      holder = answer.value.holder;
      facts.push(answer.value.facts);
      bound.push(answer.value.target);
      others.push({ target: answer.value.target, facts: answer.value.facts });
    }
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    ctx.log.warn('preflight-failed', { code: error.code, why: error.message });
    const message = error.message;
    return error.code === 'aws-refused'
      ? refuse('aws-refused', { action: 'pre-flight', message })
      : refuse('aws-silent', {});
  }
  return holder
    ? ok({ holder, facts, targets: bound })
    : refuse('target-missing', { what: 'no target' });
}

/** Of what is asked for anew: AWS has just told its time, and ours may be found to be wrong. */
export async function preflightAsk(
  ctx: Context,
  principal: PrincipalRef,
  targets: readonly Target[],
): Promise<Answer<Ready>> {
  const ready = await preflight(ctx, principal, targets);
  return (await stoppedNow(ctx)) ?? ready;
}

/** Holdings are keyed by unique id, which pre-flight will tell; until then, by account and name. */
async function knownHolding(
  ctx: Context,
  { account, user }: PrincipalRef,
): Promise<Holding | undefined> {
  const uniqueId = await ctx.provider.uniqueId({ account, user });
  if (!uniqueId) return undefined;
  return (await loadHolding(ctx, principalKey(account, uniqueId)))?.body;
}
