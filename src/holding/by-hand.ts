/** What another hand than ours has changed at AWS, of what gives the access itself. */

import { found, isUndone, type Look, wasSettled } from './look.ts';
import { type AllowSlot, type Slot, slotName, type Step } from './slot.ts';

/** It was as we want it and no longer is, by no call of ours; once suspected, so it stays. */
export function isByHand(look: Look, slot: Slot): boolean {
  const name = slotName(slot);
  const isSuspect =
    look.holding.missed[name] !== undefined || look.holding.drift.some((one) => one.slot === name);
  return wasSettled(look, slot) && (isSuspect || !isUndone(look, slot));
}

/**
 * The same of the one document, though what is wanted in it has changed since: what stands is
 * neither as it was last seen nor as a call of ours has put it.
 */
export function isChangedByHand(look: Look, slot: AllowSlot): boolean {
  if (isByHand(look, slot)) return true;
  // Known, and what was pulled is not among what is wanted: the rest is put beside it.
  if (look.pulled) return false;
  const { settled, attempts } = look.holding;
  const standing = found(look, slot)?.content;
  const seen = settled['allow'];
  if (seen === undefined || standing === seen || isUndone(look, slot)) return false;
  // Taken by ourselves, however long a bot has slept since.
  const last = attempts.findLast(({ step, answer }) => answer !== 'refused' && isOfAllow(step));
  return standing !== undefined || last?.step.do !== 'remove';
}

const isOfAllow = (step: Step): boolean =>
  (step.do === 'put' ? step.slot : step.id).kind === 'allow';
