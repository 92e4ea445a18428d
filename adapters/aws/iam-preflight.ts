/** Reads what must be known before an approver is bothered: would it fit, is it new, is it safe? */

import {
  isSsm,
  roleArn,
  type Target,
  type TargetFacts,
  targetKey,
} from '../../src/catalog/target.ts';
import { sharesDocument } from '../../src/catalog/session-reach.ts';
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
  groupsOfUser,
  rolePolicy,
  rolePolicyNames,
  userOf,
  userPolicy,
  userPolicyNames,
  userTags,
} from './iam-read.ts';
import { standingDocuments } from './iam-standing.ts';
import { readUserPolicyName, tagKey } from './names.ts';
import { alreadyAllows, overlapsPartly } from './reach.ts';
import type { PickReader } from './ssm-pick.ts';
import { tagsByUser } from './ssm-tagging.ts';
import { type FactsReader, targetFacts } from './target-facts.ts';

export interface PreflightReader extends FactsReader {
  readonly installation: string;
}

export async function preflight(
  reader: PreflightReader & PickReader,
  order: PreflightOrder,
): Promise<Answer<Preflight>> {
  const { principal, signal } = order;
  const { account, user } = principal;
  // What a target gives, it gives to users of its own account.
  if (order.target.account !== account) {
    return refuse('wrong-account', { wanted: order.target.account, found: account });
  }
  const caller = await callerOf(reader.clients, account, signal);
  const found = await userOf(caller, user);
  if (!found?.UserId) return refuse('principal-missing', { user, account });
  const { target } = order;
  const bound = isSsm(target)
    ? await (await import('./ssm-bind.ts')).bindSessions(reader, target, signal)
    : ok(target);
  return bound.ok ? judged(reader, caller, { ...order, target: bound.value }, found.UserId) : bound;
}

async function judged(
  reader: PreflightReader,
  caller: Caller,
  order: PreflightOrder,
  uniqueId: string,
): Promise<Answer<Preflight>> {
  const { principal, target, signal } = order;
  const { account, user } = principal;
  const facts = await targetFacts(reader, target, user, signal);
  if (!facts.ok) return facts;
  const key = targetKey(target);
  const others = order.others.filter((other) => targetKey(other.target) !== key);
  if (others.some((other) => overlapsPartly(other.facts.reach, facts.value.reach))) {
    return refuse('targets-overlap', { what: nameOf(order), other: 'access you already hold' });
  }
  const isHeld = (other: Target) => isSsm(target) && isSsm(other) && sharesDocument(other, target);
  if (others.some((other) => isHeld(other.target))) {
    return refuse('document-held', { document: 'document' in target ? target.document : '' });
  }
  const no =
    (await groupsAtUser(caller, order)) ??
    (await policiesAtUser(reader, caller, order, facts.value)) ??
    (isSsm(target) ? await tagsByUser(caller, user, target) : undefined) ??
    (await fencesAtRoles(reader, facts.value.namedRoles, signal));
  if (no) return no;
  const holder = { key: principalKey(account, uniqueId), account, user, uniqueId };
  return ok({ holder, facts: facts.value, target });
}

const nameOf = ({ target }: PreflightOrder): string =>
  target.kind === 'iam-group' ? target.group : (target.roles[0]?.name ?? 'policy');

/** Characters that are free, and access that is already there without our mark. */
async function policiesAtUser(
  { installation }: PreflightReader,
  caller: Caller,
  { principal, target, held, others }: PreflightOrder,
  facts: TargetFacts,
): Promise<Refusal | undefined> {
  const { user } = principal;
  const leases = [...others, { target, facts }];
  const need = neededAtUser(leases);
  const leased = new Set(leases.map((lease) => targetKey(lease.target)));
  const names = await userPolicyNames(caller, user);
  // What is needed has a place for these; fences of access that is over stand for a while yet.
  const isCounted = (name: string): boolean => {
    const ours = readUserPolicyName(name);
    if (ours?.installation !== installation) return false;
    return ours.id.kind !== 'fence' || leased.has(ours.id.target);
  };
  const besides = names.filter((name) => !isCounted(name));
  const inline = await Promise.all(besides.map((name) => userPolicy(caller, user, name)));
  const free = USER_INLINE - inline.reduce<number>((sum, one) => sum + countedSize(one ?? ''), 0);
  if (need > free) return refuse('budget-exceeded', { need, free: Math.max(0, free) });
  if (held) return undefined;
  const groups = new Set(leases.flatMap((one) => groupOf(one.target)));
  const standing = [...inline, ...(await standingDocuments(caller, user, groups))];
  const roles = target.roles.map(roleArn).join(', ');
  const what = groupOf(target)[0] ? `the access of group ${groupOf(target)[0]}` : roles;
  return alreadyAllows(standing, facts.reach)
    ? refuse('already-held', { user, what: what || 'these actions' })
    : undefined;
}

const groupOf = (target: Target): readonly string[] =>
  target.kind === 'iam-group' ? [target.group] : [];

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
  const leased = [...others.flatMap((other) => groupOf(other.target)), target.group];
  for (const group of leased) groups.add(group);
  if (groups.size > GROUPS) return refuse('groups-full', { user, max: GROUPS });
  const tags = new Set((await userTags(caller, user)).map((tag) => tag.Key));
  for (const group of leased) tags.add(tagKey(group));
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
