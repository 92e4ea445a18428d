/** Lists all that carries our mark in Identity Center, and who holds what the catalogue names. */

import type { Marked, SurveyGroup } from '../../src/ports/grant-provider.ts';
import { type CenterCaller, storeOf } from './center-call.ts';
import { assignmentOf } from './center-names.ts';
import { assignedTo, groupIdOf, userNameOf } from './center-read.ts';
import { bookingsOf, endedBy, IN_CENTER } from './center-schedule.ts';
import { eachPlace } from './each-place.ts';
import { pagesOf } from './pages.ts';
import { booking, readScheduleName, scheduleNames } from './scheduler-bookings.ts';

/** @throws Fault when something could not be read, after all that could be. */
export function surveyCenter(
  caller: CenterCaller,
  groups: readonly SurveyGroup[],
): AsyncIterable<Marked> {
  const seats = [...new Set(groups.map(({ group }) => group))];
  return eachPlace([() => booked(caller), ...seats.map((seat) => () => seated(caller, seat))]);
}

async function* booked(caller: CenterCaller): AsyncIterable<Marked> {
  const bookings = bookingsOf(caller);
  for (const name of await scheduleNames(bookings, 'prod-access-')) {
    const ours = readScheduleName(name, IN_CENTER);
    const found = ours && (await booking(bookings, name));
    const uniqueId = found && endedBy(found).user;
    if (!ours || !uniqueId) continue;
    const { id: slot, installation } = ours;
    yield { ...(await personAt(caller, uniqueId)), slot, installation };
  }
}

async function* seated(caller: CenterCaller, seat: string): AsyncIterable<Marked> {
  const { group, users } = await holdersOf(caller, seat);
  for (const uniqueId of users) {
    yield { ...(await personAt(caller, uniqueId)), slot: { kind: 'member', group } };
  }
}

/** By their id where they have no name any more. */
async function personAt(caller: CenterCaller, uniqueId: string) {
  const user = (await userNameOf(caller, uniqueId)) ?? uniqueId;
  return { account: caller.center.store, user, uniqueId };
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
