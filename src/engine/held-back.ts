/** What a closed calendar would only hold, and what cannot wait for it: that is refused. */

import { lastUsefulMs } from '../case-file/lapse.ts';
import type { Refusal } from '../kernel/refusal.ts';
import { type Frozen, frozenRefusal, type Held, heldBy } from '../policy/freeze.ts';
import type { Asked } from '../request/request.ts';
import type { Clock } from '../kernel/time.ts';
import type { Context } from './context.ts';

/** As much of what is around us as it takes. */
interface Around {
  readonly config: Context['config'];
  readonly clock: Pick<Clock, 'nowMs'>;
}

/** Whatever ends at a fixed instant, and would be over before it opens. */
export function heldTooLong(
  ctx: Around,
  entitlement: string,
  asked: Asked,
  frozen: readonly Frozen[],
): Refusal | undefined {
  const nowMs = ctx.clock.nowMs();
  if (asked.kind === 'duration') return undefined;
  const startMs = asked.kind === 'window' ? Math.max(asked.startMs, nowMs) : nowMs;
  const held = heldBy(frozen, startMs);
  if (!held || held.untilMs < lastUsefulMs(asked, nowMs)) return undefined;
  return heldRefusal(ctx, entitlement, held);
}

/** More time is access while it is closed: there is no later start that it could wait for. */
export function heldNow(
  ctx: Around,
  entitlement: string,
  frozen: readonly Frozen[],
): Refusal | undefined {
  const held = heldBy(frozen, ctx.clock.nowMs());
  return held && heldRefusal(ctx, entitlement, held);
}

/** Of a calendar that nobody can tell the end of, none is said. */
export function heldRefusal(
  { config }: Pick<Around, 'config'>,
  entitlement: string,
  held: Held,
): Refusal {
  const { calendar, why, untilMs } = held;
  const known = held.isGuess ? { calendar, why } : { calendar, why, untilMs };
  return frozenRefusal(entitlement, known, config.operators.contact);
}
