/** What stands in Identity Center for one user: memberships, assignments, and the booked ends. */

import type { IdentityCenterTarget } from '../../src/catalog/center-target.ts';
import {
  membershipOf,
  type Target,
  type TargetFacts,
  targetKey,
} from '../../src/catalog/target.ts';
import type { FoundSlot } from '../../src/holding/slot.ts';
import { Fault } from '../../src/kernel/fault.ts';
import { type Answer, ok } from '../../src/kernel/refusal.ts';
import { SECOND } from '../../src/kernel/time.ts';
import type { Observation, ObserveOrder } from '../../src/ports/grant-provider.ts';
import type { Facts, FactsOrder } from '../../src/ports/target-reader.ts';
import { bookedIn } from './booked-in.ts';
import { type Begun, begunKey, failureOf } from './center-apply.ts';
import type { CenterCaller } from './center-call.ts';
import { boundInCenter, type Reads } from './center-facts.ts';
import { assignmentOf } from './center-names.ts';
import { assignedTo, groupsAmong, isUser } from './center-read.ts';
import { bookingsOf, IN_CENTER } from './center-schedule.ts';
import { seatsUnderWay } from './center-under-way.ts';
import { memberContent } from './iam-members.ts';
import { withUnread } from './observe-parts.ts';

export async function observeInCenter(
  caller: CenterCaller,
  order: ObserveOrder,
  begun: Begun,
): Promise<Observation> {
  const user = order.holder.uniqueId;
  // Ids are never used twice: there is no second user of the same one.
  if (!(await isUser(caller, user))) return { principal: 'gone', found: [], facts: {} };
  const [seats, schedules, read] = await Promise.all([
    allSeats(caller, order, begun),
    bookedIn(bookingsOf(caller), user, IN_CENTER),
    factsOf(caller, order, begun),
  ]);
  const members = seats.all.map(
    (group): FoundSlot => ({ id: { kind: 'member', group }, content: memberContent(group) }),
  );
  const found = [...members, ...schedules.found];
  const seen = { principal: 'present', found, facts: read.facts } as const;
  const unread = { targets: read.unread, sessions: [], members: seats.unread };
  return withUnread(seen, { ...unread, places: schedules.unread });
}

async function allSeats(caller: CenterCaller, order: ObserveOrder, begun: Begun) {
  const { standing, unread } = await seatsRead(caller, order);
  const underWay = await seatsUnderWay(caller, order, begun, standing);
  return { all: [...standing, ...underWay.seats], unread: [...unread, ...underWay.unread] };
}

/** Unknown is not gone, and the rest of what this person holds must not wait for it. */
async function seatsRead(caller: CenterCaller, { holder, groups }: ObserveOrder) {
  const signal = AbortSignal.any([caller.signal, AbortSignal.timeout(PATIENCE_MS)]);
  const together = groups.filter((seat) => assignmentOf(seat) === undefined);
  const alone = groups.filter((seat) => assignmentOf(seat) !== undefined).map((seat) => [seat]);
  const reads = [together, ...alone].map(async (asked) => {
    try {
      const standing = await seatsOf({ ...caller, signal }, holder.uniqueId, asked);
      return { standing, unread: [] };
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      return { standing: [], unread: asked };
    }
  });
  const read = await Promise.all(reads);
  return {
    standing: read.flatMap((one) => one.standing),
    unread: read.flatMap((one) => one.unread),
  };
}

const PATIENCE_MS = 15 * SECOND;

/** Of these groups and assignments, those the user has. */
export async function seatsOf(
  caller: CenterCaller,
  user: string,
  asked: readonly string[],
): Promise<readonly string[]> {
  const isGroup = (seat: string) => assignmentOf(seat) === undefined;
  const groups = await groupsAmong(caller, user, asked.filter(isGroup));
  const assignments = asked.map(async (seat) => {
    const assignment = assignmentOf(seat);
    const all = assignment ? await assignedTo(caller, assignment) : [];
    return all.some(({ type, id }) => type === 'USER' && id === user) ? [seat] : [];
  });
  return [...groups, ...(await Promise.all(assignments)).flat()];
}

/** Where targets lead, without the policies of their permission sets. */
export async function factsInCenter(
  caller: CenterCaller,
  { targets }: Pick<FactsOrder, 'targets'>,
): Promise<Facts> {
  const read = distinctOf(targets).map(
    async ([key, target]) => [key, await factsAt(caller, target, 'reach')] as const,
  );
  return Object.fromEntries(await Promise.all(read));
}

/** Where one of them leads may be closed to us: what is to be taken must not wait for that. */
async function factsOf(
  caller: CenterCaller,
  { targets, giving = [], holder }: ObserveOrder,
  begun: Begun,
): Promise<{ readonly facts: Facts; readonly unread: readonly string[] }> {
  const unread: string[] = [];
  const read = distinctOf(targets).map(async ([key, target]) => {
    const seat = membershipOf(target) ?? '';
    const reads = giving.includes(key) ? 'all' : 'reach';
    try {
      const failure = await failureOf(caller, begunKey(holder.uniqueId, seat), begun);
      return [[key, failure ?? (await factsAt(caller, target, reads))] as const];
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      unread.push(key);
      return [];
    }
  });
  const facts = Object.fromEntries((await Promise.all(read)).flat());
  return { facts, unread };
}

function distinctOf(targets: readonly Target[]): readonly [string, IdentityCenterTarget][] {
  const ours = targets.filter((target) => target.kind === 'identity-center');
  return [...new Map(ours.map((target) => [targetKey(target), target]))];
}

async function factsAt(
  caller: CenterCaller,
  target: IdentityCenterTarget,
  reads: Reads,
): Promise<Answer<TargetFacts>> {
  const bound = await boundInCenter(caller, target, reads);
  return bound.ok ? ok(bound.value.facts) : bound;
}
