/** Proof, not hope: what a holding says is there is there, and what it says is gone is gone. */

import type { Access } from './access.ts';
import type { Cloud } from './cloud.ts';
import { type Breach, SKEW_MS } from './oracle-cloud.ts';
import { NAMED_ROLES } from './role-sessions.ts';
import { accessOf, type HeadData, type HoldingData } from './records.ts';

type Lease = HoldingData['leases'][number];

/** Asked in the moment of the commit that says it, of AWS as it is. */
export function* unproved(
  before: HeadData<HoldingData> | undefined,
  { body }: HeadData<HoldingData>,
  cloud: Cloud,
): Iterable<Breach> {
  const { user } = body.holder;
  for (const lease of body.leases) {
    const access = accessOf(lease.target) as Access;
    const was = before?.body.leases.find((one) => isSame(one, lease));
    const { state, how } = lease.report;
    if (was?.report.state === state) continue;
    if (how !== undefined && OVER.includes(how)) yield* uncut(body, lease, access, cloud);
    if (how === 'gone') yield* unlost(body, lease, access, cloud);
    if (!ASKED.includes(access)) continue;
    // By a hand that is not ours, it may be there besides.
    if (access === 'Nodes' && cloud.requests.foreign.has(user)) continue;
    const isThere = cloud.may(user, access, cloud.nowMs);
    const isWorking = access === 'Work' && state === 'ended' && isThere;
    if (isWorking && !others(body, lease)) {
      yield { id: 'I8', what: `${lease.grant}: work goes on that is said to be over` };
    }
    if (state === 'active' && access !== 'Work' && !isThere) {
      yield { id: 'I9', what: `${lease.grant}: ${access} is said to be there, and is not` };
    }
    if (how === 'removed' && isThere && !others(body, lease)) {
      yield { id: 'I8', what: `${lease.grant}: ${access} is said to be gone, and is there` };
    }
  }
}

/** At roles whose sessions can be ended by name; by whatever clock it is said. */
function* uncut(body: HoldingData, lease: Lease, access: Access, cloud: Cloud): Iterable<Breach> {
  const { user } = body.holder;
  const isByHand = isMemberByHand(cloud, user);
  if (!NAMED_ROLES.includes(access) || (access === 'Ops' && isByHand)) return;
  if (others(body, lease) || !cloud.mayInSession(user, access, cloud.nowMs + SKEW_MS)) return;
  yield { id: 'I8', what: `${lease.grant}: a session of ${access} lives that is said to be over` };
}
/** Said to have gone with its user. */
function* unlost(body: HoldingData, lease: Lease, access: Access, cloud: Cloud): Iterable<Breach> {
  const { user, uniqueId } = body.holder;
  const isByHand = access === 'Ops' && isMemberByHand(cloud, user);
  const isNow = cloud.user(user).uniqueId === uniqueId;
  if (isByHand || !isNow || !cloud.may(user, access, cloud.nowMs)) return;
  yield {
    id: 'I8',
    what: `${lease.grant}: ${access} is said to be gone with ${user}, and is there`,
  };
}

const isMemberByHand = ({ foreign, groups }: Cloud, user: string): boolean =>
  foreign.has(user) || groups.byHand.has(user);

const OVER: readonly string[] = ['removed', 'gone'];

/** Of these AWS has no date that would say it in our place. */
const ASKED: readonly string[] = ['Window', 'Flag', 'Work', 'Nodes'];

const isSame = (one: Lease, other: Lease): boolean =>
  one.grant === other.grant && accessOf(one.target) === accessOf(other.target);

const others = ({ leases }: HoldingData, lease: Lease): boolean =>
  leases.some(
    (one) =>
      one.grant !== lease.grant &&
      one.report.state !== 'ended' &&
      accessOf(one.target) === accessOf(lease.target),
  );
