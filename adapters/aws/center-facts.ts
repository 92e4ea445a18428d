/** Where a target of Identity Center leads as AWS has it now, and how long sessions may last. */

import { dangerousActions } from '../../src/catalog/dangerous.ts';
import { membershipInWords, setName } from '../../src/catalog/target-words.ts';
import type { IdentityCenterTarget, PermissionSetRef } from '../../src/catalog/center-target.ts';
import { type Endless, endlessOf, outliving } from '../../src/catalog/endless.ts';
import type { Reach, TargetFacts } from '../../src/catalog/target.ts';
import { type Answer, ok, type Refusal, refuse } from '../../src/kernel/refusal.ts';
import type { CenterCaller } from './center-call.ts';
import { assignedTo, groupIdOf, leadsOfGroup } from './center-read.ts';
import { permissionSet, policiesOf } from './center-sets.ts';
import { callerOf } from './iam-call.ts';
import { managedDocument } from './iam-read.ts';
import { looseReach } from './role-reach.ts';

export interface Bound {
  /** As it is granted: its group by id, its permission sets by the names people know. */
  readonly target: IdentityCenterTarget;
  readonly facts: TargetFacts;
}

/** `reach`: without the policies of permission sets: many calls, read to be judged. */
export type Reads = 'all' | 'reach';

export async function boundInCenter(
  caller: CenterCaller,
  target: IdentityCenterTarget,
  reads: Reads,
): Promise<Answer<Bound>> {
  const group = await boundGroup(caller, target);
  if (!group.ok) return group;
  const no = group.value.group && (await strayLeads(caller, group.value));
  if (no) return no;
  const leads: PermissionSetRef[] = [];
  let tailMs = 0;
  const endless: Endless[] = [];
  for (const { account, set } of target.leads) {
    const found = await permissionSet(caller, set);
    if (!found) return refuse('target-missing', { what: `permission set ${set}` });
    const { reached, isWhole } = reads === 'all' ? await reachedBy(caller, set) : NOT_READ;
    const danger = dangerousActions(reached)[0]?.covers;
    if (danger !== undefined)
      return refuse('target-dangerous', { what: found.name, action: danger });
    // A cluster takes a session no longer than it may live on anyway.
    endless.push(...outliving(reached).filter((one) => one !== 'clusters'));
    if (!isWhole) endless.push('unread');
    leads.push({ account, set, name: found.name });
    tailMs = Math.max(tailMs, found.sessionMs);
  }
  const reach = leads.map((one) => ({
    actions: [OPENS],
    resources: [`${one.account}/${one.set}`],
  }));
  const bound = { ...group.value, leads };
  const facts = { reach, namedRoles: [], tailMs };
  const found = endlessOf([{ endless }]);
  return ok({ target: bound, facts: found.length > 0 ? { ...facts, endless: found } : facts });
}

/** What the portal does for whoever is assigned: it opens a session of the set's role. */
const OPENS = 'sts:AssumeRoleWithSAML';

async function boundGroup(
  caller: CenterCaller,
  target: IdentityCenterTarget,
): Promise<Answer<IdentityCenterTarget>> {
  const { group } = target;
  if (!group || group.id !== undefined) return ok(target);
  const id = await groupIdOf(caller, group.name);
  if (id === undefined) return refuse('target-missing', { what: membershipInWords(target) });
  return ok({ ...target, group: { name: group.name, id } });
}

/** A group leads where it is assigned, and its members must not get more than the card says. */
async function strayLeads(
  caller: CenterCaller,
  target: IdentityCenterTarget,
): Promise<Refusal | undefined> {
  const id = target.group?.id ?? '';
  const what = membershipInWords(target);
  const isNamed = (one: PermissionSetRef) => target.leads.some((lead) => isSame(lead, one));
  const all = await leadsOfGroup(caller, id);
  const further = all?.find((one) => !isNamed(one));
  if (further) return refuse('leads-further', { what, where: inWords(further) });
  for (const lead of target.leads) {
    const isAssigned = all
      ? all.some((one) => isSame(lead, one))
      : (await assignedTo(caller, lead)).some((one) => one.type === 'GROUP' && one.id === id);
    if (!isAssigned) {
      return refuse('target-missing', { what: `assignment of ${what} to ${inWords(lead)}` });
    }
  }
  return undefined;
}

const isSame = (one: PermissionSetRef, other: PermissionSetRef): boolean =>
  one.account === other.account && one.set === other.set;
const inWords = (one: PermissionSetRef): string => `${setName(one)} in ${one.account}`;

/** By the policies that can be read: of customer managed ones only the name is known here. */
async function reachedBy(caller: CenterCaller, set: string): Promise<Reached> {
  const { inline, managed, isWhole } = await policiesOf(caller, set);
  const iam = await callerOf(caller.clients, caller.center.account, caller.signal);
  const theirs = managed.filter((arn) => arn.startsWith('arn:aws:iam::aws:policy/'));
  const documents = await Promise.all(theirs.map((arn) => managedDocument(iam, arn)));
  return { reached: looseReach([inline, ...documents]), isWhole };
}

interface Reached {
  readonly reached: readonly Reach[];
  /** False where there is more that nobody can read from here. */
  readonly isWhole: boolean;
}
const NOT_READ: Reached = { reached: [], isWhole: true };
