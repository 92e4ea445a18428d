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
import { decideOf, freshened } from './decide-case.ts';
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
  const decision = await decideOf(ctx, file, maxAgeMs);
  const stages = await stagesNow(ctx, file, decision.ok ? decision.value : undefined, maxAgeMs);
  const isAsked = stages.length > 0 && tally(stages, [], file.request).mayApprove(by) !== 'no';
  if (isAsked) return undefined;
  const asked = stages.flatMap(({ requirements }) =>
    requirements.flatMap(({ from, escalatedTo = [] }) => [...from, ...escalatedTo]),
  );
  const silent = await silentAmong(ctx, [...asked, ...ctx.config.operators.who], maxAgeMs);
  if (silent.length > 0) return refuse('directory-silent', { what: silent.join(', ') });
  const from = [...new Set(asked.map(whoName))];
  const missing = from.length > 0 ? [{ count: 1, from, stage: 0, could: [] }] : [];
  return refuse('not-an-approver', { missing, approvers: [] });
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
