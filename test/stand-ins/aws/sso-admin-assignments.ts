/** SSO Admin's operations on assignments: begun, watched, and listed. */

import type { Assigning } from './center-assigning.ts';
import type { CenterCall } from './center-call.ts';
import {
  type Assignment,
  type AssignmentOperation,
  keyOf,
  type PrincipalType,
} from './center-types.ts';
import { AwsFault } from './fault.ts';
import { pageOf } from './identity-store-people.ts';
import { missing, requireInstance, setOf } from './sso-admin-sets.ts';
import { requiredText, seconds, validation } from './ssm-call.ts';
import { own } from './types.ts';

type Kind = AssignmentOperation['kind'];

const accountArn = (id: string) => `arn:aws:sso:::account/${id}`;

export const changeAssignment =
  (assigning: Assigning, kind: Kind) =>
  (call: CenterCall): object => {
    const assignment = assignmentIn(call);
    const { account, permissionSet } = assignment;
    requireInstance(call, permissionSet, accountArn(account));
    refuseOfManagement(call, account);
    setOf(call, permissionSet);
    if (!own(call.org().accounts, account)) throw missing(`Account ${account}`);
    refuseWhileUnderWay(call, kind, assignment);
    if (kind === 'create') refuseBeyondQuota(call, assignment);
    return statusOf(assigning.begin(kind, assignment));
  };

function assignmentIn({ input }: CenterCall): Assignment {
  const type = requiredText(input, 'PrincipalType');
  if (type !== 'USER' && type !== 'GROUP') {
    throw validation(`Value '${type}' at 'principalType' must be one of [USER, GROUP]`);
  }
  if (requiredText(input, 'TargetType') !== 'AWS_ACCOUNT') {
    throw validation("Value at 'targetType' must be one of [AWS_ACCOUNT]");
  }
  const account = requiredText(input, 'TargetId');
  if (!/^\d{12}$/.test(account)) {
    throw validation(`Value '${account}' at 'targetId' must satisfy \\d{12}`);
  }
  return {
    account,
    permissionSet: requiredText(input, 'PermissionSetArn'),
    principalType: type,
    principal: requiredText(input, 'PrincipalId'),
  };
}

/** Delegates look after every account but the one that they are the delegates of. */
function refuseOfManagement({ asked, org }: CenterCall, account: string): void {
  if (account !== org().management || asked.key.account === account) return;
  throw new AwsFault('AccessDenied', 'Only the management account may act on itself.');
}

function refuseWhileUnderWay(call: CenterCall, kind: Kind, assignment: Assignment): void {
  const { pending, operations } = call.history.current();
  const underWay = pending.flatMap((id) => own(operations, id) ?? []);
  if (underWay.some((one) => keyOf(one.assignment) === keyOf(assignment))) {
    const words = 'There is a conflict with another operation on this assignment in progress.';
    throw new AwsFault('ConflictException', words);
  }
  const creations = underWay.filter((one) => one.kind === 'create');
  if (kind === 'delete' || creations.length < call.knobs.mostOutstanding) return;
  throw new AwsFault('Throttling', 'Too many assignments are being created.');
}

function refuseBeyondQuota({ history, knobs }: CenterCall, { account, permissionSet }: Assignment) {
  const inAccount = Object.values(history.current().assignments)
    .filter((one) => one.account === account)
    .map((one) => one.permissionSet);
  const sets = new Set(inAccount).add(permissionSet);
  if (sets.size <= knobs.mostSetsPerAccount) return;
  const words = `${account} takes no more than ${knobs.mostSetsPerAccount} permission sets.`;
  throw new AwsFault('ServiceQuotaExceededException', words);
}

export const describeStatus =
  (kind: Kind) =>
  (call: CenterCall): object => {
    requireInstance(call);
    const name = kind === 'create' ? 'Creation' : 'Deletion';
    const id = requiredText(call.input, `AccountAssignment${name}RequestId`);
    const operation = own(call.history.current().operations, id);
    if (operation?.kind !== kind) throw missing(`Request ${id}`);
    return statusOf(operation, call.history.current().pending);
  };

/** Of each its id, its status and its date, and not whom it is for. */
export function listCreations(call: CenterCall): object {
  requireInstance(call);
  const filter = call.input['Filter'] as { readonly Status?: string } | undefined;
  const { operations, pending } = call.history.current();
  const all = Object.values(operations)
    .filter(({ kind }) => kind === 'create')
    .map((one) => ({ ...one, Status: statusNameOf(one, pending) }))
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const fits = ({ Status }: { Status: string }) => (filter?.Status ?? Status) === Status;
  const { items, ...token } = pageOf(call, all, ({ id }) => id, fits);
  const drawn = items.map(({ id, Status, atMs }) => {
    return { Status, RequestId: id, CreatedDate: seconds(atMs) };
  });
  return { AccountAssignmentsCreationStatus: drawn, ...token };
}

function statusNameOf({ id, failure }: AssignmentOperation, pending: readonly string[]): string {
  if (pending.includes(id)) return 'IN_PROGRESS';
  return failure === undefined ? 'SUCCEEDED' : 'FAILED';
}

function statusOf(operation: AssignmentOperation, pending: readonly string[] = [operation.id]) {
  const { id, kind, assignment, failure, atMs } = operation;
  const status = {
    Status: statusNameOf(operation, pending),
    RequestId: id,
    FailureReason: failure,
    TargetId: assignment.account,
    TargetType: 'AWS_ACCOUNT',
    PermissionSetArn: assignment.permissionSet,
    PrincipalType: assignment.principalType,
    PrincipalId: assignment.principal,
    CreatedDate: seconds(atMs),
  };
  const name = kind === 'create' ? 'Creation' : 'Deletion';
  return { [`AccountAssignment${name}Status`]: status };
}

export function listAccountAssignments(call: CenterCall): object {
  const account = requiredText(call.input, 'AccountId');
  const set = requiredText(call.input, 'PermissionSetArn');
  requireInstance(call, set, accountArn(account));
  setOf(call, set);
  return listed(call, (one) => one.account === account && one.permissionSet === set);
}

/** A user's own, and those of the groups the user is in. */
export function listForPrincipal(call: CenterCall): object {
  requireInstance(call);
  if (call.asked.key.account !== call.org().management) {
    throw new AwsFault('AccessDenied', 'This action is for the management account alone.');
  }
  const principal = requiredText(call.input, 'PrincipalId');
  const type = requiredText(call.input, 'PrincipalType') as PrincipalType;
  const filter = call.input['Filter'] as { readonly AccountId?: string } | undefined;
  const memberships = Object.values(call.seen().memberships);
  const groups = memberships.filter(({ user }) => user === principal).map(({ group }) => group);
  const isTheirs = (one: Assignment) =>
    one.principalType === type
      ? one.principal === principal
      : type === 'USER' && groups.includes(one.principal);
  return listed(call, (one) => isTheirs(one) && (filter?.AccountId ?? one.account) === one.account);
}

function listed(call: CenterCall, fits: (one: Assignment) => boolean): object {
  const all = Object.values(call.seen().assignments);
  const ordered = all.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  const { items, ...token } = pageOf(call, ordered, keyOf, fits);
  const AccountAssignments = items.map((one) => ({
    AccountId: one.account,
    PermissionSetArn: one.permissionSet,
    PrincipalType: one.principalType,
    PrincipalId: one.principal,
  }));
  return { AccountAssignments, ...token };
}
