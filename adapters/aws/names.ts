/** What our policies and tags are called, and back again. Every name carries the installation. */

import type { FencePlace, SlotId } from '../../src/holding/slot.ts';
import { shortDigestOf } from '../../src/kernel/digest.ts';

/** The name of an inline policy. At a role it names the person too, by their unique id. */
export function policyName(installation: string, id: SlotId, uniqueId: string): string {
  const base = `prod-access-${installation}`;
  if (id.kind !== 'fence') return `${base}-allow`;
  return id.place.on === 'user'
    ? `${base}-fence-${id.target}-${id.generation}`
    : `${base}-end-${id.target}-${uniqueId.slice(-8)}-${id.generation}`;
}

const USER_NAME = /^prod-access-([a-z0-9]{6})-(?:(allow)|fence-([0-9a-f]+)-(\d+))$/;
const ROLE_NAME = /^prod-access-([a-z0-9]{6})-end-([0-9a-f]+)-([A-Z0-9]{1,8})-(\d+)$/;

export interface Named {
  readonly installation: string;
  readonly id: SlotId;
}

/** Undefined for a policy that is not ours. */
export function readUserPolicyName(name: string): Named | undefined {
  const [, installation, allow, target, generation] = USER_NAME.exec(name) ?? [];
  if (!installation) return undefined;
  if (allow) return { installation, id: { kind: 'allow' } };
  if (!target) return undefined;
  const place = { on: 'user' } as const;
  return { installation, id: { kind: 'fence', place, target, generation: Number(generation) } };
}

/** A fence at a role, when it is this person's. */
export function readRolePolicyName(
  name: string,
  place: FencePlace,
  uniqueId: string,
): Named | undefined {
  const [, installation, target, person, generation] = ROLE_NAME.exec(name) ?? [];
  if (!installation || !target || person !== uniqueId.slice(-8)) return undefined;
  return { installation, id: { kind: 'fence', place, target, generation: Number(generation) } };
}

/** Keys of tags that say whose a user is; to AWS, keys that differ in case alone are one key. */
const isTaken = (key: string): boolean => /^prod-access:(?:chat|email)$/i.test(key);

export function tagKey(group: string): string {
  const key = `prod-access:${group}`;
  // No group has a colon in its name, so the longer form is nobody else's.
  return isTaken(key) ? `prod-access:group:${group}` : key;
}

export const readTagKey = (key: string): string | undefined =>
  isTaken(key) ? undefined : /^prod-access:(?:group:)?([^:]+)$/.exec(key)?.[1];

/** Of a request of AWS's own: there is nothing in it that could be otherwise. */
export const requestContent = (opsItem: string): string => shortDigestOf({ access: opsItem });
