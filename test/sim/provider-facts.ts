/** What a target leads to in the simulated world, and whether somebody may be given it. */

import { startReach } from '../../src/catalog/session-reach.ts';
import {
  isAutomation,
  isSsm,
  membershipOf,
  type Target,
  targetKey,
} from '../../src/catalog/target.ts';
import type { TargetFacts } from '../../src/holding/lease.ts';
import { principalKey } from '../../src/kernel/brand.ts';
import { Fault } from '../../src/kernel/fault.ts';
import { type Answer, ok, refuse } from '../../src/kernel/refusal.ts';
import type { ObserveOrder, Preflight, PreflightOrder } from '../../src/ports/grant-provider.ts';
import type { Facts, FactsOrder } from '../../src/ports/target-reader.ts';
import type { Cloud } from './cloud.ts';
import { NAMED_ROLES, SESSION_MS } from './role-sessions.ts';
import { PRODUCTION } from './town.ts';

export function preflightAt(
  cloud: Cloud,
  { principal, target, held }: PreflightOrder,
): Answer<Preflight> {
  const { account, user } = principal;
  const uniqueId = cloud.idOf(user);
  if (uniqueId === undefined) return refuse('principal-missing', { user, account });
  if (isSilentFor(cloud, target)) throw new Fault('aws-unreachable', 'Simulated: silent role.');
  const facts = factsAs(cloud, target, user);
  if (!facts.ok) return facts;
  const group = cloud.groups.idOf(membershipOf(target) ?? '');
  const isThere = group !== undefined && cloud.user(user).slots.has(`member ${group}`);
  if (isThere && !held) return refuse('already-held', { user, what: 'a membership' });
  const holder = { key: principalKey(account, uniqueId), account, user, uniqueId };
  return ok({ holder, facts: facts.value, target });
}

/** At the role it leads to nothing can be read. */
export const isSilentFor = ({ closed }: Cloud, { kind, roles }: Target): boolean =>
  (kind === 'iam-policy' || kind === 'iam-group') &&
  roles.some(({ name }) => NAMED_ROLES.includes(name) && closed.isSilent(name));

/** A group that was renamed is read as it is called now, by whoever is in it. */
export const factsAt =
  (cloud: Cloud, { holder, groupIds = {} }: Pick<ObserveOrder, 'holder' | 'groupIds'>) =>
  (target: Target): Answer<TargetFacts> => {
    const ids = target.kind === 'iam-group' ? (groupIds[target.group] ?? []) : [];
    const joined = ids.find((id) => cloud.user(holder.user).slots.has(`member ${id}`));
    return factsAs(cloud, target, holder.user, joined);
  };

/** Of a silent role nothing is known. */
export function factsRead(cloud: Cloud, { holder, targets }: FactsOrder): Facts {
  const facts = factsAt(cloud, { holder });
  const read = targets.filter((target) => !isSilentFor(cloud, target));
  return Object.fromEntries(read.map((target) => [targetKey(target), facts(target)]));
}

function factsAs(
  { groups }: Cloud,
  target: Target,
  user: string,
  joined?: string,
): Answer<TargetFacts> {
  const facts = factsOf(target, user);
  if (target.kind !== 'iam-group') return ok(facts);
  const groupId = joined ?? groups.idOf(target.group);
  if (groupId === undefined) return refuse('target-missing', { what: `group ${target.group}` });
  return ok({ ...facts, groupId });
}

function factsOf(target: Target, user: string): TargetFacts {
  if (target.kind === 'identity-center') {
    const reach = [{ actions: ['sts:AssumeRoleWithSAML'], resources: [`${PRODUCTION}/sso`] }];
    return { reach, namedRoles: [], tailMs: SESSION_MS };
  }
  if (isAutomation(target)) return { reach: [], namedRoles: [], tailMs: 0 };
  if (isSsm(target)) return { reach: startReach(target), namedRoles: [], tailMs: 0 };
  const [role] = target.roles;
  const name = role?.name ?? '';
  const account = role?.account ?? '';
  const resources = [`arn:aws:iam::${account}:role/${name}`];
  const isNamed = NAMED_ROLES.includes(name);
  return {
    reach: [{ actions: ['sts:AssumeRole'], resources }],
    namedRoles: isNamed ? [{ account, name, userid: `*:${user}`, maxSessionMs: SESSION_MS }] : [],
    tailMs: isNamed ? 0 : SESSION_MS,
  };
}
