/** What a person who comes by an identity provider can hold, how, and why not the rest. */

import type { RoleSession } from '../kernel/role-session.ts';
import { actionsMeet } from './pattern.ts';
import { type IamPolicyTarget, isAutomation, isSsm, isWork, type Target } from './target.ts';

export type SessionProblem = 'group' | 'mfa' | 'runbook' | 'source' | 'elsewhere';

/** Undefined when nothing stands in the way. */
export function sessionProblem(target: Target, { by }: RoleSession): SessionProblem | undefined {
  if (target.kind === 'iam-group') return 'group';
  // Runbooks that give are written for a user's name; one that does work gives nobody anything.
  if (isAutomation(target) && !isWork(target)) return 'runbook';
  // It asks for the name of an IAM user, which a session of a role has none of.
  if (isSsm(target) && target.through) return 'elsewhere';
  // STS takes a code of a device in AssumeRole and GetSessionToken, and nowhere else (IAM user
  // guide, secure API access with MFA): the condition would never be met.
  if ('mfa' in target && target.mfa) return 'mfa';
  return isSsm(target) && by === 'source-identity' ? 'source' : undefined;
}

/**
 * A SourceIdentity goes along into the next role, and setting it there is an action of its own,
 * wanted of the caller and of the role (IAM user guide, permissions to set a source identity). It
 * cannot be changed any more, so nobody comes to another name by this.
 */
export function withSource(target: IamPolicyTarget, { by }: RoleSession): IamPolicyTarget {
  if (by === 'session') return target;
  const reach = target.reach.map((one) => {
    const has = (wanted: string) => one.actions.some((action) => actionsMeet(action, wanted));
    const isShort = has('sts:AssumeRole') && !has(SET_SOURCE);
    return isShort ? { ...one, actions: [...one.actions, SET_SOURCE] } : one;
  });
  return { ...target, reach };
}

export const SET_SOURCE = 'sts:SetSourceIdentity';
