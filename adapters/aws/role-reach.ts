/**
 * What the policies of a role let its sessions do, as far as that outlives the access: a role that
 * they go on into, a shell that nobody ends, permissions that they could write.
 *
 * Every Allow counts, whatever its conditions and whatever a Deny or the boundary takes away again:
 * the answer errs towards yes. Roles whose own trust policies let this one in, without a policy
 * here, are not seen.
 */

import { dangerousActions } from '../../src/catalog/dangerous.ts';
import { type Endless, outliving } from '../../src/catalog/endless.ts';
import type { Reach } from '../../src/catalog/reach.ts';
import type { RoleRef } from '../../src/catalog/target.ts';
import { type Answer, ok, refuse } from '../../src/kernel/refusal.ts';
import type { Clients } from './clients.ts';
import { ifDenied } from './faults.ts';
import { type Caller, callerOf } from './iam-call.ts';
import { attachedRoleDocuments, rolePolicy, rolePolicyNames } from './iam-read.ts';
import { isFenceAtRole, readSessionPolicyName } from './names.ts';
import { listOf, type ReadStatement, statementsOf } from './reach.ts';

export interface RoleReach {
  /** What no entitlement may lead to, by its published name. */
  readonly danger?: string;
  readonly endless: readonly Endless[];
}

/** Further, from a role: what would let its session widen or keep what it has is not given. */
export async function ledTo(
  { clients, accounts }: { readonly clients: Clients; readonly accounts: ReadonlySet<string> },
  { account, name }: RoleRef,
  signal: AbortSignal,
): Promise<Answer<readonly Endless[]>> {
  if (!accounts.has(account)) return ok(['unread']);
  const { danger, endless } = await roleReach(await callerOf(clients, account, signal), name);
  if (danger !== undefined) {
    return refuse('target-dangerous', { what: `role ${name}`, action: danger });
  }
  return ok(endless);
}

export async function roleReach(caller: Caller, role: string): Promise<RoleReach> {
  const documents = await documentsOf(caller, role).catch((error: unknown) =>
    ifDenied(error, undefined),
  );
  if (!documents) return { endless: ['unread'] };
  const reach = looseReach(documents);
  const [danger] = dangerousActions(reach);
  const endless = outliving(reach);
  return danger ? { danger: danger.covers, endless } : { endless };
}

/** Without those of ours, which are many and of which each has its end. */
async function documentsOf(caller: Caller, role: string): Promise<readonly unknown[]> {
  const names = (await rolePolicyNames(caller, role)).filter((name) => !isOwnName(name));
  const inline = Promise.all(names.map((name) => rolePolicy(caller, role, name)));
  return (await Promise.all([inline, attachedRoleDocuments(caller, role)])).flat();
}

const isOwnName = (name: string): boolean =>
  isFenceAtRole(name) || readSessionPolicyName(name) !== undefined;

/** All but a few are nearly all. */
export const looseReach = (documents: readonly unknown[]): readonly Reach[] =>
  documents
    .flatMap(statementsOf)
    .filter(({ Effect }) => Effect === 'Allow')
    .map((one) => ({ actions: actionsOf(one), resources: resourcesOf(one) }));

const actionsOf = ({ Action, NotAction }: ReadStatement): readonly string[] =>
  NotAction === undefined ? listOf(Action) : ['*'];
const resourcesOf = ({ Resource, NotResource }: ReadStatement): readonly string[] =>
  NotResource === undefined ? listOf(Resource) : ['*'];
