/**
 * Clients whose calls AWS itself refuses from a moment on: a session of a role, under a policy of
 * its own that is dated. The role says what may be done, and the session until when; AWS asks as
 * the call arrives, however late that is (session policies, `aws:CurrentTime`: IAM user guide).
 */

import { isoSeconds, type EpochMs } from '../../src/kernel/time.ts';
import { type ClientOf, type Clients, keysOf, type ServicePlace } from './clients.ts';
import { leanClient } from './lean-client.ts';
import type { Stacked } from './middleware.ts';

export interface Dated {
  /** ARN of a role in the account of the client. */
  readonly role: string;
  readonly session: string;
  /** By AWS's clock; cut off to the second. */
  readonly untilMs: EpochMs;
  readonly signal: AbortSignal;
}

/** @throws what STS answers when it does not open the session */
export async function datedClient<T extends Stacked>(
  clients: Clients,
  place: ServicePlace,
  Client: ClientOf<T>,
  { role, session, untilMs, signal }: Dated,
): Promise<T> {
  const sts = await import('@aws-sdk/client-sts');
  const asking = await clients.other({ ...place, service: 'sts' }, sts.STSClient);
  const dated = { DateLessThan: { 'aws:CurrentTime': isoSeconds(untilMs) } };
  const until = { Effect: 'Allow', Action: '*', Resource: '*', Condition: dated };
  const command = new sts.AssumeRoleCommand({
    RoleArn: role,
    RoleSessionName: session,
    DurationSeconds: SHORTEST_SECONDS,
    Policy: JSON.stringify({ Version: '2012-10-17', Statement: [until] }),
  });
  const { Credentials } = await asking.send(command, { abortSignal: signal });
  return leanClient(Client, { region: place.region, credentials: keysOf(Credentials) });
}

/** STS opens none that is shorter. */
const SHORTEST_SECONDS = 900;
