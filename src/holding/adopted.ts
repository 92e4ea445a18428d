/**
 * Memberships that a lost store had given: their tags say that they are ours, and no lease does. At
 * an operator's word they are taken away; the dated Deny over them stays until that has its own.
 */

import { earlier } from '../kernel/least.ts';
import type { EpochMs } from '../kernel/time.ts';
import { NOTHING, type Part } from './access-plan.ts';
import type { Adopted, Holding } from './holding.ts';
import { found, isExplained, knownGroups, type Look } from './look.ts';
import type { SlotId, Step } from './slot.ts';

/** Undefined where that is on record, or where a lease is: that knows better. */
export function adoptMember(holding: Holding, one: Adopted, nowMs: EpochMs): Holding | undefined {
  const { adopted = [] } = holding;
  if (adopted.some(({ group }) => group === one.group) || isLeased(holding, one)) return undefined;
  return { ...holding, adopted: [...adopted, one], dueMs: earlier(holding.dueMs, nowMs) };
}

export function planAdopted(look: Look): readonly Part[] {
  const { mayRemoveUnknown, copySinceMs } = look;
  if (!mayRemoveUnknown || copySinceMs !== undefined) return [];
  return standing(look).map((one) => ({ ...NOTHING, takes: takesOf(look, one) }));
}

function takesOf(look: Look, { group, groupId }: Adopted): readonly Step[] {
  const members = look.seen.found.flatMap(({ id }) =>
    id.kind === 'member' && id.group === group ? [id] : [],
  );
  // Another group that has the name now was never given by us.
  const own = members.filter((id) => groupId === undefined || id.groupId === groupId);
  // By its tag alone it is known to be ours, so that goes once it is sure to be over.
  const isOver = own.length === 0 && !isExplained(look, { kind: 'member', group });
  const left: readonly SlotId[] = isOver ? [{ kind: 'tag', group }] : own;
  return left.map((id): Step => ({ do: 'remove', id }));
}

/** Without its tag a membership is no longer known to be ours; of what is leased, leases say it. */
const standing = (look: Look): readonly Adopted[] =>
  (look.holding.adopted ?? []).filter(
    (one) =>
      found(look, { kind: 'tag', group: one.group }) !== undefined && !isLeased(look.holding, one),
  );

export function keepAdopted({ adopted: _, ...holding }: Holding, look: Look): Holding {
  const left = standing(look);
  return left.length > 0 ? { ...holding, adopted: left } : holding;
}

const isLeased = (holding: Holding, { group }: Adopted): boolean =>
  [...knownGroups(holding).values()].includes(group);
