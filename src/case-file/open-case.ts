/** Opens a case: the request as asked, and the rules as they applied. */

import { isJitna } from '../catalog/target.ts';
import type { Request } from '../request/request.ts';
import { askedDuration } from '../request/request.ts';
import type { NeedsApproval } from '../policy/decision.ts';
import { whoName } from '../policy/eligibility.ts';
import { policyDigest } from '../policy/policy-digest.ts';
import type { CaseFile } from './case-file.ts';
import { type Outcome, Stepping } from './outcome.ts';

export function openCase(request: Request, title: string, decision: NeedsApproval): Outcome {
  const digest = policyDigest(decision);
  const file: CaseFile = {
    schema: 1,
    id: request.id,
    request,
    policyDigest: digest,
    reviews: [],
    extensions: [],
    drawings: [],
    refused: [],
    owed: [],
    notices: 0,
  };
  const { requester, beneficiary, holder, asked, createdMs, ticket } = request;
  const needed = decision.stages.flatMap((stage) =>
    stage.requirements.map(({ level, count, from }) => ({ level, count, from: from.map(whoName) })),
  );
  return new Stepping(file, createdMs, requester.key)
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
      ...filedAs(request),
    })
    .record('rule-applied', { rules: request.rules, needed, digest }, 'prod-access')
    .done();
}

/** Where it was filed at AWS. */
function filedAs({ targets }: Request): { readonly opsItem?: string } {
  const { request } = targets.find(isJitna) ?? {};
  return request ? { opsItem: request.opsItem } : {};
}
