/** What AWS knows of people, for statements that speak of it: read when asked, and kept a while. */

import type { PersonKey } from '../../src/kernel/brand.ts';
import { Fault } from '../../src/kernel/fault.ts';
import { isIdentityStore, type Person, type PrincipalRef } from '../../src/kernel/person.ts';
import { roleSessionOf } from '../../src/kernel/role-session.ts';
import { type Clock, HOUR } from '../../src/kernel/time.ts';
import type { AttributeDirectory, Attributes } from '../../src/ports/policy-engine.ts';
import type { CenterReader } from './center-call.ts';
import type { Clients } from './clients.ts';
import { callerOf } from './iam-call.ts';
import { roleOf, userTags } from './iam-read.ts';

const READ_MS = 10_000;

interface Places {
  readonly clients: Clients;
  /** Accounts whose users hold access through us. */
  readonly accounts: ReadonlySet<string>;
  readonly inCenter: CenterReader | undefined;
}

export function createAttributeDirectory(places: Places, clock: Clock): AttributeDirectory {
  const known = new Map<PersonKey, { readonly read: Promise<Attributes>; readonly atMs: number }>();
  return {
    of(person, maxAgeMs) {
      const nowMs = clock.monotonicMs();
      const last = known.get(person.key);
      if (last && nowMs - last.atMs <= maxAgeMs) return last.read;
      for (const [key, { atMs }] of known) if (nowMs - atMs > HOUR) known.delete(key);
      const one = { read: readAll(places, person), atMs: nowMs };
      known.set(person.key, one);
      // What was not answered is asked again.
      one.read.catch(() => known.get(person.key) === one && known.delete(person.key));
      return one.read;
    },
  };
}

async function readAll(places: Places, { principal, center }: Person): Promise<Attributes> {
  const signal = AbortSignal.timeout(READ_MS);
  const [principalTags, inCenter] = await Promise.all([
    tagsOf(places, principal, signal),
    centerOf(places, center, signal),
  ]);
  return { centerGroups: [], ...inCenter, principalTags };
}

async function tagsOf(
  { clients, accounts }: Places,
  principal: PrincipalRef | undefined,
  signal: AbortSignal,
): Promise<Attributes['principalTags']> {
  if (!principal || isIdentityStore(principal.account)) return {};
  if (!accounts.has(principal.account)) {
    throw new Fault('aws-unreachable', `Nothing leads to users of account ${principal.account}.`);
  }
  const caller = await callerOf(clients, principal.account, signal);
  // Of a session the tags of its role are known; those it was opened with are not.
  const role = roleSessionOf(principal.user)?.role;
  const tags = role ? (await roleOf(caller, role))?.Tags : await userTags(caller, principal.user);
  return Object.fromEntries((tags ?? []).map(({ Key = '', Value = '' }) => [Key, Value]));
}

async function centerOf({ inCenter }: Places, user: PrincipalRef | undefined, signal: AbortSignal) {
  if (!inCenter || user?.account !== inCenter.center.store) return undefined;
  const { centerAttributes } = await import('./center-attributes.ts');
  return centerAttributes({ ...inCenter, signal }, user.user);
}
