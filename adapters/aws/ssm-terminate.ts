/** Ends a session that access opened: it cannot be resumed after. */

import type { SessionId } from '../../src/holding/slot.ts';
import { refuse } from '../../src/kernel/refusal.ts';
import type { Applied, ApplyOrder } from '../../src/ports/grant-provider.ts';
import type { Clients } from './clients.ts';
import { faultOf, isNamed } from './faults.ts';
import { sendWhileMine } from './lean-client.ts';
import { endInTurn } from './ssm-sessions.ts';

const ACTION = 'ssm:TerminateSession';

export async function terminate(
  clients: Clients,
  order: ApplyOrder,
  { account = order.holder.account, region, session }: SessionId,
): Promise<Applied> {
  try {
    const [sdk, client] = await Promise.all([clients.ssmSdk(), clients.ssm(account, region)]);
    const command = new sdk.TerminateSessionCommand({ SessionId: session });
    const place = { clients, account, region, signal: order.signal };
    await endInTurn(place, () => sendWhileMine(client, command, order));
    return { ok: true };
  } catch (error) {
    // Over by itself, meanwhile.
    if (isNamed(error, 'DoesNotExist')) return { ok: true };
    const fault = faultOf(error, ACTION);
    if (fault.code === 'claim-too-old') throw fault;
    // Nothing was carried out, and it comes again in a second: a refusal would wait for longer.
    if (fault.code === 'aws-throttled') throw fault;
    // Whatever it is, it is tried again soon, and one that lands late does no harm: nothing else
    // that is to be given or taken has to wait for it.
    return refuse('aws-refused', { action: ACTION, message: fault.message });
  }
}
