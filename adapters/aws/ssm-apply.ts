/** Steps that Systems Manager takes: sessions ended, requests signalled, runbooks run. */

import type { AccessId, RunId, SessionId } from '../../src/holding/slot.ts';
import type { Applied, ApplyOrder } from '../../src/ports/grant-provider.ts';
import type { PreflightReader } from './iam-preflight.ts';
import { signalStep } from './ssm-access-signal.ts';
import { startRun, stopRun } from './ssm-automation-run.ts';
import { terminate } from './ssm-terminate.ts';

export async function applyBySsm(
  reader: PreflightReader,
  order: ApplyOrder,
  id: SessionId | AccessId | RunId,
): Promise<Applied> {
  const { step } = order;
  const { clients } = reader;
  if (id.kind === 'session') return terminate(clients, order, id);
  if (id.kind === 'access') {
    return signalStep(clients, order, { what: step.do, id, nowMs: clients.nowMs });
  }
  if (step.do === 'put' && step.slot.kind === 'run') return startRun(reader, order, step.slot);
  return stopRun(clients, order, id);
}
