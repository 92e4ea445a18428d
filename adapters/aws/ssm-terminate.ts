/** Ends a session that access opened: it cannot be resumed after. */

import type { SessionId } from '../../src/holding/slot.ts';
import type { Applied, ApplyOrder } from '../../src/ports/grant-provider.ts';
import type { Clients } from './clients.ts';
import { faultOf, isNamed } from './faults.ts';
import { guard } from './still-mine.ts';

const ACTION = 'ssm:TerminateSession';

export async function terminate(
  clients: Clients,
  { holder, stillMine, signal }: ApplyOrder,
  { region, session }: SessionId,
): Promise<Applied> {
  try {
    const [sdk, client] = await Promise.all([
      clients.ssmSdk(),
      clients.ssm(holder.account, region),
    ]);
    const command = new sdk.TerminateSessionCommand({ SessionId: session });
    guard(command, stillMine);
    await client.send(command, { abortSignal: signal });
    return { ok: true };
  } catch (error) {
    // Over by itself, meanwhile.
    if (isNamed(error, 'DoesNotExist')) return { ok: true };
    throw faultOf(error, ACTION);
  }
}
