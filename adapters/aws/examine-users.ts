/** Users of an account: who reaches production without us, and whom no boundary holds. */

import { actionsMeet } from '../../src/catalog/pattern.ts';
import { startReach } from '../../src/catalog/session-reach.ts';
import { isSsm, type Reach, roleArn, type Target } from '../../src/catalog/target.ts';
import type { Weakness } from '../../src/ports/examiner.ts';
import type { Caller } from './iam-call.ts';
import {
  attachedPolicies,
  inlinePolicies,
  type Managed,
  type NamedPolicy,
} from './iam-policies.ts';
import { groupsOfUser, userOf, userTags } from './iam-read.ts';
import { allUsers } from './iam-survey.ts';
import { readTagKey, readUserPolicyName } from './names.ts';
import { someAtOnce } from './some-at-once.ts';
import { allowsDeed, type Deed, deniesDeed, isDated } from './standing-reach.ts';

export interface UsersOf {
  readonly caller: Caller;
  readonly account: string;
  readonly installation: string;
  readonly targets: readonly Target[];
  readonly nowMs: number;
}

export const AT_ONCE = 8;

/** Holders are those whom the configuration maps; one that is missing is told elsewhere. */
export async function unboundedHolders(
  { caller, account }: Pick<UsersOf, 'caller' | 'account'>,
  holders: readonly string[],
): Promise<readonly Weakness[]> {
  const found = await someAtOnce(holders, AT_ONCE, (user) => userOf(caller, user));
  return found.flatMap((user) =>
    user && !user.PermissionsBoundary
      ? [{ kind: 'no-boundary' as const, account, user: user.UserName ?? '' }]
      : [],
  );
}

export async function waysAround(of: UsersOf): Promise<readonly Weakness[]> {
  const { account, caller, targets } = of;
  const catalogued = new Set(
    targets.flatMap((one) =>
      one.kind === 'iam-group' && one.account === account ? [one.group] : [],
    ),
  );
  const deeds = deedsOf(of);
  const known: Known = { managed: new Map(), groups: new Map() };
  const standing = new Map<string, Found>();
  const users = (await allUsers(caller)).map(({ UserName = '' }) => UserName);
  const members = await someAtOnce(users, AT_ONCE, async (user) => {
    const groups = await groupsOfUser(caller, user);
    const others = groups.filter((group) => !catalogued.has(group));
    const sources = await sourcesOf(caller, user, others, known);
    for (const { source, deed } of given(sources, deeds, of.nowMs)) {
      note(standing, user, source, deed);
    }
    return unleased(
      of,
      user,
      groups.filter((group) => catalogued.has(group)),
    );
  });
  const access = [...standing.values()].map(({ source, users: who, gives }) => {
    const { name, policy } = source;
    return { kind: 'standing-access', account, name, policy, users: [...who], gives: [...gives] };
  });
  return [...(access as Weakness[]), ...members.flat()];
}

interface Source extends NamedPolicy {
  readonly policy: { readonly of: 'user' | 'group' | 'users'; readonly owner: string };
}

interface Found {
  readonly source: Source;
  readonly users: Set<string>;
  readonly gives: Set<string>;
}

interface Known {
  readonly managed: Managed;
  readonly groups: Map<string, Promise<readonly Source[]>>;
}

/** A managed policy that many users have is one finding; so is that of a group. */
function note(standing: Map<string, Found>, user: string, source: Source, gives: string): void {
  const key = `${source.policy.of}/${source.policy.owner}/${source.name}`;
  const found = standing.get(key) ?? { source, users: new Set(), gives: new Set() };
  found.users.add(user);
  found.gives.add(gives);
  standing.set(key, found);
}

async function sourcesOf(
  caller: Caller,
  user: string,
  groups: readonly string[],
  { managed, groups: read }: Known,
): Promise<readonly Source[]> {
  const [inline, attached, ...ofGroups] = await Promise.all([
    inlinePolicies(caller, 'user', user),
    attachedPolicies(caller, 'user', user, managed),
    ...groups.map((group) => {
      const known = read.get(group) ?? groupSources(caller, group, managed);
      read.set(group, known);
      return known;
    }),
  ]);
  const own = inline
    .filter(({ name, document }) => !(readUserPolicyName(name) && isDated(document)))
    .map((one) => ({ ...one, policy: { of: 'user' as const, owner: user } }));
  const shared = attached.map((one) => ({ ...one, policy: { of: 'users' as const, owner: '' } }));
  return [...own, ...shared, ...ofGroups.flat()];
}

async function groupSources(caller: Caller, group: string, managed: Managed) {
  const [inline, attached] = await Promise.all([
    inlinePolicies(caller, 'group', group),
    attachedPolicies(caller, 'group', group, managed),
  ]);
  const policy = { of: 'group' as const, owner: group };
  return [...inline, ...attached].map((one) => ({ ...one, policy }));
}

interface NamedDeed extends Deed {
  readonly words: string;
}

function* given(sources: readonly Source[], deeds: readonly NamedDeed[], nowMs: number) {
  for (const deed of deeds) {
    const allowing = sources.filter(({ document }) => allowsDeed(document, deed, nowMs));
    if (allowing.length === 0) continue;
    if (sources.some(({ document }) => deniesDeed(document, deed))) continue;
    for (const source of allowing) yield { source, deed: deed.words };
  }
}

/** What the catalogue gives for a while: its roles, and sessions on its nodes. */
function deedsOf({ account, targets }: UsersOf): readonly NamedDeed[] {
  const roles = targets.flatMap((target) => target.roles).map(roleArn);
  const assume = [...new Set(roles)].map((resource) => {
    return { action: ASSUME, resource, words: `${ASSUME} on ${resource}` };
  });
  const start = targets
    .filter((target) => target.account === account)
    .flatMap((target) => sessionsOf(target).flatMap((reach) => nodesIn(target, reach)));
  return [...assume, ...start];
}

const ASSUME = 'sts:AssumeRole';
const START = 'ssm:StartSession';

function sessionsOf(target: Target): readonly Reach[] {
  if (isSsm(target)) return startReach(target);
  return target.kind === 'iam-policy' ? target.reach : [];
}

function nodesIn(target: Target, { actions, resources }: Reach): readonly NamedDeed[] {
  if (!actions.some((action) => actionsMeet(action, START))) return [];
  const nodes = resources.filter((resource) => !resource.includes(':document/'));
  const tag = isSsm(target) && target.nodes.length === 0 ? target.tag : undefined;
  return nodes.map((resource) => {
    const what = tag ? `nodes with ${tag.key}=${tag.value}` : resource;
    return { action: START, resource, words: `${START} on ${what}`, ...(tag ? { tag } : {}) };
  });
}

/** What we give we mark, before the membership: without the mark it is not from us. */
async function unleased(
  { caller, account, installation }: UsersOf,
  user: string,
  groups: readonly string[],
): Promise<readonly Weakness[]> {
  if (groups.length === 0) return [];
  const marked = new Set(
    (await userTags(caller, user))
      .filter(({ Value = '' }) => Value.startsWith(`${installation} `))
      .map(({ Key = '' }) => readTagKey(Key)),
  );
  return groups
    .filter((group) => !marked.has(group))
    .map((group) => ({ kind: 'unleased-member', account, group, user }));
}
