/** Proof, not hope: what a holding says is there is there, and what it says is gone is gone. */

import type { Access } from './access.ts';
import type { Cloud } from './cloud.ts';
import type { Breach } from './oracle-cloud.ts';
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
    if (was?.report.state === state || !ASKED.includes(access)) continue;
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
