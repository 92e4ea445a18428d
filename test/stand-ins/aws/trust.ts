/** May this caller open a session of this role, asked like this, at this instant? */

import { type Decision, decide, type Question } from './authorizer.ts';
import { type Caller, tagFacts, timeFacts } from './caller.ts';
import type { Role, Tag } from './types.ts';

export interface Assumption {
  readonly atMs: number;
  readonly sessionName: string;
  readonly tags: readonly Tag[];
  readonly externalId?: string;
  readonly sourceIdentity?: string;
  /** Signed in with a device, or not; absent for a long-lived key, where AWS does not say. */
  readonly mfa?: boolean;
}

/**
 * Naming a source or tagging the session are permissions of their own, wanted on both sides: the
 * first that is refused refuses the session.
 */
export function assumptionDecision(caller: Caller, role: Role, asked: Assumption): Decision {
  const actions = ['sts:AssumeRole'];
  if (asked.sourceIdentity !== undefined) actions.push('sts:SetSourceIdentity');
  if (asked.tags.length > 0) actions.push('sts:TagSession');
  const decisions = actions.map((action) => decide(questionOf(caller, role, asked, action)));
  const refused = decisions.find(({ allowed }) => !allowed);
  return refused ?? decisions[0] ?? { allowed: false, why: 'ImplicitDeny', statement: undefined };
}

function questionOf(caller: Caller, role: Role, asked: Assumption, action: string): Question {
  const { boundary, sessionPolicy } = caller;
  const keys = asked.tags.map(({ key }) => key);
  return {
    principal: caller.arn,
    action,
    resource: role.arn,
    identityPolicies: caller.identityPolicies,
    resourcePolicy: { name: `trust:${role.name}`, document: role.trust },
    ...(boundary ? { boundary } : {}),
    ...(sessionPolicy ? { sessionPolicy } : {}),
    context: {
      ...caller.facts,
      ...timeFacts(asked.atMs),
      ...tagFacts('aws:ResourceTag', role.tags),
      ...tagFacts('iam:ResourceTag', role.tags),
      ...tagFacts('aws:RequestTag', asked.tags),
      'aws:TagKeys': keys.length === 0 ? undefined : keys,
      'sts:RoleSessionName': asked.sessionName,
      'sts:ExternalId': asked.externalId,
      'sts:SourceIdentity': asked.sourceIdentity,
      ...mfaFacts(asked.mfa),
    },
  };
}

export const mfaFacts = (mfa: boolean | undefined) => ({
  'aws:MultiFactorAuthPresent': mfa === undefined ? undefined : String(mfa),
  'aws:MultiFactorAuthAge': mfa === true ? '60' : undefined,
});
