/** Where what is written at AWS comes to stand: memberships by the id of their group. */

import type { FoundSlot, SlotId, Step } from '../../src/holding/slot.ts';
import type { ObserveOrder } from '../../src/ports/grant-provider.ts';
import type { Groups } from './groups.ts';
import { contentOf, isAtRole, nameOf } from './slots.ts';
import { CENTER_GROUP } from './town.ts';
import type { User } from './users.ts';

export function join({ slots }: User, group: string): void {
  slots.set(`member ${group}`, { kind: 'member', group });
}

/** A membership belongs to the group that its name leads to when the call comes. */
export function landing(step: Step, groups: Groups): Step | undefined {
  const slot = step.do === 'put' ? step.slot : step.id;
  if (slot.kind !== 'member') return step;
  const group = groups.idOf(nowOf(slot));
  if (group === undefined) return undefined;
  const member = { kind: 'member', group } as const;
  return step.do === 'put' ? { do: 'put', slot: member } : { do: 'remove', id: member };
}

/** Taken out of another group than was meant. */
export const isAstray = (sent: Step, landed: Step): boolean =>
  sent.do === 'remove' &&
  landed.do === 'remove' &&
  sent.id.kind === 'member' &&
  landed.id.kind === 'member' &&
  sent.id.groupId !== undefined &&
  sent.id.groupId !== landed.id.group;

/** Its user, or its group, was deleted while word of it travelled. */
export function isLost({ isGone }: User, step: Step, groups: Groups): boolean {
  if (isGone && !isAtRole(step)) return true;
  return step.do === 'put' && step.slot.kind === 'member' && !groups.nameOf(step.slot.group);
}

/** As it is called now. */
export const nowOf = (slot: Extract<SlotId, { kind: 'member' }>): string => slot.as ?? slot.group;

export const nameIn = (step: Step): string => nameOf(step.do === 'put' ? step.slot : step.id);

export type Asked = Pick<ObserveOrder, 'groups' | 'groupIds'>;

/** Memberships of groups that were asked for: by the ids they are known by, and by their names. */
export function* membershipsOf(
  { slots }: User,
  groups: Groups,
  { groups: asked, groupIds = {} }: Asked,
): Iterable<FoundSlot> {
  for (const slot of slots.values()) {
    if (slot.kind !== 'member') continue;
    const { group: id } = slot;
    const name = groups.nameOf(id) ?? id;
    const isBound = Object.values(groupIds).some((ids) => ids.includes(id));
    for (const group of asked) {
      const isNamed = name === group;
      if (!groupIds[group]?.includes(id) && !(isNamed && !isBound)) continue;
      // Identity Center's are asked for by what they are, and do not change their names here.
      const known = id === CENTER_GROUP ? {} : { groupId: id, ...(isNamed ? {} : { as: name }) };
      yield { id: { kind: 'member', group, ...known }, content: memberContent(group) };
    }
  }
}

const contents = new Map<string, string>();
function memberContent(group: string): string {
  const known = contents.get(group) ?? contentOf({ kind: 'member', group });
  contents.set(group, known);
  return known;
}
