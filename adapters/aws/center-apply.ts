/** One step in Identity Center is one write, or one schedule; and what came of it is waited for. */

import type { FenceSlot, Step } from '../../src/holding/slot.ts';
import { Fault } from '../../src/kernel/fault.ts';
import { type Refusal, refuse } from '../../src/kernel/refusal.ts';
import { SECOND } from '../../src/kernel/time.ts';
import type { Applied, ApplyOrder } from '../../src/ports/grant-provider.ts';
import { adminOf, asGiver, type CenterCaller, storeOf } from './center-call.ts';
import { assignmentOf } from './center-names.ts';
import { bookingOf, bookingsOf } from './center-schedule.ts';
import { faultOf, finalRefusal, isMissing, isNamed } from './faults.ts';
import { answered } from './iam-call.ts';
import { sendWhileMine } from './lean-client.ts';
import { applyBooking } from './scheduler-bookings.ts';

/** Assignments that were begun by this process and had not come about when it stopped waiting. */
export type Begun = Map<string, string>;
export const begunKey = (user: string, seat: string): string => `${user} ${seat}`;

export async function applyInCenter(
  caller: CenterCaller,
  order: ApplyOrder,
  begun: Begun,
): Promise<Applied> {
  const { step } = order;
  const slot = step.do === 'put' ? step.slot : step.id;
  const action = actionOf(step);
  const booked = (one: FenceSlot) => bookingOf(caller.center, order.holder, one);
  try {
    if (slot.kind === 'fence') await applyBooking(bookingsOf(caller), order, booked);
    else if (slot.kind !== 'member') {
      throw new Fault('invariant-broken', `Identity Center has no ${slot.kind}.`);
    } else if (assignmentOf(slot.group)) {
      return (await assign(caller, order, slot.group, begun)) ?? DONE;
    } else if (step.do === 'put') await join(caller, order, slot.group);
    else await leave(caller, order, slot.group);
    return DONE;
  } catch (error) {
    if (step.do === 'remove' && isMissing(error)) return DONE;
    // A generation's content never changes, and a membership has none.
    if (step.do === 'put' && action !== ASSIGN && isNamed(error, 'Conflict')) return DONE;
    if (step.do === 'put' && isMissing(error)) {
      return refuse('target-missing', { what: (error as Error).message.slice(0, 100) });
    }
    const final = finalRefusal(error, action);
    if (final) return final;
    throw faultOf(error, action);
  }
}

const DONE = { ok: true } as const;
const ASSIGN = 'sso:CreateAccountAssignment';

function actionOf(step: Step): string {
  const slot = step.do === 'put' ? step.slot : step.id;
  const isPut = step.do === 'put';
  if (slot.kind === 'fence') return `scheduler:${isPut ? 'Create' : 'Delete'}Schedule`;
  const isAssignment = slot.kind === 'member' && assignmentOf(slot.group) !== undefined;
  if (isAssignment) return isPut ? ASSIGN : 'sso:DeleteAccountAssignment';
  return `identitystore:${isPut ? 'Create' : 'Delete'}GroupMembership`;
}

async function join(caller: CenterCaller, order: ApplyOrder, GroupId: string): Promise<void> {
  const [sdk, client] = await storeOf(caller, asGiver(caller, order));
  const command = new sdk.CreateGroupMembershipCommand({
    IdentityStoreId: caller.center.store,
    GroupId,
    MemberId: { UserId: order.holder.uniqueId },
  });
  await sendWhileMine(client, command, order);
}

async function leave(caller: CenterCaller, order: ApplyOrder, GroupId: string): Promise<void> {
  const [sdk, client] = await storeOf(caller);
  const options = { abortSignal: order.signal };
  const IdentityStoreId = caller.center.store;
  const MemberId = { UserId: order.holder.uniqueId };
  const asked = { IdentityStoreId, GroupId, MemberId };
  const { MembershipId } = await client.send(new sdk.GetGroupMembershipIdCommand(asked), options);
  const command = new sdk.DeleteGroupMembershipCommand({ IdentityStoreId, MembershipId });
  await sendWhileMine(client, command, order);
}

/** Begun is not done: its status is asked for until it is one or the other, or time is up. */
async function assign(
  caller: CenterCaller,
  order: ApplyOrder,
  seat: string,
  begun: Begun,
): Promise<Refusal | undefined> {
  const { step, holder, signal } = order;
  const { account = '', set = '' } = assignmentOf(seat) ?? {};
  const input = {
    InstanceArn: caller.center.instance,
    PermissionSetArn: set,
    PrincipalId: holder.uniqueId,
    PrincipalType: 'USER' as const,
    TargetId: account,
    TargetType: 'AWS_ACCOUNT' as const,
  };
  const key = begunKey(holder.uniqueId, seat);
  const isPut = step.do === 'put';
  // Still on its way: a second one would only be told that there is a first.
  if (isPut && begun.has(key)) return failureOf(caller, key, begun);
  const [sdk, client] = await adminOf(caller, isPut ? asGiver(caller, order) : undefined);
  const command = isPut
    ? new sdk.CreateAccountAssignmentCommand(input)
    : new sdk.DeleteAccountAssignmentCommand(input);
  const answer = (await sendWhileMine(client, command, order)) as Status;
  const id = statusIn(answer)?.RequestId;
  begun.delete(key);
  // Taken away is proved by looks; only a gift that never comes about says nothing by itself.
  if (!isPut || id === undefined) return undefined;
  begun.set(key, id);
  for (let waited = 0; waited < PATIENCE; waited += 1) {
    await caller.clock.sleep(SECOND, signal);
    const failure = await failureOf(caller, key, begun);
    if (failure || !begun.has(key)) return failure;
  }
  return undefined;
}

/** The whole call has six seconds; the rest is for the next looks. */
const PATIENCE = 3;

type Outcome = { readonly Status?: string; readonly RequestId?: string };
interface Status {
  readonly AccountAssignmentCreationStatus?: Outcome & { readonly FailureReason?: string };
  readonly AccountAssignmentDeletionStatus?: Outcome;
}
const statusIn = (one: Status): Outcome | undefined =>
  one.AccountAssignmentCreationStatus ?? one.AccountAssignmentDeletionStatus;

/** Why an assignment that was begun did not come about; asked until it did, or did not. */
export async function failureOf(
  caller: CenterCaller,
  key: string,
  begun: Begun,
): Promise<Refusal | undefined> {
  const id = begun.get(key);
  if (id === undefined) return undefined;
  const [sdk, client] = await adminOf(caller);
  const command = new sdk.DescribeAccountAssignmentCreationStatusCommand({
    InstanceArn: caller.center.instance,
    AccountAssignmentCreationRequestId: id,
  });
  const answer = await answered('sso:DescribeAccountAssignmentCreationStatus', () =>
    client.send(command, { abortSignal: caller.signal }),
  );
  const { Status: status, FailureReason = '' } = answer.AccountAssignmentCreationStatus ?? {};
  if (status === 'IN_PROGRESS') return undefined;
  begun.delete(key);
  return status === 'FAILED'
    ? refuse('aws-refused', { action: ASSIGN, message: FailureReason.slice(0, 300) })
    : undefined;
}
