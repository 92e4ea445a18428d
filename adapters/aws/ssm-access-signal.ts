/** Signals to AWS's own access requests: approved, rejected, revoked, on somebody's word. */

import { byline } from '../../src/catalog/node-request.ts';
import type { AccessId, Step } from '../../src/holding/slot.ts';
import { Fault } from '../../src/kernel/fault.ts';
import { refuse } from '../../src/kernel/refusal.ts';
import type { Applied, ApplyOrder } from '../../src/ports/grant-provider.ts';
import type { RejectOrder } from '../../src/ports/access-desk.ts';
import { executionStatus, requestAt } from './ssm-access-read.ts';
import type { Clients } from './clients.ts';
import { faultOf, isNamed } from './faults.ts';
import { sendWhileMine } from './lean-client.ts';

const ACTION = 'ssm:SendAutomationSignal';

interface Signal {
  readonly clients: Clients;
  readonly account: string;
  readonly region: string;
  readonly opsItem: string;
  readonly execution: string;
  readonly note: string;
  readonly type: 'Approve' | 'Reject' | 'Revoke';
  readonly stillMine: () => boolean;
  readonly nowMs: () => number;
  readonly signal: AbortSignal;
}

interface Meant {
  readonly what: Step['do'];
  readonly id: AccessId;
  readonly nowMs: () => number;
}

/** The step of a holding: its request approved, or the approval taken back. */
export function signalStep(
  clients: Clients,
  { holder, stillMine, signal }: ApplyOrder,
  { what, id, nowMs }: Meant,
): Promise<Applied> {
  const { region, opsItem, execution, note = '' } = id;
  const type = what === 'put' ? 'Approve' : 'Revoke';
  const at = { clients, account: holder.account, region, opsItem, execution };
  return send({ ...at, note, type, stillMine, nowMs, signal });
}

/** Nothing is sent where it no longer waits: somebody was quicker, and is believed. */
export async function reject(
  clients: Clients,
  nowMs: () => number,
  { account, region, opsItem, note, stillMine, signal }: RejectOrder,
): Promise<Applied> {
  const request = await requestAt({ clients, account, region, signal }, opsItem, nowMs());
  if (request?.status !== 'pending' || !request.execution) return { ok: true };
  const at = { clients, account, region, opsItem, execution: request.execution };
  return send({ ...at, note, type: 'Reject', stillMine, nowMs, signal });
}

async function send(one: Signal): Promise<Applied> {
  const { clients, account, region, execution, type, note, stillMine, signal } = one;
  try {
    const [sdk, client] = await Promise.all([clients.ssmSdk(), clients.ssm(account, region)]);
    const command = new sdk.SendAutomationSignalCommand({
      AutomationExecutionId: execution,
      SignalType: type,
      ...(note ? { Payload: { Comment: [note] } } : {}),
    });
    await sendWhileMine(client, command, { stillMine, signal });
    return { ok: true };
  } catch (error) {
    if (isNamed(error, 'InvalidAutomationSignal')) return notTaken(one, error);
    if (isNamed(error, 'AutomationExecutionNotFound')) {
      return type === 'Approve'
        ? refuse('target-missing', { what: `access request ${one.opsItem}` })
        : { ok: true };
    }
    throw faultOf(error, ACTION);
  }
}

/** It was sent before and its answer lost, or somebody was quicker: AWS is asked how it stands. */
async function notTaken(one: Signal, error: unknown): Promise<Applied> {
  const { clients, account, region, opsItem, execution, type, nowMs, signal } = one;
  const place = { clients, account, region, signal };
  const request = await requestAt(place, opsItem, nowMs());
  const status = request?.status ?? 'unknown';
  if (type === 'Approve') {
    if (status === 'approved') return { ok: true };
    if (status !== 'pending') {
      return refuse('decided-at-aws', { status, by: byline(request?.lastBy ?? '') });
    }
    if ((await executionStatus(place, execution)) === 'Success') return { ok: true };
  } else if (status !== (type === 'Revoke' ? 'approved' : 'pending')) {
    return { ok: true };
  }
  // Still waiting: for approvers whom AWS's own policy wants besides us. Tried again for a while.
  const message = error instanceof Error ? error.message : String(error);
  throw new Fault('aws-refused', `${ACTION}: ${message}`.slice(0, 500), { cause: error });
}
