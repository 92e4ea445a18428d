/** Approving and revoking AWS's own requests for access, as a holding wants them. */

import type { DecidedAtAws } from '../catalog/node-request.ts';
import { isJitna, targetKey } from '../catalog/target.ts';
import { NOTHING, type Part } from './access-plan.ts';
import type { Lease } from './lease.ts';
import { contentOf, found, isRight, isSettling, type Look, wasSettled } from './look.ts';
import { type AccessSlot, accessSlot, slotName } from './slot.ts';

/** @param unready keys of targets of which AWS has not said how they stand. */
export function planRequests(look: Look, unready: ReadonlySet<string>): readonly Part[] {
  const known = new Map<string, Lease>();
  for (const lease of look.holding.leases) {
    if (isJitna(lease.target)) known.set(targetKey(lease.target), lease);
  }
  return [...known].map(([key, lease]) => {
    const slot = look.wanted.requests.get(key);
    return slot ? give(look, key, slot, unready) : take(look, lease);
  });
}

function give(look: Look, key: string, slot: AccessSlot, unready: ReadonlySet<string>): Part {
  if (isRight(look, slot)) {
    const settled = { [slotName(slot)]: contentOf(look, slot) };
    return { ...NOTHING, settled, right: new Set([key]) };
  }
  if (unready.has(key) || isSettling(look, slot)) return NOTHING;
  // Approved once and no longer: over at AWS, and a request is never approved twice.
  if (wasSettled(look, slot)) return NOTHING;
  return { ...NOTHING, gives: [{ do: 'put', slot }] };
}

function take(look: Look, lease: Lease): Part {
  const slot = accessSlot(lease);
  if (!slot || !found(look, slot)) return NOTHING;
  return { ...NOTHING, takes: [{ do: 'remove', id: slot }] };
}

/** What AWS said of it: decided otherwise there, or over. */
export function overAtAws({ seen }: Look, { target }: Lease): DecidedAtAws | undefined {
  const read = isJitna(target) ? seen.facts[targetKey(target)] : undefined;
  if (read?.ok !== false) return undefined;
  return read.code === 'decided-at-aws' ? read.facts : { status: 'over', by: '' };
}

/** Approved at AWS still, or not known to be over. */
export function mayStand(look: Look, key: string): boolean {
  const lease = look.holding.leases.find(({ target }) => targetKey(target) === key);
  const slot = lease && accessSlot(lease);
  if (!slot) return false;
  return found(look, slot) !== undefined || look.seen.unread?.targets.includes(key) === true;
}
