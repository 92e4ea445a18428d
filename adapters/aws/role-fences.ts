/** Fences at roles, of whatever account: one that is closed to us holds up nothing elsewhere. */

import { type FencePlace, type FoundSlot, placeName } from '../../src/holding/slot.ts';
import { shortDigestOf } from '../../src/kernel/digest.ts';
import { Fault } from '../../src/kernel/fault.ts';
import type { ObserveOrder } from '../../src/ports/grant-provider.ts';
import { callerOf } from './iam-call.ts';
import type { PreflightReader } from './iam-preflight.ts';
import { rolePolicy, rolePolicyNames } from './iam-read.ts';
import { readRolePolicyName } from './names.ts';

/** What could not be read is named as `placeName` names it. */
export async function fencesAtRoles(reader: PreflightReader, order: ObserveOrder) {
  const unread: string[] = [];
  const read = order.places.map(async (place) => {
    try {
      return await roleFences(reader, place, order);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      unread.push(placeName(place));
      return [];
    }
  });
  return { found: (await Promise.all(read)).flat(), unread };
}

async function roleFences(
  reader: PreflightReader,
  place: FencePlace,
  { holder, signal }: ObserveOrder,
): Promise<readonly FoundSlot[]> {
  if (place.on !== 'role' || !reader.accounts.has(place.role.account)) return [];
  const caller = await callerOf(reader.clients, place.role.account, signal);
  const names = await rolePolicyNames(caller, place.role.name);
  const found = names.map(async (name): Promise<readonly FoundSlot[]> => {
    const ours = readRolePolicyName(name, place, holder.uniqueId);
    if (ours?.installation !== reader.installation) return [];
    const document = await rolePolicy(caller, place.role.name, name);
    return document === undefined ? [] : [{ id: ours.id, content: shortDigestOf(document) }];
  });
  return (await Promise.all(found)).flatMap((one) => [...one]);
}
