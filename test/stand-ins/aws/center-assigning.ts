/** Assignments on their way: begun by a call, done by the clock, and what may come between. */

import type { CenterReach } from './center-call.ts';
import { provision } from './center-roles.ts';
import {
  type Assignment,
  type AssignmentOperation,
  type Center,
  keyOf,
  STORE,
} from './center-types.ts';
import { own, without } from './types.ts';

/** An order that the next assignment of a kind be slow, fail, or both. */
export interface Fate {
  readonly kind?: AssignmentOperation['kind'];
  /** As long as others, if absent. */
  readonly afterMs?: number;
  /** It comes about, only late, if absent. */
  readonly reason?: string;
}

export interface Assigning {
  begin(kind: AssignmentOperation['kind'], assignment: Assignment): AssignmentOperation;
  readonly nextMs: () => number;
  readonly run: () => void;
  /** The next one that fits meets it, once. */
  order(fate: Fate): void;
}

export function createAssigning(reach: CenterReach): Assigning {
  const { history, agenda, knobs, world, changed } = reach;
  let fates: Fate[] = [];
  const pendingOf = (center: Center) =>
    center.pending.flatMap((id) => own(center.operations, id) ?? []);

  return {
    begin(kind, assignment) {
      const center = history.current();
      const fate = fates.find((one) => one.kind === undefined || one.kind === kind);
      fates = fates.filter((one) => one !== fate);
      const operation: AssignmentOperation = {
        id: world.ids.requestId(),
        kind,
        assignment,
        atMs: agenda.now(),
        doneAtMs: agenda.now() + (fate?.afterMs ?? knobs.assignmentMs),
        ...(fate?.reason === undefined ? {} : { doom: fate.reason }),
      };
      const operations = { ...center.operations, [operation.id]: operation };
      history.put({ ...center, operations, pending: [...center.pending, operation.id] });
      changed();
      return operation;
    },
    nextMs: () => Math.min(...pendingOf(history.current()).map(({ doneAtMs }) => doneAtMs)),
    run() {
      const center = history.current();
      const [first] = pendingOf(center).toSorted((a, b) => a.doneAtMs - b.doneAtMs);
      if (first) history.put(finish(reach, center, first));
      changed();
    },
    order: (fate) => {
      fates.push(fate);
    },
  };
}

function finish(reach: CenterReach, center: Center, operation: AssignmentOperation): Center {
  const { kind, assignment, id } = operation;
  const failure = operation.doom ?? obstacle(reach, center, operation);
  const ended = failure === undefined ? operation : { ...operation, failure };
  const settled = {
    ...center,
    operations: { ...center.operations, [id]: ended },
    pending: center.pending.filter((one) => one !== id),
  };
  return failure === undefined ? assigned(reach, settled, kind, assignment) : settled;
}

/** Assigns or unassigns at once. A role that is there stays: sessions of it may still live. */
export function assigned(
  { world, agenda, knobs }: CenterReach,
  center: Center,
  kind: AssignmentOperation['kind'],
  assignment: Assignment,
): Center {
  const key = keyOf(assignment);
  if (kind === 'delete') return { ...center, assignments: without(center.assignments, key) };
  const set = own(center.permissionSets, assignment.permissionSet);
  const where = { world, atMs: agenda.now(), region: knobs.region };
  if (set) provision(where, assignment.account, set);
  return { ...center, assignments: { ...center.assignments, [key]: assignment } };
}

/** What keeps it from coming about by the time it is done, in the words of AWS. */
function obstacle(
  { org }: CenterReach,
  center: Center,
  { kind, assignment }: AssignmentOperation,
): string | undefined {
  const { account, permissionSet, principalType, principal } = assignment;
  if (org().accounts[account]?.state !== 'ACTIVE') {
    return (
      'AWS SSO is unable to complete your request at this time. Obtaining permissions to manage ' +
      `your AWS account '${account}' takes longer than usual.`
    );
  }
  const directory = principalType === 'USER' ? center.users : center.groups;
  if (!own(directory, principal)) {
    const who = `the ${principalType} assignee ${principal}`;
    return `Received a 404 status error: ${who} was not found in directory ${STORE}`;
  }
  if (!own(center.permissionSets, permissionSet)) {
    return `Received a 404 status error: PermissionSet ${permissionSet} was not found`;
  }
  if (kind === 'create' || own(center.assignments, keyOf(assignment))) return undefined;
  const key = "EntitlementItem doesn't exist with the given entitlement key";
  return `Received a 404 status error: ${key}`;
}
