/** Reads what somebody wants to open before approval, and asks policy of it as it is now. */

import type { Typed } from '../card/form.ts';
import { principalFor, type Person, type PrincipalRef, type Reader } from '../kernel/person.ts';
import type { PersonKey, RequestId } from '../kernel/brand.ts';
import { digestOf } from '../kernel/digest.ts';
import { type Answer, ok, type Refusal, refuse } from '../kernel/refusal.ts';
import { isJitna, type Target } from '../catalog/target.ts';
import type { BreakGlassed, Decision } from '../policy/decision.ts';
import { policyDigest } from '../policy/policy-digest.ts';
import { askedDuration } from '../request/request.ts';
import { checkBrokenBefore } from './break-glass-before.ts';
import { whoOf } from './break-glass-offer.ts';
import type { Context } from './context.ts';
import { decideAsk } from './decide-case.ts';
import { recordRefusedAsk } from './journal.ts';
import { checkFlood, sameAsk } from './limits.ts';
import type { Ask } from './policy-facts.ts';
import { type Mend, type ReadAsk, readAsk } from './read-ask.ts';
import { resolveParty } from './resolve-person.ts';
import { stoppedNow } from './stopped.ts';
import { wantedTargets } from './submit-request.ts';
import { tellUnfit } from './tell-unfit.ts';

export interface Understood {
  readonly ok: true;
  readonly person: Person;
  readonly principal: PrincipalRef;
  readonly who: string;
  readonly ask: ReadAsk;
  readonly targets: readonly Target[];
  /** As policy was asked of it, before it was known which nodes it leads to. */
  readonly wanted: Ask;
  readonly decision: BreakGlassed;
  /** Of what was asked, and of the policy as shown. */
  readonly digest: string;
}

export type NotUnderstood = Refusal | { readonly ok: false; readonly mend: Mend };

/**
 * What is refused is on record, as with every ask.
 * @param own the case that is to come of it, which is no other that came before.
 */
export async function understand(
  ctx: Context,
  actor: PersonKey,
  typed: Typed,
  reader: Reader,
  own?: RequestId,
): Promise<Understood | NotUnderstood> {
  const known = await resolveParty(ctx, actor);
  const { catalog, limits } = ctx.config;
  const read = readAsk(typed, catalog, limits, { nowMs: ctx.clock.nowMs(), ...reader });
  if (known.ok && !read.ok) return read;
  const isLater = known.ok && read.ok && read.ask.asked.kind === 'window';
  if (isLater) return { ok: false, mend: { time: refuse('break-glass-now', {}) } };
  // Of several accounts, the one they asked by: what comes of it is told there.
  const person = known.ok && { ...known.value.person, key: known.value.account.key };
  const answer = person && read.ok ? await judge(ctx, person, read.ask, own) : known;
  if (answer.ok) return answer.value as Understood;
  const wanted = typed.entitlement ?? '';
  const who = person || { key: actor, name: actor };
  await recordRefusedAsk(ctx, who, wanted.slice(0, 64), answer);
  tellUnfit(ctx, who, wanted, answer);
  return answer;
}

async function judge(
  ctx: Context,
  person: Person,
  ask: ReadAsk,
  own: RequestId | undefined,
): Promise<Answer<Understood>> {
  const { entitlement, asked, account, ticket } = ask;
  const stopped = await stoppedNow(ctx);
  if (stopped) return stopped;
  const filedThere = entitlement.targets.find(isJitna);
  if (filedThere) return refuse('ask-at-aws', { region: filedThere.region });
  const targets = wantedTargets(ask);
  const wanted: Ask = {
    requester: person,
    beneficiary: person,
    entitlement,
    durationMs: askedDuration(asked, ctx.clock.nowMs()),
    targets,
    ...(account === undefined ? {} : { account }),
    ...(ticket === undefined ? {} : { ticket }),
    breakGlass: true,
  };
  const said = broken(await decideAsk(ctx, wanted, 60_000));
  if (!said.ok) return said;
  const decision = said.value;
  const principal = principalFor(person, entitlement.targets[0]?.account ?? '');
  if (!principal) return refuse('person-unmapped', { operators: ctx.config.operators.contact });
  // A no is not got round: neither by this way in place of the usual one, nor by this once more.
  const limited =
    (await checkBrokenBefore(ctx, person, whoOf(principal), entitlement.id, own)) ??
    (await checkFlood(ctx, person, entitlement.id, []));
  if (limited) return limited;
  const what = sameAsk({ ...ask, entitlement: entitlement.id });
  const digest = digestOf({ what, policy: policyDigest(decision) });
  const who = whoOf(principal);
  return ok({ ok: true, person, principal, who, ask, targets, wanted, decision, digest });
}

/** Without the mark it would be an ask like any other, and this is the way of none. */
export function broken(decision: Decision): Answer<BreakGlassed> {
  if (decision.kind === 'forbidden') return decision.refusal;
  return decision.kind === 'break-glass' ? ok(decision) : refuse('break-glass-stale', {});
}
