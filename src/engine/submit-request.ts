/** An ask becomes a case: read, limits, policy, pre-flight, and one commit. */

import type { Typed } from '../card/form.ts';
import { openCase } from '../case-file/open-case.ts';
import { isLive } from '../holding/lease.ts';
import type { Holding } from '../holding/holding.ts';
import { withAnswers } from '../catalog/automation.ts';
import { isAutomation, targetKey, type Target, type TargetFacts } from '../catalog/target.ts';
import { principalKey, type PersonKey, type RequestId } from '../kernel/brand.ts';
import { Fault } from '../kernel/fault.ts';
import type { Person, PrincipalRef, Reader } from '../kernel/person.ts';
import { type Answer, ok, type Refusal, refuse } from '../kernel/refusal.ts';
import type { NeedsApproval } from '../policy/decision.ts';
import type { Preflight } from '../ports/grant-provider.ts';
import { askedDuration, type Holder, type Request } from '../request/request.ts';
import { askedOnce } from './asked-once.ts';
import type { Context } from './context.ts';
import { decideAsk } from './decide-case.ts';
import { recordRefusedAsk } from './journal.ts';
import { checkLimits } from './limits.ts';
import { type Mend, type ReadAsk, readAsk } from './read-ask.ts';
import { commitCase, loadHolding } from './records.ts';
import { type Known, resolvePerson } from './resolve-person.ts';
import { tellUnfit } from './tell-unfit.ts';

export type Submitted =
  | { readonly ok: true; readonly id: RequestId; readonly reader: Reader; readonly channel: string }
  | { readonly ok: false; readonly mend: Mend; readonly reader: Reader }
  | (Refusal & { readonly reader: Reader });

const PREFLIGHT_MS = 20_000;

export async function submitRequest(
  ctx: Context,
  actor: PersonKey,
  typed: Typed,
  reader: Reader,
): Promise<Submitted> {
  const nowMs = ctx.clock.nowMs();
  const known = await resolvePerson(ctx, actor);
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

async function judge(
  ctx: Context,
  { person }: Known,
  ask: ReadAsk,
): Promise<Answer<{ id: RequestId; channel: string }>> {
  const why = ctx.stopped();
  if (why) return refuse('granting-stopped', { why });
  const nowMs = ctx.clock.nowMs();
  const durationMs = askedDuration(ask.asked, nowMs);
  const { entitlement } = ask;
  const parties = { requester: person, beneficiary: person };
  const decision = await decideAsk(ctx, { ...parties, entitlement, durationMs }, 60_000);
  if (decision.kind === 'forbidden') return decision.refusal;
  const limited = await checkLimits(ctx, person, ask);
  if (limited) return limited;
  if (!person.principal)
    return refuse('person-unmapped', { operators: ctx.config.operators.contact });
  const targets = entitlement.targets.map((target) => asAnswered(ctx, target, ask));
  const ready = await preflight(ctx, person.principal, targets);
  if (!ready.ok) return ready;
  const request = draft(ctx, person, ask, decision, ready.value);
  const asked = await askedOnce(ctx, person, ask, request.id);
  if (asked) return asked;
  const id = await open(
    ctx,
    request,
    entitlement.title[ctx.config.language] ?? entitlement.title.en,
    decision,
  );
  return ok({ id, channel: entitlement.channel });
}

/** Runbooks are given what was answered, as values. */
const asAnswered = ({ ids }: Context, target: Target, { answers }: ReadAsk): Target =>
  isAutomation(target) ? withAnswers(target, answers, ids.token()) : target;

interface Ready {
  readonly holder: Holder;
  readonly facts: readonly TargetFacts[];
  readonly targets: readonly Target[];
}

/** Would it fit, is it safe, can it be fenced? Asked before an approver is bothered. */
async function preflight(
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
    const others = live.map(({ target, facts }) => ({ target, facts }));
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

/** Holdings are keyed by unique id, which pre-flight will tell; until then, by account and name. */
async function knownHolding(
  ctx: Context,
  { account, user }: PrincipalRef,
): Promise<Holding | undefined> {
  const uniqueId = await ctx.provider.uniqueId({ account, user });
  if (!uniqueId) return undefined;
  return (await loadHolding(ctx, principalKey(account, uniqueId)))?.body;
}

function draft(
  ctx: Context,
  person: Person,
  ask: ReadAsk,
  decision: NeedsApproval,
  { holder, facts, targets }: Ready,
): Request {
  const nowMs = ctx.clock.nowMs();
  const { entitlement, asked, typedTime, justification, answers, ticket } = ask;
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
    createdMs: nowMs,
    lapseMs: nowMs + decision.lapseMs,
    rules: decision.trace.looked.filter((one) => one.used).map((one) => one.rule),
    tailMs: Math.max(0, ...facts.map((one) => one.tailMs)),
  };
}

/** An id that is taken is drawn anew: ids are short so that they can be said aloud. */
async function open(
  ctx: Context,
  request: Request,
  title: string,
  decision: NeedsApproval,
): Promise<RequestId> {
  let next = request;
  for (;;) {
    const answer = await commitCase(ctx, undefined, openCase(next, title, decision));
    if (answer === 'committed') return next.id;
    next = { ...next, id: ctx.ids.requestId() };
  }
}
