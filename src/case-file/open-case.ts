/** Opens a case: the request as asked, and the rules as they applied. */

import type { EventFacts } from '../audit/event.ts';
import { isJitna } from '../catalog/target.ts';
import type { EpochMs } from '../kernel/time.ts';
import type { Request } from '../request/request.ts';
import { demandsOf } from '../request/ground.ts';
import { askedDuration } from '../request/request.ts';
import { reviewersIn } from '../request/after-review.ts';
import type { Approvable, AutoApproved } from '../policy/decision.ts';
import { everybodyIn, whoName } from '../policy/eligibility.ts';
import { policyDigest } from '../policy/policy-digest.ts';
import type { CaseFile } from './case-file.ts';
import { openGrant } from './grant-case.ts';
import { firstNudges } from './nudges.ts';
import { type Outcome, Stepping } from './outcome.ts';
import { openReview } from './review-after.ts';

export function openCase(request: Request, title: string, decision: Approvable): Outcome {
  const digest = policyDigest(decision);
  const file: CaseFile = {
    schema: 1,
    id: request.id,
    request,
    policyDigest: digest,
    demands: demandsOf(decision),
    reviews: [],
    extensions: [],
    drawings: [],
    refused: [],
    owed: [],
    notices: 0,
  };
  const { requester, beneficiary, holder, asked, createdMs, ticket, added } = request;
  const needed = neededBy(decision);
  const mark = request.breakGlass ? { breakGlass: request.breakGlass } : {};
  const nudges = firstNudges(file, decision, createdMs);
  const step = new Stepping({ ...file, nudges }, createdMs, requester.key)
    .record('request-submitted', {
      requester: requester.name,
      beneficiary: beneficiary.name,
      principal: `${holder.account}/${holder.user}`,
      entitlement: request.entitlement,
      title,
      durationMs: askedDuration(asked, createdMs),
      ...(asked.kind === 'window' ? { startMs: asked.startMs } : {}),
      ...(asked.kind === 'duration' ? {} : { endMs: asked.endMs }),
      justification: request.justification,
      ...(ticket === undefined ? {} : { ticket }),
      answers: request.answers,
      ...(added && { added: added.map(whoName) }),
      ...filedAs(request),
      ...mark,
    })
    .record(
      'rule-applied',
      { rules: request.rules, needed, digest, ...frozenIn(decision), ...mark },
      'prod-access',
    );
  if (decision.kind === 'auto-approved') approveAtOnce(step, decision, createdMs);
  if (decision.kind === 'break-glass') {
    openGrant(step, decision, createdMs);
    openReview(step, decision, title, createdMs);
  }
  return step.done();
}

/** Where access comes first, the review that comes after. */
function neededBy(decision: Approvable) {
  if (decision.kind === 'break-glass') {
    const from = reviewersIn(decision.review.from).map(whoName);
    return [{ level: 'review', count: 1, from }];
  }
  return decision.stages.flatMap(({ requirements }, stage) =>
    requirements.map(({ level, count, from }) => {
      return { level, count, from: from.map(whoName), stage, ...everybodyIn(count, from) };
    }),
  );
}

/** Nobody is asked, and everything else is as ever: the card, the thread, the end. */
function approveAtOnce(step: Stepping, decision: AutoApproved, nowMs: EpochMs): void {
  const { by, quota } = decision;
  step.record('request-auto-approved', { by, ...(quota && { quota }) }, 'prod-access');
  openGrant(step, decision, nowMs);
}

/** Nothing where no calendar is closed. */
const frozenIn = ({ frozen }: Approvable): Pick<EventFacts['rule-applied'], 'frozen'> =>
  frozen.length > 0 ? { frozen } : {};

/** Where it was filed at AWS. */
function filedAs({ targets }: Request): { readonly opsItem?: string } {
  const { request } = targets.find(isJitna) ?? {};
  return request ? { opsItem: request.opsItem } : {};
}
