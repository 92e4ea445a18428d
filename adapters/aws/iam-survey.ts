/** Lists all that carries a mark, of any installation, and all members of the catalogued groups. */

import type { RoleRef } from '../../src/catalog/target.ts';
import type { Marked, SurveyGroup } from '../../src/ports/grant-provider.ts';
import { eachPlace } from './each-place.ts';
import { isOfMissing } from './faults.ts';
import { allPages, type Caller, callerOf, orMissing } from './iam-call.ts';
import { userPolicyNames, userTags } from './iam-read.ts';
import { readTagKey, readUserPolicyName } from './names.ts';
import type { PreflightReader } from './iam-preflight.ts';
import { someAtOnce } from './some-at-once.ts';
import { type BookedPlace, surveyBooked } from './ssm-automation-booked.ts';
import { marksAtRole } from './session-roles.ts';

interface SurveyReader extends PreflightReader {
  readonly booked: readonly BookedPlace[];
}

/** @throws Fault when something could not be read, after all that could be. */
export function survey(
  reader: SurveyReader,
  userAccounts: ReadonlySet<string>,
  roles: readonly RoleRef[],
  groups: readonly SurveyGroup[],
  signal: AbortSignal,
): AsyncIterable<Marked> {
  const eachOnce = [...new Map(groups.map((one) => [keyOf(one), one])).values()];
  // Users last: they may be thousands, and what is known by one list does not wait for them.
  return eachPlace([
    ...eachOnce.map((group) => () => inGroup(reader, group, signal)),
    ...roles.map((role) => () => atRole(reader, role, signal)),
    ...[...userAccounts].map((account) => () => atUsers(reader, account, signal)),
  ]);
}

async function* atUsers(
  reader: SurveyReader,
  account: string,
  signal: AbortSignal,
): AsyncIterable<Marked> {
  const caller = await callerOf(reader.clients, account, signal);
  const users = (await allUsers(caller)).map(({ UserName = '', UserId = '' }) => {
    return { user: UserName, uniqueId: UserId };
  });
  const places = reader.booked.filter((one) => one.account === account);
  yield* eachPlace([
    () => atEach(caller, account, users),
    ...places.map((one) => () => surveyBooked({ ...reader, signal }, one, users)),
  ]);
}

/** @throws what the first failure was, once all have been asked about. */
async function* atEach(
  caller: Caller,
  account: string,
  users: readonly { readonly user: string; readonly uniqueId: string }[],
): AsyncIterable<Marked> {
  const failures: unknown[] = [];
  for (let next = 0; next < users.length; next += TOGETHER) {
    caller.signal.throwIfAborted();
    const found = await someAtOnce(users.slice(next, next + TOGETHER), AT_ONCE, async (who) => {
      const seen: Marked[] = [];
      try {
        for await (const one of marksOf(caller, { account, ...who })) seen.push(one);
      } catch (error) {
        // Deleted since the list was read: nothing of theirs is left.
        if (!isOfMissing(error)) failures.push(error);
      }
      return seen;
    });
    yield* found.flat();
  }
  if (failures.length > 0) throw failures[0];
}

/** As in leftovers.ts: two calls for each would be a long way through a company. */
const TOGETHER = 40;
const AT_ONCE = 4;

async function* atRole(
  { clients }: SurveyReader,
  role: RoleRef,
  signal: AbortSignal,
): AsyncIterable<Marked> {
  const caller = await callerOf(clients, role.account, signal);
  for await (const { holder, id, installation } of marksAtRole(caller, role)) {
    const { account, user, uniqueId } = holder;
    yield { account, user, uniqueId, slot: id, installation };
  }
}

async function* inGroup(
  { clients }: SurveyReader,
  { account, group }: SurveyGroup,
  signal: AbortSignal,
): AsyncIterable<Marked> {
  const caller = await callerOf(clients, account, signal);
  for (const { UserName = '', UserId = '' } of await membersOf(caller, group)) {
    yield { account, user: UserName, uniqueId: UserId, slot: { kind: 'member', group } };
  }
}

const keyOf = ({ account, group }: SurveyGroup): string => `${account}/${group}`;

async function* marksOf(
  caller: Caller,
  who: Pick<Marked, 'account' | 'user' | 'uniqueId'>,
): AsyncIterable<Marked> {
  for (const name of await userPolicyNames(caller, who.user)) {
    const ours = readUserPolicyName(name);
    if (ours) yield { ...who, slot: ours.id, installation: ours.installation };
  }
  for (const { Key = '', Value = '' } of await userTags(caller, who.user)) {
    const group = readTagKey(Key);
    const [installation = '', , groupId] = Value.split(' ');
    const bound = groupId === undefined ? {} : { groupId };
    if (group) yield { ...who, slot: { kind: 'tag', group }, ...bound, installation };
  }
}

export const allUsers = ({ sdk, client, signal }: Caller) =>
  allPages(
    'iam:ListUsers',
    (Marker) =>
      client.send(new sdk.ListUsersCommand({ MaxItems: 1_000, ...(Marker ? { Marker } : {}) }), {
        abortSignal: signal,
      }),
    (page) => page.Users,
  );

/** A group that was deleted has no members. */
async function membersOf({ sdk, client, signal }: Caller, GroupName: string) {
  const exists = await orMissing('iam:GetGroup', () =>
    client.send(new sdk.GetGroupCommand({ GroupName, MaxItems: 1 }), { abortSignal: signal }),
  );
  if (!exists) return [];
  return allPages(
    'iam:GetGroup',
    (Marker) =>
      client.send(new sdk.GetGroupCommand({ GroupName, ...(Marker ? { Marker } : {}) }), {
        abortSignal: signal,
      }),
    (page) => page.Users,
  );
}
