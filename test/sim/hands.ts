/** What an administrator does at AWS by hand, to groups and users. */

import type { Cloud } from './cloud.ts';
import { OPS, OPS_ANEW } from './groups.ts';
import type { Act } from './script.ts';
import { join } from './seats.ts';

export type ByHand = Extract<
  Act,
  { do: 'rename-group' | 'remake-group' | 'delete-user' | 'make-user' }
>;

export const isByHand = (act: Act): act is ByHand => BY_HAND.includes(act.do);
const BY_HAND: readonly string[] = ['rename-group', 'remake-group', 'delete-user', 'make-user'];

/** @param userOf the user of a person. */
export function doByHand(
  cloud: Cloud,
  act: ByHand,
  who: string,
  userOf: (who: string) => string,
): void {
  cloud.changes += 1;
  const { users, groups } = cloud;
  if (act.do === 'rename-group') groups.rename(OPS, act.to, cloud.nowMs);
  else if (act.do === 'remake-group') remake(cloud, act.joined.map(userOf));
  else if (act.do === 'make-user') users.make(userOf(who));
  else {
    groups.kept.delete(userOf(who));
    users.delete(userOf(who));
  }
}

/** Of one that is deleted nobody is a member any more; some are put into the next one. */
function remake({ groups, users, nowMs }: Cloud, joined: readonly string[]): void {
  if (groups.nameOf(OPS_ANEW) !== undefined) return;
  groups.remake(nowMs);
  const isDeleted = groups.deletedMs === nowMs;
  for (const [, { slots }] of users.all()) if (isDeleted) slots.delete(`member ${OPS}`);
  for (const name of joined) {
    const user = users.of(name);
    if (user.isGone) continue;
    groups.byHand.add(name);
    groups.kept.add(name);
    join(user, OPS_ANEW);
  }
}
