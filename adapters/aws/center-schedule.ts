/**
 * Ends booked with EventBridge Scheduler: one schedule for each person and target, made before
 * the access is given, so that it ends though nobody of ours is there.
 *
 * A membership is deleted by an id that exists only once it does (Identity Store API), so its
 * schedule starts a runbook that looks the id up; an assignment is named beforehand.
 */

import type {
  CreateScheduleCommandInput,
  GetScheduleCommandOutput,
} from '@aws-sdk/client-scheduler';
import type { CenterConfig } from '../../src/config/config.ts';
import type { FenceSlot, FoundSlot, SlotId } from '../../src/holding/slot.ts';
import { shortDigestOf } from '../../src/kernel/digest.ts';
import { Fault } from '../../src/kernel/fault.ts';
import { isoSeconds, MINUTE, type EpochMs } from '../../src/kernel/time.ts';
import type { Holder } from '../../src/request/request.ts';
import { type CenterCaller, pagesOf, schedulerOf } from './center-call.ts';
import { assignmentOf } from './center-names.ts';
import { orMissing } from './iam-call.ts';

type FenceId = Extract<SlotId, { kind: 'fence' }>;

const tailOf = (uniqueId: string): string => uniqueId.replaceAll('-', '').slice(-12);

/** The target's key is twelve digits, so a name stays under the 64 characters there are. */
export const scheduleName = (
  installation: string,
  uniqueId: string,
  { target, generation }: Pick<FenceId, 'target' | 'generation'>,
): string => `${prefixOf(installation, uniqueId)}${target}-${generation}`;

const prefixOf = (installation: string, uniqueId: string): string =>
  `prod-access-${installation}-${tailOf(uniqueId)}-`;

const NAME = /^prod-access-([a-z0-9]{6})-[0-9A-Za-z]{12}-([0-9a-f]{12})-(\d+)$/;

export function readScheduleName(name: string) {
  const [, installation, target, generation] = NAME.exec(name) ?? [];
  if (!installation || !target) return undefined;
  const place = { on: 'schedule' } as const;
  const id: FenceId = { kind: 'fence', place, target, generation: Number(generation) };
  return { installation, id };
}

type Booking = Pick<
  CreateScheduleCommandInput,
  'ScheduleExpression' | 'ScheduleExpressionTimezone' | 'Target'
>;

/** What it does and when. It fires within the minute that begins then (Scheduler user guide). */
export function bookingOf(center: CenterConfig, holder: Holder, slot: FenceSlot): Booking {
  const [denial] = slot.denials;
  const seat = denial?.reach[0]?.resources[0];
  if (!denial || seat === undefined) {
    throw new Fault('invariant-broken', 'A schedule takes exactly one thing away.');
  }
  return {
    ScheduleExpression: `at(${isoSeconds(nextMinute(denial.fromMs)).replace('Z', '')})`,
    ScheduleExpressionTimezone: 'UTC',
    Target: { ...callFor(center, holder.uniqueId, seat), RoleArn: center.schedules.role },
  };
}

const nextMinute = (ms: EpochMs): EpochMs => Math.ceil(ms / MINUTE) * MINUTE;

function callFor(center: CenterConfig, user: string, seat: string) {
  const assignment = assignmentOf(seat);
  const input = assignment
    ? {
        InstanceArn: center.instance,
        PermissionSetArn: assignment.set,
        PrincipalId: user,
        PrincipalType: 'USER',
        TargetId: assignment.account,
        TargetType: 'AWS_ACCOUNT',
      }
    : {
        DocumentName: center.schedules.runbook,
        Parameters: { GroupId: [seat], IdentityStoreId: [center.store], UserId: [user] },
      };
  const call = assignment ? 'ssoadmin:deleteAccountAssignment' : 'ssm:startAutomationExecution';
  return { Arn: `arn:aws:scheduler:::aws-sdk:${call}`, Input: JSON.stringify(input) };
}

/** What a schedule takes away, and from whom: the other way about. */
export function endedBy({ Target }: Booked): { readonly user?: string; readonly seat?: string } {
  const input = JSON.parse(Target?.Input ?? '{}') as {
    readonly PrincipalId?: string;
    readonly TargetId?: string;
    readonly PermissionSetArn?: string;
    readonly Parameters?: {
      readonly UserId?: readonly string[];
      readonly GroupId?: readonly string[];
    };
  };
  const { PrincipalId, TargetId, PermissionSetArn, Parameters } = input;
  if (PrincipalId) return { user: PrincipalId, seat: `${TargetId}/${PermissionSetArn}` };
  const [[user], [seat]] = [Parameters?.UserId ?? [], Parameters?.GroupId ?? []];
  return { ...(user && { user }), ...(seat && { seat }) };
}

type Booked = Pick<GetScheduleCommandOutput, 'ScheduleExpression' | 'Target'>;

/** Of what would be booked, as it is read back: parsed, so that spelling does not count. */
export const bookingContent = ({ ScheduleExpression, Target }: Booked): string =>
  shortDigestOf({
    at: ScheduleExpression,
    call: Target?.Arn,
    input: JSON.parse(Target?.Input ?? '{}') as unknown,
    role: Target?.RoleArn,
  });

/** Our schedules for one person. One that fired is gone: it deletes itself. */
export async function schedulesOf(
  caller: CenterCaller,
  uniqueId: string,
): Promise<readonly FoundSlot[]> {
  const names = await scheduleNames(caller, prefixOf(caller.installation, uniqueId));
  const found = names.map(async (name): Promise<readonly FoundSlot[]> => {
    const ours = readScheduleName(name);
    const booked = ours && (await booking(caller, name));
    return booked ? [{ id: ours.id, content: contentOf(booked) }] : [];
  });
  return (await Promise.all(found)).flat();
}

/** One that is switched off ends nothing, so it is none of those that are wanted. */
const contentOf = (one: GetScheduleCommandOutput): string =>
  one.State === 'DISABLED' ? 'off' : bookingContent(one);

export async function scheduleNames(
  caller: CenterCaller,
  NamePrefix: string,
): Promise<readonly string[]> {
  const [sdk, client] = await schedulerOf(caller);
  const asked = { GroupName: caller.center.schedules.group, NamePrefix };
  const found = await pagesOf(
    'scheduler:ListSchedules',
    (next) =>
      client.send(new sdk.ListSchedulesCommand({ ...asked, ...next }), {
        abortSignal: caller.signal,
      }),
    (page) => page.Schedules,
  );
  return found.flatMap(({ Name }) => (Name ? [Name] : []));
}

export async function booking(caller: CenterCaller, Name: string) {
  const [sdk, client] = await schedulerOf(caller);
  const asked = { GroupName: caller.center.schedules.group, Name };
  return orMissing('scheduler:GetSchedule', () =>
    client.send(new sdk.GetScheduleCommand(asked), { abortSignal: caller.signal }),
  );
}

export async function isScheduleGroup(caller: CenterCaller): Promise<boolean> {
  const [sdk, client] = await schedulerOf(caller);
  const asked = { Name: caller.center.schedules.group };
  const found = await orMissing('scheduler:GetScheduleGroup', () =>
    client.send(new sdk.GetScheduleGroupCommand(asked), { abortSignal: caller.signal }),
  );
  return found?.State === 'ACTIVE';
}
