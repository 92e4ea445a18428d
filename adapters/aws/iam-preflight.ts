/** Reads what must be known before an approver is bothered: would it fit, is it new, is it safe? */

import { sessionProblem, withSource } from '../../src/catalog/session-fit.ts';
import { sharesDocument } from '../../src/catalog/session-reach.ts';
import {
  isSsm,
  type SsmTarget,
  type Target,
  type TargetFacts,
  targetKey,
} from '../../src/catalog/target.ts';
import { beyond } from '../../src/holding/beside.ts';
import { isBoundTo } from '../../src/holding/members.ts';
import { type Answer, ok, type Refusal, refuse } from '../../src/kernel/refusal.ts';
import type { RoleSession } from '../../src/kernel/role-session.ts';
import type { Beside, Preflight, PreflightOrder } from '../../src/ports/grant-provider.ts';
import type { Holder } from '../../src/request/request.ts';
import { type Caller, callerOf } from './iam-call.ts';
import { countedSize, GROUPS, neededAtRole, ROLE_INLINE, TAGS } from './iam-budget.ts';
import { isSpelledSo, type Principal, principalAt, strangersMay } from './iam-home.ts';
import { groupOf, policiesAtHome } from './iam-preflight-home.ts';
import { folded, groupsOfUser, rolePolicy, rolePolicyNames, userTags } from './iam-read.ts';
import { tagKey } from './names.ts';
import { overlapsPartly } from '../../src/holding/pairs.ts';
import type { PickReader } from './ssm-pick.ts';
import { documentsOfHolder, tagsByHolder } from './ssm-standing.ts';
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
  const found = await principalAt(caller, account, user);
  if (!found || !isSpelledSo(found, user)) return refuse('principal-missing', { user, account });
  const { target } = order;
  const unfit = unfitSession(found, target) ?? strangersMay(found);
  if (unfit) return unfit;
  const bound = isSsm(target)
    ? await (await import('./ssm-bind.ts')).bindSessions(reader, target, user, signal)
    : ok(forSession(target, found.role?.session));
  if (!bound.ok) return bound;
  return judged(reader, caller, { ...order, target: bound.value }, found.holder);
}

const forSession = (target: Target, session: RoleSession | undefined): Target =>
  session && target.kind === 'iam-policy' ? withSource(target, session) : target;

function unfitSession({ holder, role }: Principal, target: Target): Refusal | undefined {
  if (!role) return undefined;
  const isReserved = /^\/aws-(?:reserved|service-role)\//.test(role.path);
  const problem = isReserved ? 'reserved' : sessionProblem(target, role.session);
  return problem && refuse('session-unfit', { session: holder.user, problem });
}

async function judged(
  reader: PreflightReader & PickReader,
  caller: Caller,
  order: PreflightOrder,
  holder: Holder,
): Promise<Answer<Preflight>> {
  const { target, signal } = order;
  const facts = await targetFacts(reader, target, holder.user, signal);
  if (!facts.ok) return facts;
  const key = targetKey(target);
  const others = order.others.filter((other) => targetKey(other.target) !== key);
  const overlapping = others.find((one) => overlapsPartly(one.facts.reach, facts.value.reach));
  if (overlapping) {
    return refuse('targets-overlap', { what: nameOf(target), other: nameOfHeld(overlapping) });
  }
  for (const one of others) {
    const [by, what] = [beyond({ target, facts: facts.value }, one), nameOf(target)];
    if (by && !isOneAsk(one, target)) {
      return refuse('opens-more-together', { what, other: nameOfHeld(one), by });
    }
  }
  const isHeld = (other: Target) => isSsm(target) && isSsm(other) && sharesDocument(other, target);
  if (others.some((other) => isHeld(other.target))) {
    return refuse('document-held', { document: 'document' in target ? target.document : '' });
  }
  const full = await groupsAtUser(caller, { ...order, held: isOfSame(order, facts.value) });
  if (full) return full;
  const standing = await policiesAtHome(reader, caller, order, holder, facts.value);
  if (!standing.ok) return standing;
  const no =
    (isSsm(target) ? tagsByHolder(standing.value, holder, target) : undefined) ??
    (await fencesAtRoles(reader, facts.value.namedRoles, signal));
  if (no) return no;
  const nowMs = reader.clock.nowMs();
  const besides = isSsm(target) ? documentsOfHolder(standing.value, target, nowMs) : [];
  const known = besides.length > 0 ? { ...facts.value, besides } : facts.value;
  return ok({ holder, facts: known, target });
}

function nameOf(target: Target): string {
  if (isSsm(target)) return target.document;
  return target.kind === 'iam-group' ? target.group : (target.roles[0]?.name ?? 'policy');
}
/** Of one tag, asked for together: between two reads a node may have come or gone. */
const isOneAsk = ({ entitlement, target: other }: Beside, target: Target): boolean =>
  entitlement === undefined && isSsm(other) && isSsm(target) && tagOf(other) === tagOf(target);
const tagOf = ({ tag, nodes }: SsmTarget): string =>
  tag ? `${tag.key}=${tag.value}` : nodes.join(' ');
const nameOfHeld = ({ entitlement, target }: Beside): string => entitlement ?? nameOf(target);

/** What was given of another group, which had the name before, does not explain a membership. */
function isOfSame({ held, others, target }: PreflightOrder, now: TargetFacts): boolean {
  const given = others.filter((other) => targetKey(other.target) === targetKey(target));
  return held && (given.length === 0 || given.some((one) => isBoundTo(one, now.groupId)));
}

async function groupsAtUser(
  caller: Caller,
  { principal, target, held, others }: PreflightOrder,
): Promise<Refusal | undefined> {
  if (target.kind !== 'iam-group') return undefined;
  const { user } = principal;
  const groups = new Set((await groupsOfUser(caller, user)).map(folded));
  if (groups.has(folded(target.group)) && !held) {
    return refuse('already-held', { user, what: `group ${target.group}` });
  }
  const leased = [...others.flatMap((other) => groupOf(other.target)), target.group];
  for (const group of leased) groups.add(folded(group));
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
