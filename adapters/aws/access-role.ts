/** The access role in the account of somebody's nodes: is it as it was deployed, and can it end? */

import type { Role } from '@aws-sdk/client-iam';
import { scopeOf } from '../../src/catalog/access-role.ts';
import {
  type RoleRef,
  roleArn,
  type SsmTarget,
  type TargetFacts,
} from '../../src/catalog/target.ts';
import { type Answer, ok, refuse } from '../../src/kernel/refusal.ts';
import { SECOND } from '../../src/kernel/time.ts';
import type { Clients } from './clients.ts';
import { type Caller, callerOf, documentOf } from './iam-call.ts';
import { attachedRolePolicies, roleOf, rolePolicyNames } from './iam-read.ts';
import { isFenceAtRole } from './names.ts';
import { BOUNDARY } from './session-target.ts';
import { fitDocument } from './ssm-bind.ts';
import { forcesSessionName } from './trust-policy.ts';

/** What is given is the way into the role; what the role then allows, tags of its session say. */
export async function accessFacts(
  { clients }: { readonly clients: Clients },
  target: SsmTarget,
  through: RoleRef,
  user: string,
  signal: AbortSignal,
): Promise<Answer<TargetFacts>> {
  // An IAM user may be called so (IAM quotas), and no tag can say it (tags of STS sessions).
  if (user.includes(',')) return refuse('session-unfit', { session: user, problem: 'comma' });
  const document = await fitDocument(clients, target, signal);
  if (!document.ok) return document;
  const caller = await callerOf(clients, through.account, signal);
  const found = await roleOf(caller, through.name);
  if (found?.Arn !== roleArn(through)) {
    return refuse('target-missing', { what: `role ${roleArn(through)}` });
  }
  const problem = weakness(found) ?? ((await isWider(caller, through)) ? 'wider' : undefined);
  if (problem) return refuse('access-role-unfit', { role: roleArn(through), problem });
  const maxSessionMs = (found.MaxSessionDuration ?? 3_600) * SECOND;
  const scope = scopeOf({ ...target, through });
  const named = { ...through, maxSessionMs, userid: `*:${user}`, scope };
  return ok({ reach: target.reach, namedRoles: [named], tailMs: 0 });
}

function weakness(found: Role): 'name' | 'boundary' | undefined {
  if (!forcesSessionName(documentOf(found.AssumeRolePolicyDocument))) return 'name';
  return BOUNDARY.test(found.PermissionsBoundary?.PermissionsBoundaryArn ?? '')
    ? undefined
    : 'boundary';
}

/** Whoever comes for a node would get whatever else hangs on the role. */
async function isWider(caller: Caller, { account, name }: RoleRef): Promise<boolean> {
  const [attached, inline] = await Promise.all([
    attachedRolePolicies(caller, name),
    rolePolicyNames(caller, name),
  ]);
  const own = `arn:aws:iam::${account}:policy/${NODES_BY_TAGS}`;
  return attached.join() !== own || !inline.every(isFenceAtRole);
}

/** What the role allows, in a policy of its own: room for its inline ones is for fences. */
const NODES_BY_TAGS = 'prod-access-nodes-by-tags';
