/** What an approver looks at is otherwise by now: drawn anew, and their click counts nothing. */

import type { CaseFile } from '../case-file/case-file.ts';
import { waitingAgain } from '../case-file/nudges.ts';
import type { Outcome } from '../case-file/outcome.ts';
import { voidCase } from '../case-file/void-case.ts';
import { type Refusal, refuse } from '../kernel/refusal.ts';
import type { Approvable } from '../policy/decision.ts';
import { policyDigest } from '../policy/policy-digest.ts';
import { tally } from '../request/tally.ts';
import type { Context } from './context.ts';
import { asListed, reboundNow } from './rebind.ts';

/** A step that only draws the card anew, and why: nothing is counted by this click. */
export type Redrawn = Outcome & { readonly why: Refusal };

/** By what is known here: what AWS has since is read before anything is given. */
export async function newGround(
  ctx: Context,
  file: CaseFile,
  decision: Approvable,
  nowMs: number,
): Promise<Redrawn | Refusal | undefined> {
  const beneficiary = asListed(ctx, file.request.beneficiary);
  const rebound = await reboundNow(ctx, file.request, beneficiary, 'nobody');
  if (!rebound.ok) return rebound;
  if (!rebound.value) return newPolicy(file, decision, nowMs);
  const step = voidCase(file, { decision, ...rebound.value }, nowMs).done();
  return { ...waitingAgain(step, decision, nowMs), why: refuse('card-updated', { id: file.id }) };
}

/** The rule changed while the card was open: drawn anew, and nothing is counted by this click. */
export function newPolicy(
  file: CaseFile,
  decision: Approvable,
  nowMs: number,
): Redrawn | undefined {
  const digest = policyDigest(decision);
  if (digest === file.policyDigest) return undefined;
  const needed = tally(decision.stages, [], file.request).need;
  const why = refuse('rule-changed', { id: file.id, needed });
  const step = voidCase(file, { decision, changes: [] }, nowMs).done();
  return { ...waitingAgain(step, decision, nowMs), why };
}
