/** Reads what must be known before an approver is bothered: would it fit, is it new, is it safe? */

import { roleArn } from '../../src/catalog/target.ts';
import { principalKey } from '../../src/kernel/brand.ts';
import { type Answer, ok, type Refusal, refuse } from '../../src/kernel/refusal.ts';
import type { Preflight, PreflightOrder } from '../../src/ports/grant-provider.ts';
import { type Caller, callerOf } from './iam-call.ts';
import {
  countedSize,
  GROUPS,
  neededAtRole,
  neededAtUser,
  ROLE_INLINE,
  TAGS,
  USER_INLINE,
} from './iam-budget.ts';
import {
  attachedUserDocuments,
  groupsOfUser,
  rolePolicy,
  rolePolicyNames,
  userOf,
  userPolicy,
  userPolicyNames,
  userTags,
} from './iam-read.ts';
import { readUserPolicyName, tagKey } from './names.ts';
import { alreadyAllows, overlapsPartly } from './reach.ts';
import { type FactsReader, targetFacts } from './target-facts.ts';

export interface PreflightReader extends FactsReader {
  readonly installation: string;
}

export async function preflight(
  reader: PreflightReader,
  order: PreflightOrder,
): Promise<Answer<Preflight>> {
  const { principal, target, signal } = order;
  const { account, user } = principal;
  // What a target gives, it gives to users of its own account.
  if (target.account !== account) {
    return refuse('wrong-account', { wanted: target.account, found: account });
  }
  const caller = await callerOf(reader.clients, account, signal);
  const found = await userOf(caller, user);
  if (!found?.UserId) return refuse('principal-missing', { user, account });
  const facts = await targetFacts(reader, target, user, signal);
  if (!facts.ok) return facts;
  const others = order.others.map((other) => other.facts.reach);
  if (others.some((reach) => overlapsPartly(reach, facts.value.reach))) {
    return refuse('targets-overlap', { what: nameOf(order), other: 'access you already hold' });
  }
  const leases = [...order.others, { target, facts: facts.value }];
  const no =
    (await policiesAtUser(reader, caller, order, neededAtUser(leases))) ??
    (await groupsAtUser(caller, order)) ??
    (await fencesAtRoles(reader, facts.value.namedRoles, signal));
  if (no) return no;
  const key = principalKey(account, found.UserId);
  return ok({ holder: { key, account, user, uniqueId: found.UserId }, facts: facts.value });
}

const nameOf = ({ target }: PreflightOrder): string =>
  target.kind === 'iam-group' ? target.group : (target.roles[0]?.name ?? 'policy');

/** Characters that are free, and access that is already there without our mark. */
async function policiesAtUser(
  { installation }: PreflightReader,
  caller: Caller,
  { principal, target, held }: PreflightOrder,
  need: number,
): Promise<Refusal | undefined> {
  const { user } = principal;
  const names = await userPolicyNames(caller, user);
  const foreign = names.filter((name) => readUserPolicyName(name)?.installation !== installation);
  const inline = await Promise.all(foreign.map((name) => userPolicy(caller, user, name)));
  const free = USER_INLINE - inline.reduce<number>((sum, one) => sum + countedSize(one ?? ''), 0);
  if (need > free) return refuse('budget-exceeded', { need, free: Math.max(0, free) });
  if (held || target.kind !== 'iam-policy') return undefined;
  const standing = [...inline, ...(await attachedUserDocuments(caller, user))];
  const what = target.roles.map(roleArn).join(', ') || 'these actions';
  return alreadyAllows(standing, target.reach) ? refuse('already-held', { user, what }) : undefined;
}

async function groupsAtUser(
  caller: Caller,
  { principal, target, held, others }: PreflightOrder,
): Promise<Refusal | undefined> {
  if (target.kind !== 'iam-group') return undefined;
  const { user } = principal;
  const groups = new Set(await groupsOfUser(caller, user));
  if (groups.has(target.group) && !held) {
    return refuse('already-held', { user, what: `group ${target.group}` });
  }
  for (const other of others) if (other.target.kind === 'iam-group') groups.add(other.target.group);
  groups.add(target.group);
  if (groups.size > GROUPS) return refuse('groups-full', { user, max: GROUPS });
  const tags = new Set((await userTags(caller, user)).map((tag) => tag.Key));
  const ours = others.flatMap((one) => (one.target.kind === 'iam-group' ? [one.target.group] : []));
  for (const group of [...ours, target.group]) tags.add(tagKey(group));
  return tags.size > TAGS ? refuse('tags-full', { user, max: TAGS }) : undefined;
}

async function fencesAtRoles(
  reader: PreflightReader,
  roles: readonly { readonly account: string; readonly name: string }[],
  signal: AbortSignal,
): Promise<Refusal | undefined> {
  for (const { account, name } of roles) {
    const caller = await callerOf(reader.clients, account, signal);
    const names = await rolePolicyNames(caller, name);
    const all = await Promise.all(names.map((one) => rolePolicy(caller, name, one)));
    const free = ROLE_INLINE - all.reduce<number>((sum, one) => sum + countedSize(one ?? ''), 0);
    if (neededAtRole() > free) {
      return refuse('budget-exceeded', { need: neededAtRole(), free: Math.max(0, free) });
    }
  }
  return undefined;
}
