/** Who holds in Identity Center, without an end, what the catalogue gives for a while. */

import { membershipInWords } from '../../src/catalog/target-words.ts';
import { membershipOf, type Target } from '../../src/catalog/target.ts';
import type { Weakness } from '../../src/ports/examiner.ts';
import type { CenterCaller } from './center-call.ts';
import { userNameOf } from './center-read.ts';
import { bookingsOf, endedBy } from './center-schedule.ts';
import { holdersOf } from './center-survey.ts';
import { booking, scheduleNames } from './scheduler-bookings.ts';

/** What we give has its end booked before it is given: without one it is not from us. */
export async function unbookedHolders(
  caller: CenterCaller,
  targets: readonly Target[],
): Promise<readonly Weakness[]> {
  const seats = new Map(
    targets
      .filter((target) => target.kind === 'identity-center')
      .map((target) => [membershipOf(target) ?? '', membershipInWords(target)] as const),
  );
  if (seats.size === 0) return [];
  const booked = await bookedEnds(caller);
  const found: Weakness[] = [];
  for (const [seat, what] of seats) {
    const { group, users } = await holdersOf(caller, seat);
    for (const id of users) {
      if (booked.has(`${id} ${group}`)) continue;
      const user = (await userNameOf(caller, id)) ?? id;
      found.push({ kind: 'unbooked-holder', account: caller.center.account, what, user });
    }
  }
  return found;
}

async function bookedEnds(caller: CenterCaller): Promise<ReadonlySet<string>> {
  const ends = new Set<string>();
  const bookings = bookingsOf(caller);
  for (const name of await scheduleNames(bookings, `prod-access-${caller.installation}-`)) {
    const booked = await booking(bookings, name);
    if (!booked || booked.State === 'DISABLED') continue;
    const { user, seat } = endedBy(booked);
    ends.add(`${user} ${seat}`);
  }
  return ends;
}
