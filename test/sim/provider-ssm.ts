/** What Systems Manager is asked and told by the grant provider of a replica. */

import type { Seen } from '../../src/holding/look.ts';
import type { SessionId } from '../../src/holding/slot.ts';
import { Fault } from '../../src/kernel/fault.ts';
import { refuse } from '../../src/kernel/refusal.ts';
import type { Applied, ApplyOrder, ObserveOrder } from '../../src/ports/grant-provider.ts';
import type { Cloud } from './cloud.ts';
import type { Gate } from './gate.ts';
import type { CloudWatch } from './provider.ts';
import { nameOf } from './slots.ts';

/** It may be silent where IAM is not, and then only its own part is unread. */
export async function withSystemsManager(
  gate: Gate,
  cloud: Cloud,
  { holder, sessions }: ObserveOrder,
  seen: Seen,
): Promise<Seen> {
  if (sessions.length === 0) return seen;
  const what = `sessions ${holder.user}`;
  const open = await silently(gate.call('cloud', what, () => cloud.shells.listed(holder.user)));
  if (!open) return { ...seen, unread: { targets: [], sessions } };
  return { ...seen, found: [...seen.found, ...open] };
}

/** Undefined where the call was not answered. */
async function silently<T>(call: Promise<T>): Promise<T | undefined> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof Fault) return undefined;
    throw error;
  }
}

export function stepOfSystemsManager({ step }: ApplyOrder): SessionId | undefined {
  return step.do === 'remove' && step.id.kind === 'session' ? step.id : undefined;
}

interface Asked {
  readonly order: ApplyOrder;
  readonly asked: SessionId;
  readonly watch: CloudWatch;
}

/** Whatever becomes of an order to end a session, nothing else waits for it. */
export async function applyToSystemsManager(
  gate: Gate,
  cloud: Cloud,
  { order, asked, watch }: Asked,
): Promise<Applied> {
  const name = `${order.step.do} ${order.holder.user} ${nameOf(asked)}`;
  const answer = gate.call('cloud', name, (): Applied => {
    gate.fate.trace(gate.life.replica, `AWS takes ${name}`);
    cloud.shells.end(asked, watch.travelMs());
    return { ok: true };
  });
  const refused = { action: 'ssm:TerminateSession', message: 'Simulated.' };
  return (await silently(answer)) ?? refuse('aws-refused', refused);
}
