/** The runbook that takes back what a pair without a date has given, booked for the end. */

import type { Catalog } from '../../src/catalog/catalog.ts';
import type { SsmAutomationTarget } from '../../src/catalog/automation.ts';
import { isAutomation } from '../../src/catalog/target.ts';
import { type FencePlace, type FenceSlot, placeName, type Slot } from '../../src/holding/slot.ts';
import { Fault } from '../../src/kernel/fault.ts';
import { type Refusal, refuse } from '../../src/kernel/refusal.ts';
import type { Applied, ApplyOrder, Marked } from '../../src/ports/grant-provider.ts';
import { bookedIn, type BookedRead } from './booked-in.ts';
import type { Clients } from './clients.ts';
import { faultOf, finalRefusal, isMissing, isNamed } from './faults.ts';
import {
  applyBooking,
  bookedFor,
  type Booking,
  type Bookings,
  isScheduleGroup,
  readScheduleName,
  scheduleNames,
  universal,
} from './scheduler-bookings.ts';

interface Reader {
  readonly clients: Clients;
  readonly installation: string;
}

type SchedulePlace = Extract<FencePlace, { on: 'schedule' }>;
export const isSchedule = (place: FencePlace): place is SchedulePlace => place.on === 'schedule';
export const isBookedRun = (slot: Slot): slot is FenceSlot =>
  slot.kind === 'fence' && isSchedule(slot.place);

/** Everywhere that the catalogue has such ends booked. */
export function schedulePlaces({ entitlements }: Catalog): readonly BookedPlace[] {
  const all = [...entitlements.values()].flatMap(({ targets }) =>
    targets.filter(isAutomation).flatMap(({ account, region, schedules }): BookedPlace[] => {
      return schedules
        ? [{ account, place: { on: 'schedule', in: { ...schedules, region } } }]
        : [];
    }),
  );
  const nameOf = ({ account, place }: BookedPlace) => `${account} ${placeName(place)}`;
  return [...new Map(all.map((one) => [nameOf(one), one])).values()];
}

export interface BookedPlace {
  readonly account: string;
  readonly place: FencePlace;
}

/** All of one account that have our mark, and whose they are. */
export async function* surveyBooked(
  reader: Reader & { readonly signal: AbortSignal },
  { account, place }: BookedPlace,
  users: readonly { readonly user: string; readonly uniqueId: string }[],
): AsyncIterable<Marked> {
  const at = bookingsAt(reader, account, place, reader.signal);
  for (const name of await scheduleNames(at, 'prod-access-')) {
    const ours = readScheduleName(name, place);
    const who = ours && users.find(({ uniqueId }) => ours.isOf(uniqueId));
    if (who) yield { account, ...who, slot: ours.id, installation: ours.installation };
  }
}

/** What it starts, and when. */
export function bookedRun({ place, denials, starts }: FenceSlot): Booking {
  const [denial] = denials;
  const role = isSchedule(place) ? place.in?.role : undefined;
  if (!denial || !starts || role === undefined) {
    throw new Fault('invariant-broken', 'A schedule of an account starts exactly one runbook.');
  }
  const { document, version, parameters } = starts;
  const call = universal('ssm:startAutomationExecution', {
    DocumentName: document,
    DocumentVersion: version,
    Parameters: parameters,
  });
  return bookedFor(denial.fromMs, { ...call, RoleArn: role });
}

/** Without its group nothing could be booked, and an approver would be asked for nothing. */
export async function unbookable(
  clients: Clients,
  { account, region, schedules }: SsmAutomationTarget,
  signal: AbortSignal,
): Promise<Refusal | undefined> {
  if (!schedules) return undefined;
  const { group } = schedules;
  const isThere = await isScheduleGroup({
    clients,
    account,
    region,
    group,
    installation: '',
    signal,
  });
  return isThere ? undefined : refuse('target-missing', { what: `schedule group ${group}` });
}

export async function applyBookedRun(reader: Reader, order: ApplyOrder): Promise<Applied> {
  const { step, holder, signal } = order;
  const slot = step.do === 'put' ? step.slot : step.id;
  const place = slot.kind === 'fence' ? slot.place : { on: 'user' as const };
  const action = `scheduler:${step.do === 'put' ? 'Create' : 'Delete'}Schedule`;
  try {
    await applyBooking(bookingsAt(reader, holder.account, place, signal), order, bookedRun);
    return { ok: true };
  } catch (error) {
    if (step.do === 'remove' && isMissing(error)) return { ok: true };
    // A generation's content never changes.
    if (step.do === 'put' && isNamed(error, 'Conflict')) return { ok: true };
    if (isMissing(error))
      return refuse('target-missing', {
        what: `schedule group ${place.on === 'schedule' ? place.in?.group : ''}`,
      });
    const final = finalRefusal(error, action);
    if (final) return final;
    throw faultOf(error, action);
  }
}

export const bookedRunsOf = (
  reader: Reader & { readonly account: string; readonly signal: AbortSignal },
  place: FencePlace,
  uniqueId: string,
): Promise<BookedRead> =>
  bookedIn(bookingsAt(reader, reader.account, place, reader.signal), uniqueId, place);

export function bookingsAt(
  { clients, installation }: Reader,
  account: string,
  place: FencePlace,
  signal: AbortSignal,
): Bookings {
  const at = isSchedule(place) ? place.in : undefined;
  if (!at) throw new Fault('invariant-broken', 'A schedule of an account has its group.');
  return { clients, account, region: at.region, group: at.group, installation, signal };
}
