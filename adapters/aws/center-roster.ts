/** Who is in a group of Identity Center, by its name: their names there, and their addresses. */

import { Fault } from '../../src/kernel/fault.ts';
import { createRemembered } from '../chats/remembered.ts';
import { type DurationMs, MINUTE } from '../../src/kernel/time.ts';
import type { RosterEntry } from '../../src/ports/roster.ts';
import { type CenterCaller, type CenterReader, storeOf } from './center-call.ts';
import { groupIdOf } from './center-read.ts';
import { orMissing } from './iam-call.ts';
import { pagesOf } from './pages.ts';
import { someAtOnce } from './some-at-once.ts';

export interface CenterRoster {
  /** @throws Fault roster-unreachable when AWS does not answer, or there is no such group. */
  entries(group: string, maxAgeMs: DurationMs): Promise<readonly RosterEntry[]>;
}

const PATIENCE_MS = 10_000;
/** Identity Store answers about twenty calls a second. */
const AT_ONCE = 4;
/** Whoever is in a group that large was meant to ask, not to approve. */
const MOST_MEMBERS = 500;
const MOST_KEPT = 200;

export function createCenterRoster(reader: CenterReader): CenterRoster {
  const people = createRemembered<RosterEntry | undefined>({
    clock: reader.clock,
    most: 5_000,
    find: (id) => personOf({ ...reader, signal: AbortSignal.timeout(PATIENCE_MS) }, id),
  });
  const groups = createRemembered<readonly RosterEntry[]>({
    clock: reader.clock,
    most: MOST_KEPT,
    async find(group) {
      const caller = { ...reader, signal: AbortSignal.timeout(PATIENCE_MS) };
      const members = await membersOf(caller, group);
      // Memberships are asked for each time; whoever is switched off counts for a minute at most.
      const found = await someAtOnce(members, AT_ONCE, (id) => people.get(id, NAMED_MS));
      return found.flatMap((one) => one ?? []);
    },
  });
  return {
    async entries(group, maxAgeMs) {
      try {
        return await groups.get(group, maxAgeMs);
      } catch (cause) {
        if (!(cause instanceof Fault)) throw cause;
        throw new Fault('roster-unreachable', cause.message, { cause });
      }
    },
  };
}

const NAMED_MS = MINUTE;

async function membersOf(caller: CenterCaller, group: string): Promise<readonly string[]> {
  const GroupId = await groupIdOf(caller, group);
  if (!GroupId) {
    throw new Fault('roster-unreachable', `Identity Center has no group ${group}.`);
  }
  const [sdk, client] = await storeOf(caller);
  const { store: IdentityStoreId } = caller.center;
  const memberships = await pagesOf(
    'identitystore:ListGroupMemberships',
    (next) =>
      client.send(
        new sdk.ListGroupMembershipsCommand({ IdentityStoreId, GroupId, MaxResults: 100, ...next }),
        { abortSignal: caller.signal },
      ),
    (page) => page.GroupMemberships,
  );
  if (memberships.length > MOST_MEMBERS) {
    throw new Fault('roster-unreachable', `The group ${group} is larger than is read here.`);
  }
  return memberships.flatMap(({ MemberId }) => MemberId?.UserId ?? []);
}

/** Undefined of somebody who is gone since, or switched off. */
async function personOf(caller: CenterCaller, UserId: string): Promise<RosterEntry | undefined> {
  const [sdk, client] = await storeOf(caller);
  const command = new sdk.DescribeUserCommand({ IdentityStoreId: caller.center.store, UserId });
  const user = await orMissing('identitystore:DescribeUser', () =>
    client.send(command, { abortSignal: caller.signal }),
  );
  if (!user?.UserName || user.UserStatus === 'DISABLED') return undefined;
  const { UserName: center, Emails = [] } = user;
  const email = (Emails.find((one) => one.Primary) ?? Emails[0])?.Value?.toLowerCase();
  return { center, ...(email ? { email } : {}) };
}
