/** What a closed calendar would only hold, and what cannot wait for it: that is refused. */

import { lastUsefulMs } from '../case-file/lapse.ts';
import { type Refusal, refuse } from '../kernel/refusal.ts';
import { type Frozen, type Held, heldBy } from '../policy/freeze.ts';
import type { Asked } from '../request/request.ts';
import type { Context } from './context.ts';

/** Whatever ends at a fixed instant, and would be over before it opens. */
export function heldTooLong(
  ctx: Context,
  entitlement: string,
  asked: Asked,
  frozen: readonly Frozen[],
): Refusal | undefined {
  const nowMs = ctx.clock.nowMs();
  if (asked.kind === 'duration') return undefined;
  const startMs = asked.kind === 'window' ? Math.max(asked.startMs, nowMs) : nowMs;
  const held = heldBy(frozen, startMs);
  if (!held || held.untilMs < lastUsefulMs(asked, nowMs)) return undefined;
  return refusalOf(ctx, entitlement, held);
}

/** More time is access while it is closed: there is no later start that it could wait for. */
export function heldNow(
  ctx: Context,
  entitlement: string,
  frozen: readonly Frozen[],
): Refusal | undefined {
  const held = heldBy(frozen, ctx.clock.nowMs());
  return held && refusalOf(ctx, entitlement, held);
}

function refusalOf({ config }: Context, entitlement: string, held: Held): Refusal {
  const { calendar, why, isGuess, untilMs } = held;
  const until = isGuess ? {} : { untilMs };
  const operators = config.operators.contact;
  return refuse('frozen', { entitlement, calendar, why, ...until, operators });
}
