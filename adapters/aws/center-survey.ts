/** Lists all that carries our mark in Identity Center, and who holds what the catalogue names. */

import type { Marked, SurveyGroup } from '../../src/ports/grant-provider.ts';
import { type CenterCaller, storeOf } from './center-call.ts';
import { assignmentOf } from './center-names.ts';
import { assignedTo, groupIdOf, userNameOf } from './center-read.ts';
import { bookingsOf, endedBy, IN_CENTER } from './center-schedule.ts';
import { pagesOf } from './pages.ts';
import { booking, readScheduleName, scheduleNames } from './scheduler-bookings.ts';

export async function* surveyCenter(
  caller: CenterCaller,
  groups: readonly SurveyGroup[],
): AsyncIterable<Marked> {
  const account = caller.center.store;
  const bookings = bookingsOf(caller);
  for (const name of await scheduleNames(bookings, 'prod-access-')) {
    const ours = readScheduleName(name, IN_CENTER);
    const booked = ours && (await booking(bookings, name));
    const uniqueId = booked && endedBy(booked).user;
    if (!ours || !uniqueId) continue;
    const user = (await userNameOf(caller, uniqueId)) ?? uniqueId;
    yield { account, user, uniqueId, slot: ours.id, installation: ours.installation };
  }
  for (const seat of new Set(groups.map(({ group }) => group))) {
    const { group, users } = await holdersOf(caller, seat);
    for (const uniqueId of users) {
      const user = (await userNameOf(caller, uniqueId)) ?? uniqueId;
      yield { account, user, uniqueId, slot: { kind: 'member', group } };
    }
  }
}

/** The catalogue knows groups by name; what stands there is known by id. */
export async function holdersOf(caller: CenterCaller, seat: string) {
  const assignment = assignmentOf(seat);
  if (assignment) {
    const all = await assignedTo(caller, assignment);
    return { group: seat, users: all.flatMap(({ type, id }) => (type === 'USER' ? [id] : [])) };
  }
  const GroupId = await groupIdOf(caller, seat);
  if (GroupId === undefined) return { group: seat, users: [] };
  const [sdk, client] = await storeOf(caller);
  const asked = { IdentityStoreId: caller.center.store, GroupId };
  const found = await pagesOf(
    'identitystore:ListGroupMemberships',
    (next) =>
      client.send(new sdk.ListGroupMembershipsCommand({ ...asked, ...next }), {
        abortSignal: caller.signal,
      }),
    (page) => page.GroupMemberships,
  );
  return { group: GroupId, users: found.flatMap(({ MemberId }) => MemberId?.UserId ?? []) };
}
