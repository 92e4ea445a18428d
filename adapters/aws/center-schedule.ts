/**
 * The end of what is held in Identity Center, as it is booked.
 *
 * A membership is deleted by an id that exists only once it does (Identity Store API), so its
 * schedule starts a runbook that looks the id up; an assignment is named beforehand.
 */

import type { CenterConfig } from '../../src/config/config.ts';
import type { FenceSlot } from '../../src/holding/slot.ts';
import { Fault } from '../../src/kernel/fault.ts';
import type { Holder } from '../../src/request/request.ts';
import type { CenterCaller } from './center-call.ts';
import { assignmentOf } from './center-names.ts';
import {
  type Booked,
  bookedFor,
  type Booking,
  type Bookings,
  inputOf,
  universal,
} from './scheduler-bookings.ts';

export const IN_CENTER = { on: 'schedule' } as const;

export const bookingsOf = ({ clients, center, installation, signal }: CenterCaller): Bookings => {
  const { account, region, schedules } = center;
  return { clients, account, region, group: schedules.group, installation, signal };
};

/** What it does and when. */
export function bookingOf(center: CenterConfig, holder: Holder, slot: FenceSlot): Booking {
  const [denial] = slot.denials;
  const seat = denial?.reach[0]?.resources[0];
  if (!denial || seat === undefined) {
    throw new Fault('invariant-broken', 'A schedule takes exactly one thing away.');
  }
  const call = callFor(center, holder.uniqueId, seat);
  return bookedFor(denial.fromMs, { ...call, RoleArn: center.schedules.role });
}

function callFor(center: CenterConfig, user: string, seat: string) {
  const assignment = assignmentOf(seat);
  return assignment
    ? universal('ssoadmin:deleteAccountAssignment', {
        InstanceArn: center.instance,
        PermissionSetArn: assignment.set,
        PrincipalId: user,
        PrincipalType: 'USER',
        TargetId: assignment.account,
        TargetType: 'AWS_ACCOUNT',
      })
    : universal('ssm:startAutomationExecution', {
        DocumentName: center.schedules.runbook,
        Parameters: { GroupId: [seat], IdentityStoreId: [center.store], UserId: [user] },
      });
}

/** What a schedule takes away, and from whom: the other way about. */
export function endedBy(booked: Booked): { readonly user?: string; readonly seat?: string } {
  const input = (inputOf(booked) ?? {}) as {
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
