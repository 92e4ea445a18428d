/** Memberships of one user, by the ids that groups keep when they are renamed. */

import type { Target } from '../../src/catalog/target.ts';
import type { FoundSlot } from '../../src/holding/slot.ts';
import { shortDigestOf } from '../../src/kernel/digest.ts';
import type { ObserveOrder } from '../../src/ports/grant-provider.ts';
import { folded, type JoinedGroup } from './iam-read.ts';

export function memberships(
  joined: readonly JoinedGroup[],
  { groups, groupIds = {} }: ObserveOrder,
): readonly FoundSlot[] {
  const bound = new Set(Object.values(groupIds).flat());
  return groups.flatMap((group) => {
    const ids = groupIds[group] ?? [];
    const isNamed = ({ name }: JoinedGroup) => folded(name) === folded(group);
    // One that another lease is bound to is no stranger here, though it has this name by now.
    const isMeant = (one: JoinedGroup) =>
      ids.includes(one.id) || (isNamed(one) && !bound.has(one.id));
    return joined.filter(isMeant).map((one): FoundSlot => {
      const as = isNamed(one) ? {} : { as: one.name };
      const id = { kind: 'member', group, groupId: one.id, ...as } as const;
      return { id, content: memberContent(group) };
    });
  });
}

/** What it is called now, where it is known by its id to have been renamed. */
export function renamedTo(
  target: Target,
  joined: readonly JoinedGroup[],
  { groupIds = {} }: ObserveOrder,
): string | undefined {
  if (target.kind !== 'iam-group') return undefined;
  const ids = groupIds[target.group] ?? [];
  const known = joined.filter(({ id }) => ids.includes(id)).map(({ name }) => name);
  return known.some((name) => folded(name) === folded(target.group)) ? undefined : known[0];
}

export const memberContent = (group: string): string => shortDigestOf({ member: group });
