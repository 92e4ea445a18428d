/** What an approver was shown is otherwise now: drawn anew, and whoever approved is asked again. */

import { type EpochMs } from '../kernel/time.ts';
import type { Approvable } from '../policy/decision.ts';
import { policyDigest } from '../policy/policy-digest.ts';
import { type Changed, demandChanges, demandsOf } from '../request/ground.ts';
import type { Request } from '../request/request.ts';
import { type CaseFile, openExtension } from './case-file.ts';
import { replaced } from './extend-case.ts';
import { Stepping } from './outcome.ts';
import { recordVoid } from './review-void.ts';

/** As it is now. */
export interface Ground {
  readonly decision: Approvable;
  /** Where it leads elsewhere, to somebody else, or further than was shown. */
  readonly request?: Request;
  readonly changes: readonly Changed[];
}

/** The case on its new ground, and what of it changed. */
export function onGround(file: CaseFile, { decision, request, changes }: Ground) {
  const demands = demandsOf(decision);
  const all = [...demandChanges(file.demands, demands), ...changes];
  const { changed: _, ...rest } = file;
  const grounded: CaseFile = {
    ...rest,
    policyDigest: policyDigest(decision),
    demands,
    request: request ?? file.request,
    ...(all.length > 0 && { changed: all }),
  };
  return { file: grounded, changes: all };
}

/** While it waits: nothing that was given before counts, of the request or of more time. */
export function voidCase(file: CaseFile, ground: Ground, nowMs: EpochMs): Stepping {
  const { file: grounded, changes } = onGround(file, ground);
  const extension = openExtension(file);
  const isExtension = file.grant !== undefined && extension !== undefined;
  const lost = isExtension ? extension.reviews : file.reviews;
  const step = new Stepping(grounded, nowMs);
  if (isExtension) step.set({ extensions: replaced(grounded, { ...extension, reviews: [] }) });
  else step.set({ reviews: [] });
  recordChanges(step, changes, 'pending');
  recordVoid(step, lost, ground.request ? 'reach-changed' : 'rule-changed');
  return step;
}

export function recordChanges(
  step: Stepping,
  changes: readonly Changed[],
  was: 'pending' | 'approved',
): void {
  if (changes.length > 0) step.record('ground-changed', { changes, was });
}
