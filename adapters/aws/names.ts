/** What our policies and tags are called, and back again. Every name carries the installation. */

import type { FencePlace, SlotId } from '../../src/holding/slot.ts';
import { shortDigestOf } from '../../src/kernel/digest.ts';

/** The name of an inline policy. At a role it names the person too, by their unique id. */
export function policyName(installation: string, id: SlotId, uniqueId: string): string {
  const base = `prod-access-${installation}`;
  const own = isSessionId(uniqueId) ? `-${personOf(uniqueId)}` : '';
  if (id.kind !== 'fence') return `${base}-allow${own}`;
  return id.place.on === 'user'
    ? `${base}-fence-${id.target}${own}-${id.generation}`
    : `${base}-end-${id.target}-${personOf(uniqueId)}-${id.generation}`;
}

/** Ids of sessions end with a name, which need not be unlike others at its end. */
const personOf = (uniqueId: string): string =>
  isSessionId(uniqueId) ? shortDigestOf(uniqueId).slice(0, 16) : uniqueId.slice(-8);

const isSessionId = (uniqueId: string): boolean => uniqueId.includes(':');

const USER_NAME = /^prod-access-([a-z0-9]{6})-(?:(allow)|fence-([0-9a-f]+)-(\d+))$/;
const ROLE_NAME = /^prod-access-([a-z0-9]{6})-end-([0-9a-f]+)-([A-Z0-9]{1,8}|[0-9a-f]{16})-(\d+)$/;
const SESSION_NAME =
  /^prod-access-([a-z0-9]{6})-(?:(allow)|fence-([0-9a-f]+))-([0-9a-f]{16})(?:-(\d+))?$/;

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

/** One that stands for a person at the role they come into, and by which digest it names them. */
export function readSessionPolicyName(name: string): (Named & { person: string }) | undefined {
  const [, installation, allow, target, person = '', generation] = SESSION_NAME.exec(name) ?? [];
  if (!installation || (allow === undefined) !== (generation !== undefined)) return undefined;
  if (allow) return { installation, person, id: { kind: 'allow' } };
  if (!target) return undefined;
  const id = { kind: 'fence', place: { on: 'user' }, target } as const;
  return { installation, person, id: { ...id, generation: Number(generation) } };
}

/** One of this holder's, at their own place: at the user, or at the role they come into. */
export function readOwnPolicyName(name: string, uniqueId: string): Named | undefined {
  if (!isSessionId(uniqueId)) return readUserPolicyName(name);
  const read = readSessionPolicyName(name);
  return read?.person === personOf(uniqueId) ? read : undefined;
}

/** Of whomever, by whichever installation. */
export const isFenceAtRole = (name: string): boolean => ROLE_NAME.test(name);

/** A fence at a role, when it is this person's. */
export function readRolePolicyName(
  name: string,
  place: FencePlace,
  uniqueId: string,
): Named | undefined {
  const [, installation, target, person, generation] = ROLE_NAME.exec(name) ?? [];
  if (!installation || !target || person !== personOf(uniqueId)) return undefined;
  return { installation, id: { kind: 'fence', place, target, generation: Number(generation) } };
}

/** Keys of tags that say whose a user is; to AWS, keys that differ in case alone are one key. */
const isTaken = (key: string): boolean => /^prod-access:(?:chat|email)$/i.test(key);

/** A group may have a comma in its name, and no tag; a tag may have a slash, and no group. */
export function tagKey(group: string): string {
  const key = `prod-access:${group.replaceAll(',', '/')}`;
  // No group has a colon in its name, so the longer form is nobody else's.
  return isTaken(key) ? `prod-access:group:${group}` : key;
}

export const readTagKey = (key: string): string | undefined =>
  isTaken(key)
    ? undefined
    : /^prod-access:(?:group:)?([^:]+)$/.exec(key)?.[1]?.replaceAll('/', ',');

/** Of a request of AWS's own: there is nothing in it that could be otherwise. */
export const requestContent = (opsItem: string): string => shortDigestOf({ access: opsItem });
