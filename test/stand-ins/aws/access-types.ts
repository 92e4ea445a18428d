/** Requests for just-in-time access to a node, and what has become of one at an instant. */

import type { Execution } from './automation-types.ts';
import type { Tag } from './types.ts';

export interface AccessRequest {
  /** Of the OpsItem that it is, too. */
  readonly id: string;
  /** Counts the requests of its place: the order they are listed in. */
  readonly number: number;
  readonly atMs: number;
  readonly reason: string;
  /** The ARN of a role session; or of an IAM user, whose request is denied at once. */
  readonly requester: string;
  readonly requesterId: string;
  readonly sessionName: string;
  readonly node: string;
  readonly policy: string;
  readonly policyVersion: string;
  readonly accessSeconds: number;
  readonly tokenRole: string;
  /** The automation that waits for its approvals; none where AWS denied it by itself. */
  readonly execution?: string;
  readonly tags: readonly Tag[];
  /** The access keys it was answered with. */
  readonly tokens: readonly string[];
  readonly revoked?: { readonly atMs: number; readonly by: string };
}

/** As `GetAccessToken` tells it. */
export type AccessStatus = 'Pending' | 'Approved' | 'Rejected' | 'Revoked' | 'Expired';

export interface AccessState {
  readonly status: AccessStatus;
  /** As its OpsItem tells it. */
  readonly opsItem: string;
  readonly changedAtMs: number;
  /** The window in which sessions may be started, once it was approved. */
  readonly window?: { readonly startMs: number; readonly endMs: number };
}

export function stateOf(
  request: AccessRequest,
  execution: Execution | undefined,
  nowMs: number,
): AccessState {
  const { atMs, accessSeconds, revoked } = request;
  if (!execution) return { status: 'Rejected', opsItem: 'Rejected', changedAtMs: atMs };
  const changedAtMs = execution.endedAtMs ?? execution.signals.at(-1)?.atMs ?? atMs;
  if (execution.status !== 'Success') {
    const [status, opsItem] = BEFORE[execution.status] ?? ['Pending', 'PendingApproval'];
    return { status, opsItem, changedAtMs };
  }
  const window = { startMs: changedAtMs, endMs: changedAtMs + accessSeconds * 1_000 };
  if (revoked) {
    return { status: 'Revoked', opsItem: 'Revoked', changedAtMs: revoked.atMs, window };
  }
  const status = nowMs < window.endMs ? 'Approved' : 'Expired';
  return { status, opsItem: 'Approved', changedAtMs, window };
}

/** An OpsItem has more to say than a token, whose answer knows five words. */
const BEFORE: Readonly<Record<string, readonly [AccessStatus, string]>> = {
  Failed: ['Rejected', 'Rejected'],
  TimedOut: ['Expired', 'TimedOut'],
  Cancelling: ['Pending', 'Cancelling'],
  Cancelled: ['Rejected', 'Cancelled'],
};
