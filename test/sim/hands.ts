/** What an administrator does at AWS by hand, to groups and users. */

import type { Cloud } from './cloud.ts';
import { OPS, OPS_ANEW } from './groups.ts';
import type { Act, ByHand } from './script.ts';
import { join } from './seats.ts';
import { USERS } from './town.ts';

export const isByHand = (act: Act): act is ByHand => BY_HAND.includes(act.do);
const BY_HAND: readonly string[] = ['rename-group', 'remake-group', 'delete-user', 'make-user'];

/** @param user of whom it is about. */
export function doByHand(cloud: Cloud, act: ByHand, user: string): void {
  cloud.changes += 1;
  const { users, groups } = cloud;
  if (act.do === 'rename-group') groups.rename(OPS, act.to, cloud.nowMs);
  else if (act.do === 'remake-group')
    remake(
      cloud,
      act.joined.map((who) => USERS[who] ?? ''),
    );
  else if (act.do === 'make-user') users.make(user);
  else {
    groups.kept.delete(user);
    users.delete(user);
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
