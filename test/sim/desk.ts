/** The desk of one replica for AWS's own requests, on the simulated AWS. */

import { byline } from '../../src/catalog/node-request.ts';
import type { AccessId } from '../../src/holding/slot.ts';
import { Fault } from '../../src/kernel/fault.ts';
import { refuse } from '../../src/kernel/refusal.ts';
import type { AccessDesk } from '../../src/ports/access-desk.ts';
import type { Applied } from '../../src/ports/grant-provider.ts';
import { NODE } from './access.ts';
import type { CloudWatch } from './cloud-watch.ts';
import type { Cloud } from './cloud.ts';
import type { Gate } from './gate.ts';
import type { Signal } from './requests.ts';

export function createDesk(gate: Gate, { requests }: Cloud, watch: CloudWatch): AccessDesk {
  const ask = <T>(what: string, work: () => T) => gate.call('cloud', what, work);
  return {
    list: (_, sinceMs) =>
      ask('list requests', () =>
        requests.list().filter((one) => one.status === 'pending' || one.createdMs > sinceMs),
      ),
    read: (_, opsItem) => ask(`read ${opsItem}`, () => requests.read(opsItem)),
    nodes: () => ask('nodes', () => [NODE]),
    forcesName: () => ask('trust policy', () => true),
    async reject({ opsItem, stillMine }) {
      const known = await ask(`read ${opsItem}`, () => requests.read(opsItem));
      if (known?.status !== 'pending') return { ok: true };
      if (!stillMine()) throw new Fault('claim-too-old', 'Too late to be sent.');
      return ask(`Reject ${opsItem}`, () => {
        gate.fate.trace(gate.life.replica, `AWS takes Reject ${opsItem}`);
        if (requests.signal(opsItem, 'Reject', watch.travelMs())) return { ok: true };
        // Meanwhile somebody was quicker; while AWS does not tell so, it is asked again.
        if (requests.read(opsItem)?.status !== 'pending') return { ok: true };
        throw new Fault('aws-refused', 'It takes no such signal now.');
      });
    },
  };
}

/** What becomes of a signal, as the bot hears it: where AWS does not take it, it is asked why. */
export function signalled(
  { requests }: Cloud,
  { opsItem }: AccessId,
  signal: Exclude<Signal, 'Reject'>,
  travelMs: number,
): Applied {
  if (requests.signal(opsItem, signal, travelMs)) return { ok: true };
  const { status = 'unknown', lastBy = '' } = requests.read(opsItem) ?? {};
  if (signal === 'Revoke') {
    if (status !== 'approved') return { ok: true };
    throw new Fault('aws-refused', 'It takes no such signal now.');
  }
  if (status === 'approved') return { ok: true };
  if (status !== 'pending') return refuse('decided-at-aws', { status, by: byline(lastBy) });
  if (requests.truth(opsItem) === 'approved') return { ok: true };
  throw new Fault('aws-refused', 'It takes no such signal now.');
}
