/**
 * Room at a principal while fences move: each new one stands beside the one it replaces until it
 * was read back. Pre-flight counts one spare; where several move at once, one waits for the others.
 */

import { canonical } from '../kernel/digest.ts';
import { type EpochMs, MINUTE } from '../kernel/time.ts';
import type { Attempt, Holding } from './holding.ts';
import { type Look, SETTLING_MS } from './look.ts';
import {
  type AllowSlot,
  type FenceSlot,
  placeName,
  type Slot,
  type SlotId,
  slotName,
  type Step,
} from './slot.ts';

/**
 * Another fence was put there a moment before, and the one it replaces is still to go; or one was
 * taken away in the same plan, after whatever was to be put.
 */
export function isCrowded(holding: Holding, slot: Slot, sentMs: EpochMs): boolean {
  if (slot.kind !== 'fence' && slot.kind !== 'allow') return false;
  return holding.attempts.some(({ step, answer, ...other }) => {
    const fence = step.do === 'put' ? step.slot : step.id;
    if (answer === 'refused' || fence.kind !== 'fence' || !isBeside(slot, fence)) return false;
    if (step.do === 'remove') return other.sentMs >= sentMs;
    return sentMs - other.sentMs < MINUTE && replaces(holding, fence);
  });
}

type Fence = Extract<SlotId, { kind: 'fence' }>;

function isBeside(slot: FenceSlot | AllowSlot, fence: Fence): boolean {
  if (slot.kind === 'allow') return true;
  return slot.target !== fence.target && placeName(slot.place) === placeName(fence.place);
}

function replaces({ settled }: Holding, fence: Fence): boolean {
  const own = slotName(fence);
  const prefix = own.slice(0, -String(fence.generation).length);
  return Object.keys(settled).some((name) => name.startsWith(prefix) && name !== own);
}

/** Answered with a definite no a moment ago: asked again, but not every second. */
export const isRefused = ({ holding, nowMs }: Look, step: Step): boolean =>
  holding.attempts.some(
    (attempt) =>
      attempt.answer === 'refused' &&
      canonical(attempt.step) === canonical(step) &&
      nowMs - (attempt.answeredMs ?? attempt.sentMs) < SETTLING_MS &&
      !hasMoreRoom(holding, attempt),
  );

/** A fence has gone since: within a plan whatever is put comes first. */
function hasMoreRoom({ attempts }: Holding, { step: refused, sentMs }: Attempt): boolean {
  if (refused.do !== 'put') return false;
  return attempts.some(
    ({ step, answer, ...one }) =>
      step.do === 'remove' && step.id.kind === 'fence' && answer === 'done' && one.sentMs >= sentMs,
  );
}
