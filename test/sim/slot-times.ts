/** When slots fire, begin and end by themselves, by AWS's clock. */

import type { FenceSlot, Slot } from '../../src/holding/slot.ts';

/** A schedule fires within the minute that begins at its time. */
const MINUTE_MS = 60_000;
const FIRES_AFTER_MS = 40_000;
const isSchedule = (slot: Slot): slot is FenceSlot =>
  slot.kind === 'fence' && slot.place.on === 'schedule';
export const seatsOf = (slot: Slot): readonly string[] =>
  isSchedule(slot)
    ? slot.denials.flatMap(({ reach }) => reach.flatMap((one) => one.resources))
    : [];

export function firesMs(slot: Slot): number | undefined {
  const fromMs = isSchedule(slot) ? slot.denials[0]?.fromMs : undefined;
  return fromMs && Math.ceil(fromMs / MINUTE_MS) * MINUTE_MS + FIRES_AFTER_MS;
}

/** Moments at which what it allows or denies changes by itself. */
export function edgesOf(slot: Slot): readonly number[] {
  if (slot.kind === 'allow') return slot.windows.flatMap(({ startMs, endMs }) => [startMs, endMs]);
  if (slot.kind !== 'fence') return [];
  const firedMs = firesMs(slot);
  const fromMs = slot.denials.map((one) => one.fromMs);
  return firedMs === undefined ? fromMs : [...fromMs, firedMs];
}

/** Booked to have been taken away by then. */
export const takes = (slot: Slot, group: string, atMs: number): boolean =>
  (firesMs(slot) ?? Infinity) <= atMs && seatsOf(slot).includes(group);
