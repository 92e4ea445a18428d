/** What a person who comes by an identity provider can hold, and why not the rest. */

import type { RoleSession } from '../kernel/role-session.ts';
import { isAutomation, isSsm, isWork, type Target } from './target.ts';

export type SessionProblem = 'group' | 'mfa' | 'runbook' | 'source';

/** Undefined when nothing stands in the way. */
export function sessionProblem(target: Target, { by }: RoleSession): SessionProblem | undefined {
  if (target.kind === 'iam-group') return 'group';
  // Runbooks that give are written for a user's name; one that does work gives nobody anything.
  if (isAutomation(target) && !isWork(target)) return 'runbook';
  // STS takes a code of a device in AssumeRole and GetSessionToken, and nowhere else (IAM user
  // guide, secure API access with MFA): the condition would never be met.
  if ('mfa' in target && target.mfa) return 'mfa';
  return isSsm(target) && by === 'source-identity' ? 'source' : undefined;
}
