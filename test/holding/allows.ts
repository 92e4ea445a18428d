/** What slots allow, as AWS would read them: a Deny that counts already beats whatever allows. */

import type { Slot } from '../../src/holding/slot.ts';

export function allows(
  slots: readonly Slot[],
  resource: string,
  atMs: number,
  reachOfGroup: (group: string) => readonly string[],
): boolean {
  const isDenied = slots.some(
    (slot) =>
      slot.kind === 'fence' &&
      slot.denials.some(
        (denial) =>
          denial.fromMs <= atMs && denial.reach.some((one) => one.resources.includes(resource)),
      ),
  );
  if (isDenied) return false;
  return slots.some((slot) => {
    if (slot.kind === 'member') return reachOfGroup(slot.group).includes(resource);
    if (slot.kind !== 'allow') return false;
    return slot.windows.some(
      (window) =>
        window.startMs <= atMs &&
        atMs < window.endMs &&
        window.reach.some((one) => one.resources.includes(resource)),
    );
  });
}
