/** What stands in Identity Center for one user: memberships, assignments, and the booked ends. */

import { membershipOf, type TargetFacts, targetKey } from '../../src/catalog/target.ts';
import type { FoundSlot } from '../../src/holding/slot.ts';
import type { Answer } from '../../src/kernel/refusal.ts';
import type { Observation, ObserveOrder } from '../../src/ports/grant-provider.ts';
import { type Begun, begunKey, failureOf } from './center-apply.ts';
import type { CenterCaller } from './center-call.ts';
import { boundInCenter } from './center-facts.ts';
import { assignmentOf } from './center-names.ts';
import { assignedTo, groupsAmong, isUser } from './center-read.ts';
import { bookingsOf, IN_CENTER } from './center-schedule.ts';
import { memberContent } from './iam-members.ts';
import { schedulesOf } from './scheduler-bookings.ts';

export async function observeInCenter(
  caller: CenterCaller,
  order: ObserveOrder,
  begun: Begun,
): Promise<Observation> {
  const user = order.holder.uniqueId;
  // Ids are never used twice: there is no second user of the same one.
  if (!(await isUser(caller, user))) return { principal: 'gone', found: [], facts: {} };
  const [seats, underWay, schedules, facts] = await Promise.all([
    seatsOf(caller, user, order.groups),
    seatsUnderWay(caller, order, begun),
    schedulesOf(bookingsOf(caller), user, IN_CENTER),
    factsOf(caller, order, begun),
  ]);
  const members = [...new Set([...seats, ...underWay])].map(
    (group): FoundSlot => ({ id: { kind: 'member', group }, content: memberContent(group) }),
  );
  return { principal: 'present', found: [...members, ...schedules], facts };
}

/**
 * Assignments that AWS has begun and not finished, and that nobody wants any more: they stand, or
 * it would be said that they are gone, and they would come about after that.
 */
async function seatsUnderWay(
  caller: CenterCaller,
  { targets, groups, holder }: ObserveOrder,
  begun: Begun,
): Promise<readonly string[]> {
  const wanted = new Set(targets.map(membershipOf));
  const found = groups.map(async (seat) => {
    const key = begunKey(holder.uniqueId, seat);
    if (wanted.has(seat) || !begun.has(key)) return [];
    await failureOf(caller, key, begun);
    return begun.has(key) ? [seat] : [];
  });
  return (await Promise.all(found)).flat();
}

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

async function factsOf(
  caller: CenterCaller,
  { targets, holder }: ObserveOrder,
  begun: Begun,
): Promise<Readonly<Record<string, Answer<TargetFacts>>>> {
  const distinct = new Map(targets.map((target) => [targetKey(target), target]));
  const read = [...distinct].map(async ([key, target]) => {
    if (target.kind !== 'identity-center') return [];
    const seat = membershipOf(target) ?? '';
    const failure = await failureOf(caller, begunKey(holder.uniqueId, seat), begun);
    if (failure) return [[key, failure] as const];
    const bound = await boundInCenter(caller, target);
    return [[key, bound.ok ? { ok: true, value: bound.value.facts } : bound] as const];
  });
  return Object.fromEntries((await Promise.all(read)).flat()) as Record<
    string,
    Answer<TargetFacts>
  >;
}
