/** What differs at AWS and was not our hand: told to the operators, settled by one of them. */

import { event } from '../audit/event.ts';
import { driftNotice } from '../card/operator-notices.ts';
import type { Drift, Holding } from '../holding/holding.ts';
import { orderDrift } from '../holding/attempt.ts';
import type { PersonKey, PrincipalKey } from '../kernel/brand.ts';
import { ok, type Answer, refuse } from '../kernel/refusal.ts';
import { isOperator } from './act-on-case.ts';
import type { Context } from './context.ts';
import { record } from './journal.ts';
import { changeHolding } from './records.ts';
import { resolvePerson } from './resolve-person.ts';
import { tellOperators } from './tell-operators.ts';

/** A holding knows no chat; the drift is in the journal first, and this is only its echo. */
export async function announceDrift(ctx: Context, holding: Holding, drift: Drift): Promise<void> {
  const reader = { locale: ctx.config.language, zone: ctx.config.zone };
  const notice = driftNotice(drift, holding.holder, driftHandle(holding.key, drift.id), reader);
  await tellOperators(ctx, notice, { drift: drift.id });
}

/** What a button of a drift carries: which holding, which drift; the rest is read. */
const driftHandle = (key: PrincipalKey, id: string): string => `${key}/${id}`;

export async function settleDrift(
  ctx: Context,
  actor: PersonKey,
  handle: string,
  order: 'restore' | 'remove' | 'leave',
): Promise<Answer<{ readonly what: string }>> {
  const known = await resolvePerson(ctx, actor);
  if (!known.ok) return known;
  const { person } = known.value;
  if (!(await isOperator(ctx, person))) {
    return refuse('not-an-operator', { operators: ctx.config.operators.contact });
  }
  const [key = '', id = ''] = handle.split('/');
  let drift: Drift | undefined;
  const holding = await changeHolding(ctx, key as PrincipalKey, (held, nowMs) => {
    drift = held?.drift.find((one) => one.id === id);
    return held && orderDrift(held, id, order, nowMs);
  });
  if (!holding || !drift) return refuse('request-unknown', { typed: id.slice(0, 8) });
  const facts = { principal: holding.holder.user, what: drift.slot, by: person.name, order };
  await record(ctx, [event('drift-settled', ctx.clock.nowMs(), person.key, facts)]);
  return ok({ what: drift.slot });
}
