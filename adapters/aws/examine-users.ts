/** Users of an account: who reaches production without us, and whom no boundary holds. */

import type { Target } from '../../src/catalog/target.ts';
import { Fault } from '../../src/kernel/fault.ts';
import type { Weakness } from '../../src/ports/examiner.ts';
import { unseen } from './faults.ts';
import type { NamedPolicy } from './iam-policies.ts';
import { folded } from './iam-read.ts';
import { readTagKey, readUserPolicyName } from './names.ts';
import type { People, SpeaksFor } from './people.ts';
import { someAtOnce } from './some-at-once.ts';
import { deedsOf, type NamedDeed, runsIn } from './standing-deeds.ts';
import { allowsDeed, deniesDeed, isDated } from './standing-reach.ts';

export interface UsersOf {
  readonly people: People;
  readonly account: string;
  readonly installation: string;
  readonly targets: readonly Target[];
  readonly nowMs: number;
  /** The ARN of whoever looks: if it is the bot, then it starts the runbooks by right. */
  readonly self: string;
}

export const AT_ONCE = 8;

/** Holders are those whom the configuration maps; one that is missing is told elsewhere. */
export async function unboundedHolders(
  { people, account }: Pick<UsersOf, 'people' | 'account'>,
  holders: readonly string[],
): Promise<readonly Weakness[]> {
  const found = await someAtOnce(holders, AT_ONCE, async (user) => {
    const isBounded = await people.isBounded(user);
    return isBounded === false ? [{ kind: 'no-boundary', account, user } as const] : [];
  });
  return found.flat();
}

export async function waysAround(of: UsersOf): Promise<readonly Weakness[]> {
  const { account, people, targets } = of;
  const catalogued = new Set(
    targets.flatMap((one) =>
      one.kind === 'iam-group' && one.account === account ? [folded(one.group)] : [],
    ),
  );
  const [deeds, runs] = [deedsOf(of), runsIn(of)];
  const standing = new Map<string, Found>();
  const look = async (user: string): Promise<readonly Weakness[]> => {
    const speaks = await people.speaksFor(user);
    const [leased, others] = [true, false].map((isLeased) =>
      speaks.groups.filter((group) => catalogued.has(folded(group)) === isLeased),
    );
    const sources = await sourcesOf(people, user, speaks, others ?? []);
    const isSelf = of.self.endsWith(`/${user}`) && of.self.includes(':user/');
    for (const { source, deed } of given(sources, isSelf ? deeds : [...deeds, ...runs], of.nowMs)) {
      note(standing, user, source, deed);
    }
    return unleased(of, user, leased ?? []);
  };
  const members = await someAtOnce(people.users, AT_ONCE, (user) =>
    look(user).catch((error: unknown) => hidden(account, error)),
  );
  const access = [...standing.values()].map(({ source, users, gives }): Weakness => {
    const { name, policy } = source;
    const what = { kind: 'standing-access', account, name, policy } as const;
    return { ...what, users: [...users].toSorted(), gives: [...gives] };
  });
  return [...access, ...members.flat()];
}

/** One policy that we may not read hides its user, and no other. */
function hidden(account: string, error: unknown): readonly Weakness[] {
  if (!(error instanceof Fault && error.code === 'aws-refused')) throw error;
  return [{ kind: 'unreadable', account, why: [unseen(error)] }];
}

interface Source extends NamedPolicy {
  readonly policy: { readonly of: 'user' | 'group' | 'users'; readonly owner: string };
}

interface Found {
  readonly source: Source;
  readonly users: Set<string>;
  readonly gives: Set<string>;
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
  people: People,
  user: string,
  { inline, attached }: SpeaksFor,
  groups: readonly string[],
): Promise<readonly Source[]> {
  const own = inline
    .filter(({ name, document }) => !(readUserPolicyName(name) && isDated(document)))
    .map((one) => ({ ...one, policy: { of: 'user' as const, owner: user } }));
  const shared = attached.map((one) => ({ ...one, policy: { of: 'users' as const, owner: '' } }));
  const ofGroups = groups.map(async (owner) => {
    const policy = { of: 'group' as const, owner };
    return (await people.ofGroup(owner)).map((one) => ({ ...one, policy }));
  });
  return [...own, ...shared, ...(await Promise.all(ofGroups)).flat()];
}

function* given(sources: readonly Source[], deeds: readonly NamedDeed[], nowMs: number) {
  for (const deed of deeds) {
    const allowing = sources.filter(({ document }) => allowsDeed(document, deed, nowMs));
    if (allowing.length === 0) continue;
    if (sources.some(({ document }) => deniesDeed(document, deed))) continue;
    for (const source of allowing) yield { source, deed: deed.words };
  }
}

/** What we give we mark, before the membership: without the mark it is not from us. */
async function unleased(
  { people, account, installation }: UsersOf,
  user: string,
  groups: readonly string[],
): Promise<readonly Weakness[]> {
  if (groups.length === 0) return [];
  const marked = new Set(
    (await people.tags(user))
      .filter(({ Value = '' }) => Value.startsWith(`${installation} `))
      .map(({ Key = '' }) => folded(readTagKey(Key) ?? '')),
  );
  return groups
    .filter((group) => !marked.has(folded(group)))
    .map((group) => ({ kind: 'unleased-member', account, group, user }));
}
