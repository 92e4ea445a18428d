/** What IAM answers about one user in the simulated world, and what it does not take. */

import { isOfSystemsManager, targetKey } from '../../src/catalog/target.ts';
import type { Seen } from '../../src/holding/look.ts';
import { type FencePlace, placeName } from '../../src/holding/slot.ts';
import { Fault } from '../../src/kernel/fault.ts';
import { refuse } from '../../src/kernel/refusal.ts';
import type { Applied, ApplyOrder, ObserveOrder } from '../../src/ports/grant-provider.ts';
import type { Cloud } from './cloud.ts';
import { factsAt, isSilentFor } from './provider-facts.ts';
import { nowOf } from './seats.ts';

/** @throws Fault of somebody who is called otherwise: nothing of theirs is over. */
export function observed(cloud: Cloud, order: ObserveOrder): Seen {
  const { holder, targets, places } = order;
  const { users, closed } = cloud;
  if (closed.isRenamed(holder.user)) throw new Fault('aws-refused', 'Simulated: is renamed.');
  const user = users.whose(holder.user, holder.uniqueId);
  const found = user ? cloud.found(user, order) : [];
  const unread = places.filter((place) => closed.isSilent(roleIn(place))).map(placeName);
  const isThere = user === users.of(holder.user);
  if (!isThere || user.isGone) {
    const left = unread.length > 0 ? { unread: { ...NOTHING, places: unread } } : {};
    return { principal: isThere ? 'gone' : 'replaced', found, facts: {}, ...left };
  }
  const asked = targets.filter((target) => !isOfSystemsManager(target));
  const silent = asked.filter((one) => isSilentFor(cloud, one));
  const read = asked.filter((one) => !silent.includes(one));
  const facts = factsAt(cloud, order);
  return {
    principal: 'present',
    found,
    facts: Object.fromEntries(read.map((target) => [targetKey(target), facts(target)])),
    ...(silent.length + unread.length > 0 && {
      unread: { ...NOTHING, targets: silent.map(targetKey), places: unread },
    }),
  };
}

const NOTHING = { targets: [], sessions: [] } as const;
const roleIn = (place: FencePlace): string => (place.on === 'role' ? place.role.name : '');

/** Undefined where it is taken. @throws Fault where nobody can say whether it ever will be. */
export function refusedThere(cloud: Cloud, { holder, step }: ApplyOrder): Applied | undefined {
  const slot = step.do === 'put' ? step.slot : step.id;
  if (slot.kind === 'fence' && slot.place.on === 'role') {
    return refusedAt(cloud, slot.place.role.name, step.do === 'put');
  }
  const { users } = cloud;
  const user = users.whose(holder.user, holder.uniqueId);
  const isHere = user === users.of(holder.user) && cloud.idOf(holder.user) !== undefined;
  const group = slot.kind !== 'member' || cloud.groups.idOf(nowOf(slot)) !== undefined;
  if (isHere && group) return undefined;
  // Of what is not there nothing has to be removed.
  if (step.do === 'remove') return { ok: true };
  return refuse('target-missing', { what: isHere ? 'group' : `user ${holder.user}` });
}

function refusedAt({ closed }: Cloud, role: string, isPut: boolean): Applied | undefined {
  const how = closed.how(role);
  if (how === 'silent') throw new Fault('aws-unreachable', 'Simulated: a silent role.');
  if (how === 'denies') throw new Fault('aws-refused', 'Simulated: denied at the role.');
  if (how !== 'full' || !isPut) return undefined;
  return refuse('aws-refused', { action: 'iam:PutRolePolicy', message: 'Simulated: no room.' });
}
