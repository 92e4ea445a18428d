/** What IAM says of one user by what stands there: the small part of it that is asked here. */

import type { Slot } from '../../src/holding/slot.ts';
import { type Access, needsOf } from './access.ts';
import type { Groups } from './groups.ts';
import { takes } from './slot-times.ts';

type Slots = ReadonlyMap<string, Slot>;

/** May they take on the role at that moment? */
export function allows(slots: Slots, groups: Groups, role: Access, atMs: number): boolean {
  const needs = needsOf(role);
  let isAllowed = false;
  for (const slot of slots.values()) {
    if (slot.kind === 'fence' && slot.place.on === 'user') {
      const hits = slot.denials.some(
        (one) => one.fromMs <= atMs && one.reach.some((reach) => reaches(reach.resources, needs)),
      );
      if (hits) return false;
    }
    if (slot.kind === 'member' && groups.leadsTo(slot.group, role)) {
      isAllowed ||= ![...slots.values()].some((one) => takes(one, slot.group, atMs));
    }
    if (slot.kind !== 'allow') continue;
    isAllowed ||= slot.windows.some(
      (one) =>
        one.startMs <= atMs &&
        atMs < one.endMs &&
        needs.every((need) => one.reach.some((reach) => reaches(reach.resources, [need]))),
    );
  }
  return isAllowed;
}

/** Does a fence at the role cut what they have opened there? */
export function isCutAt(slots: Slots, role: string, atMs: number): boolean {
  for (const slot of slots.values()) {
    if (slot.kind !== 'fence' || slot.place.on !== 'role') continue;
    if (slot.place.role.name !== role) continue;
    if (slot.denials.some((one) => one.fromMs <= atMs)) return true;
  }
  return false;
}

const reaches = (resources: readonly string[], needs: readonly string[]): boolean =>
  resources.some((one) => one === '*' || needs.some((need) => one.endsWith(need)));
