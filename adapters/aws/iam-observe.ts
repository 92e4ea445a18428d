/** What stands at AWS for one principal: our policies, memberships, tags, and fences at roles. */

import type { FoundSlot } from '../../src/holding/slot.ts';
import { shortDigestOf } from '../../src/kernel/digest.ts';
import type { Observation, ObserveOrder } from '../../src/ports/grant-provider.ts';
import type { Holder } from '../../src/request/request.ts';
import type { BookedRead } from './booked-in.ts';
import { type Caller, callerOf } from './iam-call.ts';
import { homeOf, homePolicy, homePolicyNames, principalAt, strangersMay } from './iam-home.ts';
import { factsSeen } from './iam-facts.ts';
import { memberships } from './iam-members.ts';
import { joinedGroups, userTags } from './iam-read.ts';
import { readOwnPolicyName, readTagKey } from './names.ts';
import type { PreflightReader } from './iam-preflight.ts';
import { openRuns, sessionsLeft, withUnread } from './observe-parts.ts';
import { fencesAtRoles } from './role-fences.ts';
import type { PickReader } from './ssm-pick.ts';

export async function observe(
  reader: PreflightReader & PickReader,
  order: ObserveOrder,
): Promise<Observation> {
  const { holder, signal } = order;
  const caller = await callerOf(reader.clients, holder.account, signal);
  const now = await principalAt(caller, holder.account, holder.user);
  if (now?.holder.uniqueId !== holder.uniqueId) {
    const { observeLeft } = await import('./observe-left.ts');
    return observeLeft(reader, order, caller, now);
  }
  const { groups } = order;
  const joined = groups.length > 0 ? joinedGroups(caller, holder.user) : Promise.resolve([]);
  const [atHome, members, tags, sessions, runs, atRoles, booked, facts] = await Promise.all([
    ownPolicies(caller, reader.installation, holder),
    joined.then((all) => memberships(all, order)),
    // Only memberships have one, and each costs a call.
    groups.length > 0 ? ourTags(caller, reader.installation, holder.user) : [],
    sessionsLeft(reader, order, now.arn),
    openRuns(reader, order),
    fencesAtRoles(reader, order),
    bookedRuns(reader, order),
    factsSeen(reader, order, strangersMay(now), joined),
  ]);
  const atPlaces = [...atRoles.found, ...booked.found];
  const found = [...atHome, ...members, ...tags, ...sessions.found, ...atPlaces];
  const unread = { targets: facts.unread, sessions: sessions.unread, runs: runs.unread };
  const { listed } = sessions;
  const named = facts.named ? { named: facts.named } : {};
  const read = { facts: facts.read, runs: runs.seen, listed, ...named };
  const seen = { principal: 'present', found, ...read } as const;
  const whole = { ...seen, owner: now.arn, rolesGone: atRoles.gone };
  return withUnread(whole, { ...unread, places: [...atRoles.unread, ...booked.unread] });
}

/** Ends that are booked with EventBridge Scheduler; most people have none. */
async function bookedRuns(
  { clients, installation }: PreflightReader,
  { holder, places, signal }: ObserveOrder,
): Promise<BookedRead> {
  const at = places.filter((place) => place.on === 'schedule');
  if (at.length === 0) return { found: [], unread: [] };
  const { bookedRunsOf } = await import('./ssm-automation-booked.ts');
  const reader = { clients, installation, account: holder.account, signal };
  const read = at.map((place) => bookedRunsOf(reader, place, holder.uniqueId));
  const all = await Promise.all(read);
  return {
    found: all.flatMap((one) => one.found),
    unread: all.flatMap((one) => one.unread),
  };
}

async function ownPolicies(
  caller: Caller,
  installation: string,
  holder: Holder,
): Promise<readonly FoundSlot[]> {
  const home = homeOf(holder);
  const names = await homePolicyNames(caller, home);
  const found = names.map(async (name): Promise<readonly FoundSlot[]> => {
    const ours = readOwnPolicyName(name, holder.uniqueId);
    if (ours?.installation !== installation) return [];
    const document = await homePolicy(caller, home, name);
    return document === undefined ? [] : [{ id: ours.id, content: shortDigestOf(document) }];
  });
  return (await Promise.all(found)).flatMap((one) => [...one]);
}

export const tagContent = (value: string): string => shortDigestOf({ tag: value });

async function ourTags(
  caller: Caller,
  installation: string,
  user: string,
): Promise<readonly FoundSlot[]> {
  const tags = await userTags(caller, user);
  return tags.flatMap(({ Key = '', Value = '' }): readonly FoundSlot[] => {
    const group = readTagKey(Key);
    const isOurs = group !== undefined && Value.startsWith(`${installation} `);
    return isOurs ? [{ id: { kind: 'tag', group }, content: tagContent(Value) }] : [];
  });
}
