/** Lists all that carries a mark, of any installation, and all members of the catalogued groups. */

import type { RoleRef } from '../../src/catalog/target.ts';
import type { Marked, SurveyGroup } from '../../src/ports/grant-provider.ts';
import { allPages, type Caller, callerOf, orMissing } from './iam-call.ts';
import { userPolicyNames, userTags } from './iam-read.ts';
import { readTagKey, readUserPolicyName } from './names.ts';
import type { PreflightReader } from './iam-preflight.ts';
import { type BookedPlace, surveyBooked } from './ssm-automation-booked.ts';
import { marksAtRole } from './session-roles.ts';

export async function* survey(
  reader: PreflightReader & { readonly booked: readonly BookedPlace[] },
  userAccounts: ReadonlySet<string>,
  roles: readonly RoleRef[],
  groups: readonly SurveyGroup[],
  signal: AbortSignal,
): AsyncIterable<Marked> {
  for (const account of userAccounts) {
    const caller = await callerOf(reader.clients, account, signal);
    const users = (await allUsers(caller)).map(({ UserName = '', UserId = '' }) => {
      return { user: UserName, uniqueId: UserId };
    });
    for (const who of users) yield* marksOf(caller, { account, ...who });
    for (const one of reader.booked) {
      if (one.account === account) yield* surveyBooked({ ...reader, signal }, one, users);
    }
  }
  for (const role of roles) {
    const caller = await callerOf(reader.clients, role.account, signal);
    for await (const { holder, id, installation } of marksAtRole(caller, role)) {
      const { account, user, uniqueId } = holder;
      yield { account, user, uniqueId, slot: id, installation };
    }
  }
  for (const { account, group } of new Map(groups.map((one) => [keyOf(one), one])).values()) {
    const caller = await callerOf(reader.clients, account, signal);
    for (const { UserName = '', UserId = '' } of await membersOf(caller, group)) {
      yield { account, user: UserName, uniqueId: UserId, slot: { kind: 'member', group } };
    }
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
    const [installation = ''] = Value.split(' ');
    if (group) yield { ...who, slot: { kind: 'tag', group }, installation };
  }
}

export const allUsers = ({ sdk, client, signal }: Caller) =>
  allPages(
    'iam:ListUsers',
    (Marker) =>
      client.send(new sdk.ListUsersCommand(Marker === undefined ? {} : { Marker }), {
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
