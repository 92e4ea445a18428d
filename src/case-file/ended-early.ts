/** Why leases ended before their time, where it was neither by us nor by a wish. */

import type { GrantLease } from '../grant/grant.ts';

/** Not at its time, and not by us. That the window of AWS is over is no news. */
export const elsewhereIn = (leases: readonly GrantLease[]) =>
  leases.flatMap(({ report }) => {
    const { elsewhere } = report.state === 'ended' ? report : {};
    return elsewhere && elsewhere.status !== 'over' ? [elsewhere] : [];
  });

/** Its group came to allow what no fence can end, or what nobody may have. */
export const unfitIn = (leases: readonly GrantLease[]) =>
  leases.flatMap(({ report }) => (report.state === 'ended' ? (report.unfit ?? []) : []))[0];
