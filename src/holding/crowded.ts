/**
 * Room at a principal while fences move: each new one stands beside the one it replaces until it
 * was read back. Pre-flight counts one spare; where several move at once, one waits for the others.
 */

import { canonical } from '../kernel/digest.ts';
import { type EpochMs, MINUTE } from '../kernel/time.ts';
import type { Attempt, Holding } from './holding.ts';
import { type Look, SETTLING_MS } from './look.ts';
import { type FenceSlot, placeName, type Slot, slotName, type Step } from './slot.ts';

/** Another fence was put there a moment ago, and the one it replaces is still to go. */
export function isCrowded(holding: Holding, slot: Slot, nowMs: EpochMs): boolean {
  if (slot.kind !== 'fence' && slot.kind !== 'allow') return false;
  return holding.attempts.some(({ step, answer, sentMs }) => {
    if (step.do !== 'put' || step.slot.kind !== 'fence' || answer === 'refused') return false;
    const other = step.slot;
    const isThere = slot.kind === 'allow' || placeName(slot.place) === placeName(other.place);
    const isOther = slot.kind === 'allow' || slot.target !== other.target;
    return isThere && isOther && nowMs - sentMs < MINUTE && replaces(holding, other);
  });
}

function replaces({ settled }: Holding, fence: FenceSlot): boolean {
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

/** A fence has gone since. */
function hasMoreRoom({ attempts }: Holding, { step: refused, sentMs }: Attempt): boolean {
  if (refused.do !== 'put') return false;
  return attempts.some(
    ({ step, answer, ...one }) =>
      step.do === 'remove' && step.id.kind === 'fence' && answer === 'done' && one.sentMs > sentMs,
  );
}
