/** The end of a grant in one word, out of what its holding said of each lease. */

import { endlessOf } from '../catalog/endless.ts';
import type { EndedHow, Grant, GrantLease, LeaseReport } from '../grant/grant.ts';
import type { EpochMs } from '../kernel/time.ts';
import type { Request } from '../request/request.ts';

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
  const sum = (of: (one: (typeof endings)[number]) => number | undefined): number =>
    endings.reduce((all, one) => all + (of(one) ?? 0), 0);
  const sessions = sum((one) => one.sessions) + sum((one) => one.late);
  const how = endings.find((report) => report.how !== 'never-given')?.how ?? 'never-given';
  const tokensUntilMs = Math.max(0, ...endings.map((one) => one.tokensUntilMs ?? 0));
  return {
    how,
    ...(sessions > 0 ? { sessions } : {}),
    ...(tokensUntilMs > 0 ? { tokensUntilMs } : {}),
  };
}

/** Ended it stays, whatever is said later; but more sessions may have been found and ended. */
export function withLate(known: GrantLease, report: LeaseReport): GrantLease {
  const more = lateBetween(known.report, report);
  if (known.report.state !== 'ended' || more <= 0) return known;
  return { ...known, report: { ...known.report, late: (known.report.late ?? 0) + more } };
}

/** How many sessions were ended between one word and the next, after the end had been said. */
export function lateBetween(before: LeaseReport | undefined, after: LeaseReport): number {
  if (before?.state !== 'ended' || after.state !== 'ended') return 0;
  return (after.late ?? 0) - (before.late ?? 0);
}

/** It can be used before AWS has been asked often enough to say that it is active. */
export const mayHaveOpened = ({ activeMs, leases }: Grant): boolean =>
  activeMs !== undefined ||
  leases.some(({ report }) => report.state === 'ended' && report.how === 'removed');

/** What it had opened, and until when at the most: of what never was given, nothing. */
export function livingOn({ tailMs, facts }: Request, grant: Grant, how: EndedHow, endMs: EpochMs) {
  if (!mayHaveOpened(grant) || how === 'never-given') return {};
  const endless = endlessOf(facts);
  return {
    ...(tailMs > 0 ? { tailUntilMs: endMs + tailMs } : {}),
    ...(endless.length > 0 ? { endless } : {}),
  };
}
