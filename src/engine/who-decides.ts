/** Who decides on a case by the rules as they are, also while policy would not give it. */

import type { CaseFile } from '../case-file/case-file.ts';
import { isSamePerson, type Person } from '../kernel/person.ts';
import { type Refusal, refuse } from '../kernel/refusal.ts';
import type { DurationMs } from '../kernel/time.ts';
import { askedAnyway } from '../policy/asked-anyway.ts';
import type { Decision, Stage } from '../policy/decision.ts';
import { whoName } from '../policy/eligibility.ts';
import type { Who } from '../policy/rule.ts';
import { tally } from '../request/tally.ts';
import type { Context } from './context.ts';
import { decideOf, freshened, isAmong } from './decide-case.ts';
import { groupsOf, membersOf } from './group-members.ts';
import { factsOf } from './policy-facts.ts';

/** Of a decision just made, or of the rules alone where it says no. Empty where nobody decides. */
export async function stagesNow(
  ctx: Context,
  file: CaseFile,
  decision: Decision | undefined,
  maxAgeMs: DurationMs,
): Promise<readonly Stage[]> {
  if (decision && decision.kind !== 'forbidden') return decision.stages;
  const { requester, beneficiary, added } = file.request;
  const entitlement = ctx.config.catalog.entitlements.get(file.request.entitlement);
  if (!entitlement) return [];
  const ask = {
    requester: freshened(ctx, requester),
    beneficiary: freshened(ctx, beneficiary),
    entitlement,
    durationMs: 0,
    ...(added && { added }),
    ...(file.escalated && { escalated: file.escalated }),
  };
  const facts = factsOf(ctx, ask, await groupsOf(ctx, maxAgeMs));
  return askedAnyway(facts, decision?.trace.frozen ?? []);
}

/**
 * As if nobody had spoken: who is needed no more may still deny, or end it. A frozen calendar, or a
 * rule that would not give it any more, takes from nobody the say to end what was given before.
 */
export async function isAsked(
  ctx: Context,
  file: CaseFile,
  person: Person,
  maxAgeMs: DurationMs,
): Promise<boolean> {
  return isAskedBy(ctx, file, person, await stagesAnyway(ctx, file, maxAgeMs));
}

async function isAskedBy(
  ctx: Context,
  file: CaseFile,
  person: Person,
  stages: readonly Stage[],
): Promise<boolean> {
  if (stages.length === 0) return isAmong(ctx, namedBefore(ctx, file), person);
  return tally(stages, [], file.request).mayApprove(person) !== 'no';
}

/**
 * Why they may not end what was given: undefined for the approvers of the case as it was, and of
 * the rules as they are. That its holder may have it no longer is no reason to let them have it.
 */
export async function mayNotEnd(
  ctx: Context,
  file: CaseFile,
  by: Person,
  maxAgeMs: DurationMs,
): Promise<Refusal | undefined> {
  if (file.reviews.some((review) => isSamePerson(review.by, by))) return undefined;
  const stages = await stagesAnyway(ctx, file, maxAgeMs);
  if (await isAskedBy(ctx, file, by, stages)) return undefined;
  const asked = stages.flatMap(({ requirements }) =>
    requirements.flatMap(({ from, escalatedTo = [] }) => [...from, ...escalatedTo]),
  );
  const whom = asked.length > 0 ? asked : namedBefore(ctx, file);
  const silent = await silentAmong(ctx, [...whom, ...ctx.config.operators.who], maxAgeMs);
  if (silent.length > 0) return refuse('directory-silent', { what: silent.join(', ') });
  const from = [...new Set(whom.map(whoName))];
  const missing = from.length > 0 ? [{ count: 1, from, stage: 0, could: [] }] : [];
  return refuse('not-an-approver', { missing, approvers: [] });
}

async function stagesAnyway(ctx: Context, file: CaseFile, maxAgeMs: DurationMs) {
  const decision = await decideOf(ctx, file, maxAgeMs);
  return stagesNow(ctx, file, decision.ok ? decision.value : undefined, maxAgeMs);
}

/** An entry that is gone was asked for by rules that may still be there. */
function namedBefore({ config }: Context, { request, escalated = [] }: CaseFile): readonly Who[] {
  const asked = config.rules
    .filter(({ id }) => request.rules.includes(id))
    .flatMap(({ id, levels }) =>
      levels.flatMap(({ name, from, escalate }) => {
        const isEscalated = escalated.includes(`${id}/${name}`);
        return isEscalated ? [...from, ...(escalate?.to ?? [])] : from;
      }),
    );
  return [...asked, ...(request.added ?? [])];
}

/** Groups in which they may be after all. */
async function silentAmong(
  ctx: Context,
  who: readonly Who[],
  maxAgeMs: DurationMs,
): Promise<readonly string[]> {
  const silent = new Set<string>();
  for (const one of who) {
    if (!('group' in one)) continue;
    if (!(await membersOf(ctx, one.group, maxAgeMs)).known) silent.add(one.group);
  }
  return [...silent];
}
