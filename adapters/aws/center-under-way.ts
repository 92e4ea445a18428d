/**
 * Assignments that AWS has begun and not finished, whoever began them: this process, another one,
 * or one that is no more. Nobody wants them any longer, and they would come about after it was said
 * that they are gone: so they count as standing.
 */

import { membershipOf } from '../../src/catalog/target.ts';
import { Fault } from '../../src/kernel/fault.ts';
import type { ObserveOrder } from '../../src/ports/grant-provider.ts';
import { type Begun, begunKey, failureOf } from './center-apply.ts';
import { adminOf, type CenterCaller } from './center-call.ts';
import { assignmentOf } from './center-names.ts';
import { answered } from './iam-call.ts';
import { pagesOf } from './pages.ts';

export interface UnderWay {
  readonly seats: readonly string[];
  /** Of which nobody says whether they are. */
  readonly unread: readonly string[];
}

/** @param standing those that were seen: of the others it is asked whether they are under way. */
export async function seatsUnderWay(
  caller: CenterCaller,
  { targets, groups, holder }: ObserveOrder,
  begun: Begun,
  standing: readonly string[],
): Promise<UnderWay> {
  const known = new Set([...standing, ...targets.map(membershipOf)]);
  const unseen = groups.filter((seat) => !known.has(seat) && assignmentOf(seat) !== undefined);
  const keyOf = (seat: string) => begunKey(holder.uniqueId, seat);
  if (unseen.some((seat) => !begun.has(keyOf(seat)))) {
    const found = await inProgress(caller).catch(ifUnread);
    // Unknown is not gone. The rest of what this person holds must not wait for it.
    if (!found) return { seats: [], unread: unseen };
    for (const seat of unseen) {
      const { account, set } = assignmentOf(seat) ?? {};
      const own = found.find(
        (one) =>
          one.PrincipalId === holder.uniqueId &&
          one.PermissionSetArn === set &&
          one.TargetId === account,
      );
      if (own?.RequestId !== undefined) begun.set(keyOf(seat), own.RequestId);
    }
  }
  await Promise.all(unseen.map((seat) => failureOf(caller, keyOf(seat), begun).catch(ifUnread)));
  return { seats: unseen.filter((seat) => begun.has(keyOf(seat))), unread: [] };
}

/** Denied, or silent: what was begun is under way until AWS says otherwise. */
function ifUnread(error: unknown): undefined {
  if (error instanceof Fault) return undefined;
  throw error;
}

/** A list says nothing of whom they are for, and AWS makes few at once. */
async function inProgress(caller: CenterCaller) {
  const [sdk, client] = await adminOf(caller);
  const options = { abortSignal: caller.signal };
  const InstanceArn = caller.center.instance;
  const asked = { InstanceArn, Filter: { Status: 'IN_PROGRESS' as const } };
  const listed = await pagesOf(
    'sso:ListAccountAssignmentCreationStatus',
    (next) =>
      client.send(
        new sdk.ListAccountAssignmentCreationStatusCommand({ ...asked, ...next }),
        options,
      ),
    (page) => page.AccountAssignmentsCreationStatus,
  );
  const each = listed.map(async ({ RequestId: AccountAssignmentCreationRequestId }) => {
    const input = { InstanceArn, AccountAssignmentCreationRequestId };
    const command = new sdk.DescribeAccountAssignmentCreationStatusCommand(input);
    const answer = await answered('sso:DescribeAccountAssignmentCreationStatus', () =>
      client.send(command, options),
    );
    return answer.AccountAssignmentCreationStatus ?? {};
  });
  return Promise.all(each);
}
