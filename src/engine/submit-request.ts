/** An ask becomes a case: read, limits, policy, pre-flight, and one commit. */

import type { Typed } from '../card/form.ts';
import { titleOf } from '../card/title.ts';
import { openCase } from '../case-file/open-case.ts';
import { withAnswers } from '../catalog/automation.ts';
import { targetsIn } from '../catalog/account-choice.ts';
import { withPicked } from '../catalog/pick.ts';
import { isAutomation, isJitna, type Target } from '../catalog/target.ts';
import type { PersonKey, RequestId } from '../kernel/brand.ts';
import { isSamePerson, type Person, principalFor, type Reader } from '../kernel/person.ts';
import { type Answer, ok, type Refusal, refuse } from '../kernel/refusal.ts';
import type { Approvable, Decision } from '../policy/decision.ts';
import { type ExplainLine, explain } from '../policy/explain.ts';
import { askedDuration, type Request } from '../request/request.ts';
import { addedApprovers, withoutThem } from './added-approvers.ts';
import { askedOnce } from './asked-once.ts';
import { autoOf } from './auto-approved.ts';
import type { Context } from './context.ts';
import { decideAsk, decideBound } from './decide-case.ts';
import { heldTooLong } from './held-back.ts';
import { recordRefusedAsk } from './journal.ts';
import { checkLimits, sameAsk } from './limits.ts';
import { preflightAsk, type Ready } from './preflight.ts';
import { type Mend, type ReadAsk, readAsk } from './read-ask.ts';
import { commitCase, loadCase } from './records.ts';
import { groundOf } from './rebind.ts';
import { nodeNames } from './request-form.ts';
import { type Known, resolveParty } from './resolve-person.ts';
import { stoppedNow } from './stopped.ts';
import { tellUnfit } from './tell-unfit.ts';

export type Submitted =
  | { readonly ok: true; readonly id: RequestId; readonly reader: Reader; readonly channel: string }
  | { readonly ok: false; readonly mend: Mend; readonly reader: Reader }
  | (Refusal & { readonly reader: Reader; readonly because?: readonly ExplainLine[] });

/** A no of policy brings along what was looked at. */
type Judged =
  | Answer<{ readonly id: RequestId; readonly channel: string }>
  | (Refusal & { readonly because: readonly ExplainLine[] });

export async function submitRequest(
  ctx: Context,
  actor: PersonKey,
  typed: Typed,
  reader: Reader,
): Promise<Submitted> {
  const nowMs = ctx.clock.nowMs();
  const known = await resolveParty(ctx, actor);
  const read = readAsk(typed, ctx.config.catalog, ctx.config.limits, { nowMs, ...reader });
  if (known.ok && !read.ok) return { ok: false, mend: read.mend, reader };
  const wanted = typed.entitlement ?? '';
  const answer = known.ok && read.ok ? await judge(ctx, known.value, read.ask) : known;
  if (!answer.ok) {
    const who = known.ok ? known.value.person : { key: actor, name: actor };
    await recordRefusedAsk(ctx, who, wanted.slice(0, 64), answer);
    tellUnfit(ctx, who, wanted, answer);
    return { ...answer, reader };
  }
  const { id, channel } = answer.value as { id: RequestId; channel: string };
  return { ok: true, id, reader, channel };
}

async function judge(ctx: Context, known: Known, typed: ReadAsk): Promise<Judged> {
  const stopped = await stoppedNow(ctx);
  if (stopped) return stopped;
  // Of several accounts, the one they asked by: what comes of it is told there.
  const person = { ...known.person, key: known.account.key };
  const nowMs = ctx.clock.nowMs();
  const durationMs = askedDuration(typed.asked, nowMs);
  const { entitlement, also = [] } = typed;
  const added = await addedApprovers(ctx, person, also);
  if (!added.ok) return added;
  const ask = also.length > 0 ? { ...typed, added: added.value } : typed;
  const filedThere = entitlement.targets.find(isJitna);
  if (filedThere) return refuse('ask-at-aws', { region: filedThere.region });
  const parties = { requester: person, beneficiary: person };
  const { asked, account, ticket } = ask;
  const wanted = {
    ...parties,
    entitlement,
    durationMs,
    targets: wantedTargets(ask),
    ...(asked.kind === 'window' ? { atMs: Math.max(nowMs, asked.startMs) } : {}),
    ...(account === undefined ? {} : { account }),
    ...(ticket === undefined ? {} : { ticket }),
    ...addedOf(ask),
  };
  const unbound = await decideAsk(ctx, wanted, 60_000);
  if (unbound.kind === 'forbidden') return becauseOf(ctx, unbound, added.value);
  const held = heldTooLong(ctx, entitlement.id, asked, unbound.frozen);
  if (held) return held;
  const limited = await checkLimits(ctx, person, ask);
  if (limited) return limited;
  const principal = principalFor(person, entitlement.targets[0]?.account ?? '');
  if (!principal) return refuse('person-unmapped', { operators: ctx.config.operators.contact });
  const targets = wantedTargets(ask).map((target) => asAnswered(ctx, target, ask));
  const ready = await preflightAsk(ctx, principal, targets);
  if (!ready.ok) return ready;
  const decision = await decideBound(ctx, wanted, unbound, ready.value.targets);
  if (decision.kind === 'forbidden') return becauseOf(ctx, decision, added.value);
  const request = draft(ctx, person, ask, decision, ready.value);
  const once = await askedOnce(ctx, person, ask, request.id);
  if (!once.ok) return once;
  const title = titleOf(entitlement, ctx.config.language, ctx.config.catalog, ask.account);
  const opened = await open(ctx, { ...request, id: once.value }, title, decision);
  return opened.ok ? ok({ id: opened.value, channel: entitlement.channel }) : opened;
}

/** With whom they added left out where that is the reason, and with what was looked at. */
const becauseOf = (ctx: Context, decision: Forbidden, added: Added): Judged => ({
  ...withoutThem(ctx, decision.refusal, added),
  because: explain(decision).slice(0, -1),
});
type Forbidden = Extract<Decision, { kind: 'forbidden' }>;
type Added = Parameters<typeof withoutThem>[2];

const addedOf = ({ added }: ReadAsk) => (added ? { added } : {});

export function wantedTargets({ entitlement, account, picked }: ReadAsk): readonly Target[] {
  const targets = targetsIn(entitlement, account);
  return picked ? withPicked(targets, picked) : targets;
}

/** Runbooks are given what was answered, as values. */
export const asAnswered = ({ ids }: Context, target: Target, { answers }: ReadAsk): Target =>
  isAutomation(target) ? withAnswers(target, answers, ids.token()) : target;

export function draft(
  ctx: Context,
  person: Person,
  ask: ReadAsk,
  decision: Approvable,
  { holder, facts, targets }: Ready,
): Request {
  const nowMs = ctx.clock.nowMs();
  const { entitlement, asked, typedTime, justification, answers, ticket, account, picked } = ask;
  return {
    id: ctx.ids.requestId(),
    state: 'pending',
    requester: person,
    beneficiary: person,
    holder,
    entitlement: entitlement.id,
    targets,
    facts,
    asked,
    typedTime,
    justification,
    answers,
    ...(ticket ? { ticket } : {}),
    ...(account ? { account } : {}),
    ...(picked ? { picked, nodeNames: nodeNames(ctx, entitlement, picked) } : {}),
    createdMs: nowMs,
    lapseMs: nowMs + decision.lapseMs,
    ...addedOf(ask),
    ground: groundOf(entitlement, account),
    ...autoOf(decision),
    rules: decision.trace.looked.filter((one) => one.used).map((one) => one.rule),
    tailMs: Math.max(0, ...facts.map((one) => one.tailMs)),
  };
}

/**
 * An id that is taken is drawn anew: ids are short so that they can be said aloud. Where the same
 * ask has it, that one was filed meanwhile.
 */
async function open(
  ctx: Context,
  request: Request,
  title: string,
  decision: Approvable,
): Promise<Answer<RequestId>> {
  let next = request;
  for (;;) {
    const answer = await commitCase(ctx, undefined, openCase(next, title, decision));
    if (answer === 'committed') return ok(next.id);
    const { id } = next;
    const there = (await loadCase(ctx, id))?.body.request;
    const isOurs = there && isSamePerson(there.requester, request.requester);
    if (isOurs && sameAsk(there) === sameAsk(request)) return refuse('same-request-open', { id });
    next = { ...next, id: ctx.ids.requestId() };
  }
}
