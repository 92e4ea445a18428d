/** What stands at AWS for one principal: our policies, memberships, tags, and fences at roles. */

import { isBoundByTag } from '../../src/catalog/pick.ts';
import { isOfSystemsManager, type TargetFacts, targetKey } from '../../src/catalog/target.ts';
import type { SeenRun } from '../../src/holding/run.ts';
import { type FencePlace, type FoundSlot, slotName } from '../../src/holding/slot.ts';
import { shortDigestOf } from '../../src/kernel/digest.ts';
import { Fault } from '../../src/kernel/fault.ts';
import type { Answer, Refusal } from '../../src/kernel/refusal.ts';
import type { Observation, ObserveOrder } from '../../src/ports/grant-provider.ts';
import type { Holder } from '../../src/request/request.ts';
import { type Caller, callerOf } from './iam-call.ts';
import { homeOf, homePolicy, homePolicyNames, principalAt, strangersMay } from './iam-home.ts';
import { memberships, renamedTo } from './iam-members.ts';
import {
  type JoinedGroup,
  joinedGroups,
  rolePolicy,
  rolePolicyNames,
  userTags,
} from './iam-read.ts';
import { readOwnPolicyName, readRolePolicyName, readTagKey } from './names.ts';
import type { PreflightReader } from './iam-preflight.ts';
import type { PickReader } from './ssm-pick.ts';
import { readTarget, type TargetRead } from './target-facts.ts';

export async function observe(
  reader: PreflightReader & PickReader,
  order: ObserveOrder,
): Promise<Observation> {
  const { holder, signal } = order;
  const caller = await callerOf(reader.clients, holder.account, signal);
  const now = await principalAt(caller, holder.account, holder.user);
  // Of somebody else's user or role, nothing is read and nothing will be touched.
  if (!now) return { principal: 'gone', found: [], facts: {} };
  if (now.holder.uniqueId !== holder.uniqueId) {
    return { principal: 'replaced', found: [], facts: {} };
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
    Promise.all(order.places.map((place) => roleFences(reader, place, order))),
    bookedRuns(reader, order),
    readFacts(reader, order, strangersMay(now), joined),
  ]);
  const roles = atRoles.flatMap((one) => [...one]);
  const found = [...atHome, ...members, ...tags, ...sessions.found, ...roles, ...booked];
  const unread = { targets: facts.unread, sessions: sessions.unread, runs: runs.unread };
  const isWhole = Object.values(unread).every((one) => one.length === 0);
  const { listed } = sessions;
  const read = { facts: facts.read, runs: runs.seen, listed, ...facts.named };
  const seen = { principal: 'present', found, ...read } as const;
  return isWhole ? seen : { ...seen, unread };
}

/** Systems Manager may be silent where IAM is not, and what ends there must not wait for it. */
const SESSIONS_MS = 4_000;
const briefly = (signal: AbortSignal): AbortSignal =>
  AbortSignal.any([signal, AbortSignal.timeout(SESSIONS_MS)]);

const NO_SESSIONS = { found: [], unread: [], listed: [] } as const;

async function sessionsLeft({ clients }: PreflightReader, order: ObserveOrder, owner: string) {
  if (order.sessions.length === 0 && !order.through?.length) return NO_SESSIONS;
  const { openSessions } = await import('./open-sessions.ts');
  return openSessions(clients, order, owner);
}

/** Ends that are booked with EventBridge Scheduler; most people have none. */
async function bookedRuns(
  { clients, installation }: PreflightReader,
  { holder, places, signal }: ObserveOrder,
): Promise<readonly FoundSlot[]> {
  const at = places.filter((place) => place.on === 'schedule');
  if (at.length === 0) return [];
  const { bookedRunsOf } = await import('./ssm-automation-booked.ts');
  const reader = { clients, installation, account: holder.account, signal };
  const found = at.map((place) => bookedRunsOf(reader, place, holder.uniqueId));
  return (await Promise.all(found)).flat();
}

/** One after the other: AWS answers few of these a second. */
async function openRuns(
  { clients, installation }: PreflightReader,
  { holder, runs = [], signal }: ObserveOrder,
): Promise<{ readonly seen: readonly SeenRun[]; readonly unread: readonly string[] }> {
  const seen: SeenRun[] = [];
  const unread: string[] = [];
  const place = { clients, installation, account: holder.account, signal: briefly(signal) };
  if (runs.length === 0) return { seen, unread };
  const { runAt } = await import('./ssm-automation-read.ts');
  for (const run of runs) {
    try {
      const read = await runAt(place, run);
      if (read) seen.push(read);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      unread.push(slotName(run.slot));
    }
  }
  return { seen, unread };
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

async function readFacts(
  reader: PreflightReader & PickReader,
  order: ObserveOrder,
  no: Refusal | undefined,
  joined: Promise<readonly JoinedGroup[]>,
) {
  const { targets, holder, tags, signal } = order;
  const distinct = new Map(targets.map((target) => [targetKey(target), target]));
  const unread: string[] = [];
  const refused: Record<string, NonNullable<TargetRead['named']>> = {};
  if (no) return { read: Object.fromEntries([...distinct.keys()].map((key) => [key, no])), unread };
  const reads = [...distinct].map(async ([key, target]) => {
    const as = renamedTo(target, await joined, order);
    const mayBeSilent = isOfSystemsManager(target) || as !== undefined;
    try {
      const soon = mayBeSilent ? briefly(signal) : signal;
      const { facts, named } = await readTarget(reader, target, holder.user, soon, as);
      if (named) refused[key] = named;
      if (!facts.ok || !tags || !isBoundByTag(target)) return [[key, facts]];
      const { outsiders } = await import('./ssm-pick.ts');
      return [[key, (await outsiders(reader, target, soon)) ?? facts]];
    } catch (error) {
      // Our own rights may go by names, and a new one be closed to us: the rest is not.
      if (!(error instanceof Fault) || !mayBeSilent) throw error;
      unread.push(key);
      return [];
    }
  });
  const read: Readonly<Record<string, Answer<TargetFacts>>> = Object.fromEntries(
    (await Promise.all(reads)).flat(),
  );
  const named = Object.keys(refused).length > 0 ? { named: refused } : {};
  return { read, unread, named };
}
