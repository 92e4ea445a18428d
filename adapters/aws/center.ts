/** Access held in Identity Center, behind the same port as what IAM users hold. */

import { membershipInWords } from '../../src/catalog/target-words.ts';
import { membershipOf } from '../../src/catalog/target.ts';
import { principalKey } from '../../src/kernel/brand.ts';
import { Fault } from '../../src/kernel/fault.ts';
import { type Answer, ok, refuse } from '../../src/kernel/refusal.ts';
import type { Preflight, PreflightOrder } from '../../src/ports/grant-provider.ts';
import type { Holder } from '../../src/request/request.ts';
import type { RealmProvider } from './by-realm.ts';
import { applyInCenter, type Begun } from './center-apply.ts';
import type { CenterCaller, CenterReader } from './center-call.ts';
import { boundInCenter } from './center-facts.ts';
import { factsInCenter, observeInCenter, seatsOf } from './center-observe.ts';
import { userIdOf } from './center-read.ts';
import { bookingOf, bookingsOf } from './center-schedule.ts';
import { surveyCenter } from './center-survey.ts';
import { memberContent } from './iam-members.ts';
import { bookingContent, isScheduleGroup } from './scheduler-bookings.ts';

const READ_MS = 10_000;

export function createCenterProvider(reader: CenterReader): RealmProvider {
  const begun: Begun = new Map();
  const caller = (signal: AbortSignal): CenterCaller => ({ ...reader, signal });
  return {
    uniqueId: ({ user }) => userIdOf(caller(AbortSignal.timeout(READ_MS)), user),
    preflight: (order) => preflight(caller(order.signal), order),
    async facts(order) {
      requireOurs(reader, order.holder);
      return factsInCenter(caller(order.signal), order);
    },
    async observe(order) {
      requireOurs(reader, order.holder);
      return observeInCenter(caller(order.signal), order, begun);
    },
    content(holder, slot) {
      if (slot.kind === 'member') return memberContent(slot.group);
      if (slot.kind === 'fence') return bookingContent(bookingOf(reader.center, holder, slot));
      throw new Fault('invariant-broken', `Identity Center has no ${slot.kind}.`);
    },
    async apply(order) {
      requireOurs(reader, order.holder);
      return applyInCenter(caller(order.signal), order, begun);
    },
    survey: (groups, signal) => surveyCenter(caller(signal), groups),
  };
}

/** In another store there is nobody of this id: that would be read as somebody who is gone. */
function requireOurs({ center }: CenterReader, { account }: Holder): void {
  if (account === center.store) return;
  throw new Fault('aws-unreachable', `${account} is not the identity store of the configuration.`);
}

async function preflight(
  caller: CenterCaller,
  { principal, target, held }: PreflightOrder,
): Promise<Answer<Preflight>> {
  const { account, user } = principal;
  if (target.kind !== 'identity-center' || target.account !== account) {
    return refuse('wrong-account', { wanted: target.account, found: account });
  }
  const uniqueId = await userIdOf(caller, user);
  if (uniqueId === undefined) return refuse('center-user-missing', { user });
  const bound = await boundInCenter(caller, target, 'all');
  if (!bound.ok) return bound;
  const seat = membershipOf(bound.value.target) ?? '';
  if (!held && (await seatsOf(caller, uniqueId, [seat])).length > 0) {
    return refuse('already-held', { user, what: membershipInWords(bound.value.target) });
  }
  // Without it nothing could be booked, and an approver would be asked for nothing.
  if (!(await isScheduleGroup(bookingsOf(caller)))) {
    const { group } = caller.center.schedules;
    return refuse('target-missing', { what: `schedule group ${group}` });
  }
  const holder = { key: principalKey(account, uniqueId), account, user, uniqueId };
  return ok({ holder, ...bound.value });
}
