/**
 * Where a holding waits to be looked at: with those at which something is to be given or taken,
 * or with those that are only watched. However many are watched, none of them comes first. Of what
 * is to be taken, that comes first which no date has ended by itself.
 */

import { isDated } from '../catalog/automation.ts';
import { isAutomation, type Target, targetKey } from '../catalog/target.ts';
import { least } from '../kernel/least.ts';
import type { EpochMs } from '../kernel/time.ts';
import type { Holding } from './holding.ts';
import { isLive, type Lease, leaseEnd } from './lease.ts';
import { openRuns } from './take-runs.ts';

/** When its turn comes, with these or with those; neither when nothing is left to be looked at. */
export interface Turn {
  readonly actMs?: EpochMs;
  readonly lookMs?: EpochMs;
  /** By then something may still be used, and nothing but our call ends it. */
  readonly isUrgent?: true;
}

export function nextTurn(holding: Holding): Turn {
  const { dueMs } = holding;
  if (dueMs === undefined) return {};
  const actMs = isUnderWay(holding) ? dueMs : least(holding.leases.map(nextAct));
  if (actMs === undefined) return { lookMs: dueMs };
  // What has to be tried again is not tried before its time, however long it is overdue.
  const turn = actMs <= dueMs ? { actMs: dueMs } : { actMs, lookMs: dueMs };
  return isOpenAt(holding, turn.actMs) ? { ...turn, isUrgent: true } : turn;
}

/** Until a look found it gone: what is left then is to prove it, and that can wait. */
function isOpenAt({ leases, targets }: Holding, atMs: EpochMs): boolean {
  return leases.some((lease) => {
    const memory = targets[targetKey(lease.target)];
    const isTaken = !memory?.touched || memory.cleanMs !== undefined;
    if (isTaken || lease.report.state === 'ended' || lease.startMs > atMs) return false;
    return !isLive(lease, atMs) && !endsByItself(lease.target);
  });
}

/**
 * A date inside AWS ends all of it, to the second: what stands after that opens nothing. Sessions
 * outlive their date, and a Deny on what a group allows knows only what the group allowed when it
 * was last read.
 */
const endsByItself = (target: Target): boolean =>
  target.kind === 'iam-policy' || (isAutomation(target) && isDated(target));

/** Something was begun, or was ordered, of which no look has said yet that it is done. */
function isUnderWay(holding: Holding): boolean {
  const { lastLookMs, failures, attempts, targets, drift, leases } = holding;
  if (lastLookMs === undefined || failures > 0) return true;
  if (attempts.some((one) => !one.answer || one.sentMs >= lastLookMs)) return true;
  if (drift.some(({ order }) => order && order !== 'leave')) return true;
  if (leases.some(isUntold)) return true;
  if (openRuns(holding).length > 0) return true;
  return Object.values(targets).some(
    ({ touched, unwantedMs, removedMs }) =>
      touched && unwantedMs !== undefined && removedMs === undefined,
  );
}

/** An extension that has not reached AWS, or a failure whose remains have to go. */
function isUntold({ report, revision, told }: Lease): boolean {
  if (report.state === 'failed') return true;
  return report.state === 'active' && told !== `${revision}:active`;
}

function nextAct(lease: Lease): EpochMs | undefined {
  const { state } = lease.report;
  if (state === 'ended') return undefined;
  return state === 'active' ? leaseEnd(lease) : lease.startMs;
}
