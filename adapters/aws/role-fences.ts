/** Fences at roles, in whatever account: what stands there, or that nobody can say. */

import { type FencePlace, type FoundSlot, placeName } from '../../src/holding/slot.ts';
import { shortDigestOf } from '../../src/kernel/digest.ts';
import { Fault } from '../../src/kernel/fault.ts';
import { SECOND } from '../../src/kernel/time.ts';
import type { ObserveOrder } from '../../src/ports/grant-provider.ts';
import { callerOf } from './iam-call.ts';
import type { PreflightReader } from './iam-preflight.ts';
import { policyNamesAt, rolePolicy } from './iam-read.ts';
import { readRolePolicyName } from './names.ts';

export interface RolesRead {
  readonly found: readonly FoundSlot[];
  /** Names of places that could not be read. */
  readonly unread: readonly string[];
  /** Names of places whose role is no more. */
  readonly gone: readonly string[];
}

type RolePlace = Extract<FencePlace, { on: 'role' }>;
const isAtRole = (place: FencePlace): place is RolePlace => place.on === 'role';

/** An account may be closed or silent; what ends in another one must not wait for it. */
const PATIENCE_MS = 15 * SECOND;

export async function fencesAtRoles(
  reader: PreflightReader,
  order: Pick<ObserveOrder, 'holder' | 'places' | 'signal'>,
): Promise<RolesRead> {
  const signal = AbortSignal.any([order.signal, AbortSignal.timeout(PATIENCE_MS)]);
  const read = await Promise.all(
    order.places.filter(isAtRole).map((place) => fencesAt(reader, place, { ...order, signal })),
  );
  return {
    found: read.flatMap(({ found }) => found),
    unread: read.flatMap(({ unread }) => unread),
    gone: read.flatMap(({ gone }) => gone),
  };
}

const NOTHING: RolesRead = { found: [], unread: [], gone: [] };

async function fencesAt(
  reader: PreflightReader,
  place: RolePlace,
  { holder, signal }: Pick<ObserveOrder, 'holder' | 'signal'>,
): Promise<RolesRead> {
  // It was there once, and the file no longer lets us in: what stands there stands.
  if (!reader.accounts.has(place.role.account)) return { ...NOTHING, unread: [placeName(place)] };
  try {
    const caller = await callerOf(reader.clients, place.role.account, signal);
    const names = await policyNamesAt(caller, place.role.name);
    if (!names) return { ...NOTHING, gone: [placeName(place)] };
    const found = names.map(async (name): Promise<readonly FoundSlot[]> => {
      const ours = readRolePolicyName(name, place, holder.uniqueId);
      if (ours?.installation !== reader.installation) return [];
      const document = await rolePolicy(caller, place.role.name, name);
      return document === undefined ? [] : [{ id: ours.id, content: shortDigestOf(document) }];
    });
    return { ...NOTHING, found: (await Promise.all(found)).flat() };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return { ...NOTHING, unread: [placeName(place)] };
  }
}
