/** Finds what ended by its own date and still stands: policies by their dates, groups by tags. */

import { isJitna, type RoleRef } from '../../src/catalog/target.ts';
import type { Config } from '../../src/config/config.ts';
import { principalKey } from '../../src/kernel/brand.ts';
import { isIdentityStore } from '../../src/kernel/person.ts';
import type { Clock, EpochMs } from '../../src/kernel/time.ts';
import type { Leftover, Leftovers, Unread } from '../../src/ports/leftovers.ts';
import type { Holder } from '../../src/request/request.ts';
import { createClients } from './clients.ts';
import { apply } from './iam-apply.ts';
import { type Caller, callerOf } from './iam-call.ts';
import {
  folded,
  type JoinedGroup,
  joinedGroups,
  userPolicy,
  userPolicyNames,
  userTags,
} from './iam-read.ts';
import { allUsers } from './iam-survey.ts';
import { readTagKey, readUserPolicyName } from './names.ts';
import { type ReadStatement, statementsOf } from './reach.ts';
import { marksAtRole, sessionRoles } from './session-roles.ts';
import { someAtOnce } from './some-at-once.ts';

export interface LeftoversOptions {
  readonly region: string;
  readonly config: Pick<Config, 'catalog' | 'installation' | 'people'>;
  readonly clock: Clock;
}

export function createLeftovers({ region, config, clock }: LeftoversOptions): Leftovers {
  const { catalog, installation } = config;
  const clients = createClients({ region, catalog, clock, installation });
  const targets = [...catalog.entitlements.values()].flatMap((one) => one.targets);
  const accounts = new Set(
    targets
      // Requests of AWS's own end by themselves, and nothing of ours stands there.
      .filter((one) => !isJitna(one))
      .map(({ account }) => account)
      .filter((account) => !isIdentityStore(account)),
  );
  return {
    async *endedBefore(atMs, signal, unread) {
      // By the clock of AWS, once it has said what time it is: ours may be wrong.
      const wanted = () => ({ installation, atMs: atMs + (clients.skewMs() ?? 0) });
      for (const account of accounts) {
        const caller = () => callerOf(clients, account, signal);
        const all = () => leftInAccount(caller, account, wanted, unread);
        yield* whatever({ where: account, signal, unread }, all);
      }
      // Last, since the right to read roles is one more, and users do not wait for it.
      for (const role of sessionRoles(config.people)) {
        if (!accounts.has(role.account)) continue;
        const all = async function* () {
          const caller = await callerOf(clients, role.account, signal);
          yield* leftAtRole(caller, role, wanted());
        };
        yield* whatever({ where: `${role.account} role ${role.name}`, signal, unread }, all);
      }
    },
    remove: ({ holder, step }, signal) =>
      apply({ clients, installation, accounts }, { holder, step, stillMine: () => true, signal }),
  };
}

interface Wanted {
  readonly installation: string;
  readonly atMs: EpochMs;
}

interface Tried {
  readonly where: string;
  readonly signal: AbortSignal;
  readonly unread: Unread;
}

/** What cannot be read here stops nothing that can be read elsewhere; time that is over does. */
async function* whatever(
  { where, signal, unread }: Tried,
  all: () => AsyncIterable<Leftover>,
): AsyncIterable<Leftover> {
  try {
    yield* all();
  } catch (error) {
    if (signal.aborted) throw error;
    unread(where, error);
  }
}

/** A few users at a time: two calls for each would be a long way through a company. */
async function* leftInAccount(
  enter: () => Promise<Caller>,
  account: string,
  wanted: () => Wanted,
  unread: Unread,
): AsyncIterable<Leftover> {
  const caller = await enter();
  const { signal } = caller;
  const users = await allUsers(caller);
  for (let next = 0; next < users.length; next += TOGETHER) {
    const some = users.slice(next, next + TOGETHER);
    const found = await someAtOnce(some, AT_ONCE, (one) => {
      const { UserName: user = '', UserId: uniqueId = '' } = one;
      const holder = { key: principalKey(account, uniqueId), account, user, uniqueId };
      const where = `${account} user ${user}`;
      return listed(whatever({ where, signal, unread }, () => leftAt(caller, holder, wanted())));
    });
    yield* found.flat();
  }
}

async function listed<T>(all: AsyncIterable<T>): Promise<readonly T[]> {
  const found: T[] = [];
  for await (const one of all) found.push(one);
  return found;
}

const TOGETHER = 40;
const AT_ONCE = 4;

async function* leftAt(
  caller: Caller,
  holder: Holder,
  { installation, atMs }: Wanted,
): AsyncIterable<Leftover> {
  for (const name of await userPolicyNames(caller, holder.user)) {
    const ours = readUserPolicyName(name);
    // Fences deny, and may stand as long as they like.
    if (ours?.installation !== installation || ours.id.kind !== 'allow') continue;
    const endedMs = lastDate(await userPolicy(caller, holder.user, name));
    if (endedMs < atMs) yield { holder, endedMs, step: { do: 'remove', id: ours.id } };
  }
  yield* membershipsAt(caller, holder, { installation, atMs });
}

async function* leftAtRole(
  caller: Caller,
  role: RoleRef,
  { installation, atMs }: Wanted,
): AsyncIterable<Leftover> {
  for await (const one of marksAtRole(caller, role)) {
    if (one.installation !== installation || one.id.kind !== 'allow') continue;
    const endedMs = lastDate(one.document);
    if (endedMs < atMs) {
      yield { holder: one.holder, endedMs, step: { do: 'remove', id: one.id } };
    }
  }
}

async function* membershipsAt(
  caller: Caller,
  holder: Holder,
  { installation, atMs }: Wanted,
): AsyncIterable<Leftover> {
  let joined: readonly JoinedGroup[] | undefined;
  for (const { Key = '', Value = '' } of await userTags(caller, holder.user)) {
    const group = readTagKey(Key);
    const [by, until = '', groupId] = Value.split(' ');
    const endedMs = Date.parse(until);
    // A date that cannot be read is no date that is over.
    if (group === undefined || by !== installation || !(endedMs < atMs)) continue;
    joined ??= await joinedGroups(caller, holder.user);
    // Tags of earlier releases know it by its name alone.
    const standing = joined.find(({ id, name }) =>
      groupId === undefined ? folded(name) === folded(group) : id === groupId,
    );
    const over = (id: Leftover['step']['id']): Leftover => ({
      holder,
      endedMs,
      step: { do: 'remove', id },
    });
    if (standing) yield over({ kind: 'member', group, as: standing.name });
    // Without its tag a membership could not be told to be ours: it goes last.
    yield over({ kind: 'tag', group });
  }
}

/** When the last of its statements ends; never, where one has no date. */
function lastDate(document: unknown): EpochMs {
  const ends = statementsOf(document).map(endOf);
  return ends.length > 0 ? Math.max(...ends) : Infinity;
}

function endOf({ Condition }: ReadStatement): EpochMs {
  const { DateLessThan } = (Condition ?? {}) as {
    readonly DateLessThan?: Readonly<Record<string, unknown>>;
  };
  const written = DateLessThan?.['aws:CurrentTime'];
  const ms = typeof written === 'string' ? Date.parse(written) : NaN;
  return Number.isNaN(ms) ? Infinity : ms;
}
