/** What is recorded of an end: how it came, in one word for all leases, and what may live on. */

import { endlessOf } from '../catalog/endless.ts';
import type { EndedHow, Grant, GrantLease } from '../grant/grant.ts';
import type { EpochMs } from '../kernel/time.ts';
import type { Request } from '../request/request.ts';

/** Not at its time, and not by us. That the window of AWS is over is no news. */
export const elsewhereIn = (leases: readonly GrantLease[]) =>
  leases.flatMap(({ report }) => {
    const { elsewhere } = report.state === 'ended' ? report : {};
    return elsewhere && elsewhere.status !== 'over' ? [elsewhere] : [];
  });

/** The weakest word of all leases is the word of the grant. */
export function wordOf(leases: readonly GrantLease[]) {
  const endings = leases.flatMap(({ report }) => (report.state === 'ended' ? [report] : []));
  const kept = endings.find((report) => report.how === 'kept');
  if (kept) {
    const { keptFor, keptUntilMs } = kept;
    return {
      how: 'kept' as const,
      ...(keptFor ? { keptFor } : {}),
      ...(keptUntilMs === undefined ? {} : { keptUntilMs }),
    };
  }
  const sessions = endings.reduce((sum, report) => sum + (report.sessions ?? 0), 0);
  const how = endings.find((report) => report.how !== 'never-given')?.how ?? 'never-given';
  return { how, ...(sessions > 0 ? { sessions } : {}) };
}

/** What it had opened, and until when at the most: of what never was active, nothing. */
export function livingOn({ tailMs, facts }: Request, grant: Grant, how: EndedHow, endMs: EpochMs) {
  if (grant.activeMs === undefined || how === 'never-given') return {};
  const endless = endlessOf(facts);
  return {
    ...(tailMs > 0 ? { tailUntilMs: endMs + tailMs } : {}),
    ...(endless.length > 0 ? { endless } : {}),
  };
}
