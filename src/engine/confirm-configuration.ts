/** The second pair of eyes: operators are told what differs, and one of them confirms it. */

import { type AuditEvent, event } from '../audit/event.ts';
import { confirmedNotice, proposalNotice } from '../card/rules-notices.ts';
import type { Notice } from '../card/card.ts';
import type { PersonKey } from '../kernel/brand.ts';
import type { Person } from '../kernel/person.ts';
import { type Answer, ok, type Refusal, refuse } from '../kernel/refusal.ts';
import { MINUTE } from '../kernel/time.ts';
import { mayConfirm } from './confirmers.ts';
import { CHAT_TIMEOUT_MS, type Context } from './context.ts';
import { recordRefusedAsk } from './journal.ts';
import {
  commitInForce,
  differencesIn,
  type InForce,
  loadInForce,
  type Proposed,
} from './in-force.ts';
import { nameOf, resolvePerson } from './resolve-person.ts';
import { runOf } from './superseded.ts';

/** What its button carries: which of them, and against which it was compared. */
const handleOf = ({ number }: InForce, { digest }: Proposed): string =>
  `${number}/${digest.slice(0, 16)}`;

/** Told again at the next look where the chat did not take it. */
export async function tellProposal(ctx: Context): Promise<void> {
  const { known } = await loadInForce(ctx);
  const { proposed } = known ?? {};
  if (!known || !proposed || proposed.digest !== ctx.config.digest) return;
  if (proposed.toldMs !== undefined) return;
  const { digest } = proposed;
  const differs = differencesIn(known);
  const proposal = { number: known.number + 1, digest, differences: differs };
  const handle = handleOf(known, proposed);
  const isTold = await announce(ctx, proposalNotice({ ...proposal, handle }, readerIn(ctx)));
  if (!isTold) return;
  await changeProposed(ctx, digest, (now) => ({ ...now, toldMs: ctx.clock.nowMs() }));
}

/** Nothing is lost by a conflict: it is said once more at the next look. */
async function changeProposed(
  ctx: Context,
  digest: string,
  change: (proposed: Proposed) => Proposed,
): Promise<void> {
  const { head, known } = await loadInForce(ctx);
  if (known?.proposed?.digest !== digest) return;
  await commitInForce(ctx, head, { ...known, proposed: change(known.proposed) });
}

/** A click by any alias of an operator; by nobody else. */
export async function confirmConfiguration(
  ctx: Context,
  actor: PersonKey,
  handle: string,
): Promise<Answer<{ readonly number: number }>> {
  const known = await resolvePerson(ctx, actor);
  if (!known.ok) return refused(ctx, { key: actor, name: await nameOf(ctx, actor) }, known);
  const { person } = known.value;
  const confirmed = await confirm(ctx, actor, person, handle);
  if (!confirmed.ok) return refused(ctx, { key: actor, name: person.name }, confirmed);
  await ctx.lookAgain?.();
  const { number } = confirmed.value;
  await announce(ctx, confirmedNotice(person.name, number, readerIn(ctx)));
  return confirmed;
}

/** Whoever runs with it says so every half minute. */
const FORGOTTEN_AFTER_MS = 2 * MINUTE;

async function confirm(
  ctx: Context,
  actor: PersonKey,
  by: Person,
  handle: string,
): Promise<Answer<{ readonly number: number }>> {
  const { head, known } = await loadInForce(ctx);
  if (!known || !(await mayConfirm(ctx, known.rules?.confirmers, by, actor))) {
    return refuse('not-an-operator', { operators: ctx.config.operators.contact });
  }
  const { proposed } = known;
  if (!proposed || handleOf(known, proposed) !== handle) return refuse('rules-superseded', {});
  const nowMs = ctx.clock.nowMs();
  if (nowMs - proposed.seenMs > FORGOTTEN_AFTER_MS) return refuse('rules-unused', {});
  const { digest, rules } = proposed;
  const number = known.number + 1;
  const facts = { digest, number, by: by.name };
  const said = event('configuration-confirmed', nowMs, actor, facts) as AuditEvent;
  const next = { schema: 1, digest, number, rules, ...runOf(digest, known) } as const;
  const answer = await commitInForce(ctx, head, next, [said]);
  return answer === 'conflict' ? confirm(ctx, actor, by, handle) : ok({ number });
}

async function refused(
  ctx: Context,
  who: Pick<Person, 'key' | 'name'>,
  refusal: Refusal,
): Promise<Refusal> {
  await recordRefusedAsk(ctx, who, 'configuration', refusal);
  return refusal;
}

/** To the operators; true once it stands there. */
export async function announce(ctx: Context, notice: Notice): Promise<boolean> {
  try {
    const signal = AbortSignal.timeout(CHAT_TIMEOUT_MS);
    return (await ctx.chat.announce(ctx.config.operators.channel, notice, signal)).ok;
  } catch (error) {
    ctx.log.warn('operators-not-told', { why: String(error) });
    return false;
  }
}

const readerIn = ({ config }: Context) => ({ locale: config.language, zone: config.zone });
