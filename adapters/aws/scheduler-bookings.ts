/**
 * Ends booked with EventBridge Scheduler: one schedule for each person and target, made before
 * the access is given, so that it ends though nobody of ours is there.
 */

import type * as SchedulerSdk from '@aws-sdk/client-scheduler';
import type {
  CreateScheduleCommandInput,
  GetScheduleCommandOutput,
  ListSchedulesCommandOutput,
} from '@aws-sdk/client-scheduler';
import type { FencePlace, FenceSlot, FoundSlot, SlotId } from '../../src/holding/slot.ts';
import { shortDigestOf } from '../../src/kernel/digest.ts';
import { isoSeconds, MINUTE, type EpochMs } from '../../src/kernel/time.ts';
import type { ApplyOrder } from '../../src/ports/grant-provider.ts';
import type { Clients } from './clients.ts';
import { orMissing } from './iam-call.ts';
import { sendWhileMine } from './lean-client.ts';
import { pagesOf } from './pages.ts';

type FenceId = Extract<SlotId, { kind: 'fence' }>;

/** A group of schedules in one account and Region. */
export interface Bookings {
  readonly clients: Clients;
  readonly account: string;
  readonly region: string;
  readonly group: string;
  readonly installation: string;
  readonly signal: AbortSignal;
}

const tailOf = (uniqueId: string): string => uniqueId.replaceAll('-', '').slice(-12);

/** The target's key is twelve digits, so a name stays under the 64 characters there are. */
export const scheduleName = (
  installation: string,
  uniqueId: string,
  { target, generation }: Pick<FenceId, 'target' | 'generation'>,
): string => `${prefixOf(installation, uniqueId)}${target}-${generation}`;

const prefixOf = (installation: string, uniqueId: string): string =>
  `prod-access-${installation}-${tailOf(uniqueId)}-`;

const NAME = /^prod-access-([a-z0-9]{6})-([0-9A-Za-z]{12})-([0-9a-f]{12})-(\d+)$/;

/** @param place of the group that it was found in. */
export function readScheduleName(name: string, place: FencePlace) {
  const [, installation, person = '', target, generation] = NAME.exec(name) ?? [];
  if (!installation || !target) return undefined;
  const id: FenceId = { kind: 'fence', place, target, generation: Number(generation) };
  return { installation, id, isOf: (uniqueId: string) => tailOf(uniqueId) === person };
}

export type Booking = Pick<
  CreateScheduleCommandInput,
  'ScheduleExpression' | 'ScheduleExpressionTimezone' | 'Target'
>;

/** It fires within the minute that begins then (Scheduler user guide). */
export const bookedFor = (atMs: EpochMs, Target: Booking['Target']): Booking => ({
  ScheduleExpression: `at(${isoSeconds(nextMinute(atMs)).replace('Z', '')})`,
  ScheduleExpressionTimezone: 'UTC',
  Target,
});

const nextMinute = (ms: EpochMs): EpochMs => Math.ceil(ms / MINUTE) * MINUTE;

/** A call of AWS as the target of a schedule. */
export const universal = (call: string, input: object) => ({
  Arn: `arn:aws:scheduler:::aws-sdk:${call}`,
  Input: JSON.stringify(input),
});

export type Booked = Pick<GetScheduleCommandOutput, 'ScheduleExpression' | 'Target'> &
  Partial<Pick<GetScheduleCommandOutput, 'ScheduleExpressionTimezone' | 'FlexibleTimeWindow'>>;

/** Of what would be booked, as it is read back: parsed, so that spelling does not count. */
export const bookingContent = (booked: Booked): string => {
  const { ScheduleExpression, Target } = booked;
  return shortDigestOf({
    at: ScheduleExpression,
    call: Target?.Arn,
    input: inputOf({ Target }),
    role: Target?.RoleArn,
    ...lateBy(booked),
  });
};

/** What a hand may have changed so that it fires at another time than it says. */
function lateBy({ ScheduleExpressionTimezone: zone = 'UTC', FlexibleTimeWindow: window }: Booked) {
  const isExact = window === undefined || window.Mode === 'OFF';
  return { ...(zone !== 'UTC' && { zone }), ...(!isExact && { within: true }) };
}

/** What a hand has written there need not be JSON, and is then nothing that we booked. */
export function inputOf({ Target }: Pick<Booked, 'Target'>): unknown {
  const { Input = '{}' } = Target ?? {};
  try {
    return JSON.parse(Input) as unknown;
  } catch {
    return Input;
  }
}

type Sdk = readonly [typeof SchedulerSdk, SchedulerSdk.SchedulerClient];

// Loaded at first use: most installations book nothing.
async function schedulerAt({ clients, account, region }: Bookings): Promise<Sdk> {
  const sdk = await import('@aws-sdk/client-scheduler');
  return [sdk, await clients.other({ account, region, service: 'scheduler' }, sdk.SchedulerClient)];
}

/** Puts one, or takes it away. */
export async function applyBooking(
  at: Bookings,
  order: ApplyOrder,
  bookingOf: (slot: FenceSlot) => Booking,
): Promise<void> {
  const { step, holder } = order;
  const [sdk, client] = await schedulerAt(at);
  const GroupName = at.group;
  const slot = (step.do === 'put' ? step.slot : step.id) as FenceSlot;
  const Name = scheduleName(at.installation, holder.uniqueId, slot);
  const command =
    step.do === 'remove'
      ? new sdk.DeleteScheduleCommand({ GroupName, Name })
      : new sdk.CreateScheduleCommand({
          GroupName,
          Name,
          ...bookingOf(slot),
          FlexibleTimeWindow: { Mode: 'OFF' },
          ActionAfterCompletion: 'DELETE',
          Description: `Ends what ${holder.user} holds through prod-access`.slice(0, 512),
        });
  await sendWhileMine(client, command, order);
}

/** Our schedules for one person. One that fired is gone: it deletes itself. */
export async function schedulesOf(
  at: Bookings,
  uniqueId: string,
  place: FencePlace,
): Promise<readonly FoundSlot[]> {
  const names = await scheduleNames(at, prefixOf(at.installation, uniqueId));
  const found = names.map(async (name): Promise<readonly FoundSlot[]> => {
    const ours = readScheduleName(name, place);
    const booked = ours && (await booking(at, name));
    return booked ? [{ id: ours.id, content: contentOf(booked) }] : [];
  });
  return (await Promise.all(found)).flat();
}

/** One that is switched off ends nothing, so it is none of those that are wanted. */
const contentOf = (one: GetScheduleCommandOutput): string =>
  one.State === 'DISABLED' ? 'off' : bookingContent(one);

type Page = Partial<Pick<ListSchedulesCommandOutput, 'Schedules' | 'NextToken'>>;

/** None where their group is gone. */
export async function scheduleNames(at: Bookings, NamePrefix: string): Promise<readonly string[]> {
  const [sdk, client] = await schedulerAt(at);
  const asked = { GroupName: at.group, NamePrefix };
  const action = 'scheduler:ListSchedules';
  const found = await pagesOf(
    action,
    async (next): Promise<Page> => {
      const command = new sdk.ListSchedulesCommand({ ...asked, ...next });
      const ask = () => client.send(command, { abortSignal: at.signal });
      return (await orMissing(action, ask)) ?? {};
    },
    (page) => page.Schedules,
  );
  return found.flatMap(({ Name }) => (Name ? [Name] : []));
}

export async function booking(at: Bookings, Name: string) {
  const [sdk, client] = await schedulerAt(at);
  return orMissing('scheduler:GetSchedule', () =>
    client.send(new sdk.GetScheduleCommand({ GroupName: at.group, Name }), {
      abortSignal: at.signal,
    }),
  );
}

export async function isScheduleGroup(at: Bookings): Promise<boolean> {
  const [sdk, client] = await schedulerAt(at);
  const found = await orMissing('scheduler:GetScheduleGroup', () =>
    client.send(new sdk.GetScheduleGroupCommand({ Name: at.group }), { abortSignal: at.signal }),
  );
  return found?.State === 'ACTIVE';
}
