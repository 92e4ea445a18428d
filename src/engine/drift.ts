/** What differs at AWS and was not our hand: told to the operators, settled by one of them. */

import { event } from '../audit/event.ts';
import { driftNotice } from '../card/operator-notices.ts';
import type { Drift, Holding } from '../holding/holding.ts';
import { untold, withTold } from '../holding/drift.ts';
import { orderDrift } from '../holding/attempt.ts';
import type { PersonKey, PrincipalKey } from '../kernel/brand.ts';
import { ok, type Answer, refuse } from '../kernel/refusal.ts';
import { isOperator } from './act-on-case.ts';
import type { Context } from './context.ts';
import { record } from './journal.ts';
import { changeHolding, loadHolding } from './records.ts';
import { resolvePerson } from './resolve-person.ts';
import { isTold, isToldAtLast } from './tell-operators.ts';

/** A holding knows no chat; the drift is in the journal first, and this is only its echo. */
export const announceDrift = (ctx: Context, holding: Holding, drift: Drift): Promise<void> =>
  announce(ctx, holding, drift, isToldAtLast);

/** Not heard of for so long that nobody tells it any more: tried once more, at each look. */
export function announceUntold(ctx: Context, holding: Holding): void {
  for (const drift of untold(holding, ctx.clock.nowMs())) {
    void announce(ctx, holding, drift, isTold);
  }
}

/** Looks come faster than a chat answers, and one of them may not have heard that it has. */
const announced = new WeakMap<Context, Set<string>>();

async function announce(
  ctx: Context,
  holding: Holding,
  drift: Drift,
  tell: typeof isTold,
): Promise<void> {
  const ids = announced.get(ctx) ?? new Set<string>();
  announced.set(ctx, ids);
  if (ids.has(drift.id)) return;
  ids.add(drift.id);
  const reader = { locale: ctx.config.language, zone: ctx.config.zone };
  const notice = driftNotice(drift, holding.holder, driftHandle(holding.key, drift.id), reader);
  const about = { drift: drift.id };
  try {
    if (await tell(ctx, notice, about))
      await changeHolding(ctx, holding.key, (known) => known && withTold(known, drift));
    else ids.delete(drift.id);
  } catch (error) {
    ctx.log.warn('drift-not-marked-as-told', { ...about, why: String(error) });
  }
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
  const unknown = refuse('request-unknown', { typed: id.slice(0, 8) });
  const held = (await loadHolding(ctx, key as PrincipalKey))?.body;
  const drift = held?.drift.find((one) => one.id === id);
  if (!held || !drift) return unknown;
  // On record first: whatever dies after it, nothing is put back or taken on nobody's word.
  const facts = { principal: held.holder.user, what: drift.slot, by: person.name, order };
  await record(ctx, [event('drift-settled', ctx.clock.nowMs(), person.key, facts)]);
  const ordered = await changeHolding(
    ctx,
    held.key,
    (known, nowMs) => known && orderDrift(known, id, order, nowMs),
  );
  return ordered ? ok({ what: drift.slot }) : unknown;
}
