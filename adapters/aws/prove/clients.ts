/** Clients of all services that experiments touch; an error names the call that met it. */

import { IAMClient } from '@aws-sdk/client-iam';
import { IdentitystoreClient } from '@aws-sdk/client-identitystore';
import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { SSMClient } from '@aws-sdk/client-ssm';
import { SSOAdminClient } from '@aws-sdk/client-sso-admin';
import { STSClient } from '@aws-sdk/client-sts';
import { Fault } from '../../../src/kernel/fault.ts';
import type { Clock } from '../../../src/kernel/time.ts';
import { askingAgain } from '../ask-again.ts';
import { faultOf, isNamed } from '../faults.ts';
import { addMiddleware, type Stacked } from '../middleware.ts';
import { ONE_ATTEMPT } from '../one-attempt.ts';

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

export interface ProveClients {
  readonly iam: IAMClient;
  readonly sts: STSClient;
  readonly ssm: SSMClient;
  readonly scheduler: SchedulerClient;
  readonly sso: SSOAdminClient;
  readonly store: IdentitystoreClient;
  /** How far AWS's clock was ahead of ours at its last answer. */
  skewMs(): number;
}

export interface ProveClientsOptions {
  readonly region: string;
  readonly clock: Clock;
}

export function createProveClients({ region, clock }: ProveClientsOptions): ProveClients {
  let skewMs = 0;
  const heard = (dateMs: number) => {
    skewMs = dateMs - clock.nowMs();
  };
  const options = { region, ...ONE_ATTEMPT };
  const made = <T extends Stacked>(client: T, service: string): T =>
    askingAgain(named(listening(client, heard), service), clock);
  return {
    iam: made(new IAMClient(options), 'iam'),
    sts: made(new STSClient(options), 'sts'),
    ssm: made(new SSMClient(options), 'ssm'),
    scheduler: made(new SchedulerClient(options), 'scheduler'),
    sso: made(new SSOAdminClient(options), 'sso'),
    store: made(new IdentitystoreClient(options), 'identitystore'),
    skewMs: () => skewMs,
  };
}

/** The clients of whoever is experimented with. Their refusals are what is asked for. */
export function clientsOf(credentials: Credentials, around: ProveClientsOptions): TheirClients {
  const known = theirs.get(credentials) ?? openedFor(credentials, around);
  theirs.set(credentials, known);
  return known;
}

interface TheirClients {
  readonly sts: STSClient;
  readonly ssm: SSMClient;
}

/** Asked once a second, each would otherwise open a connection a second. */
const theirs = new WeakMap<Credentials, TheirClients>();

function openedFor(credentials: Credentials, { region, clock }: ProveClientsOptions) {
  const options = { region, credentials, ...ONE_ATTEMPT };
  return {
    sts: askingAgain(new STSClient(options), clock),
    ssm: askingAgain(new SSMClient(options), clock),
  };
}

/** Of an error as it was thrown by AWS, or with the name of its call before it. */
export const isOfAws = (error: unknown, ...names: readonly string[]): boolean =>
  isNamed(error instanceof Fault ? error.cause : error, ...names);

/** `iam:CreateUser is denied…`: what is missing is what an operator can mend. */
function named<T extends Stacked>(client: T, service: string): T {
  const place = { step: 'initialize', name: 'nameCall' } as const;
  addMiddleware(client, place, (next, { commandName = '' }) => async (args) => {
    try {
      return await next(args);
    } catch (error) {
      throw faultNamed(error, `${service}:${commandName.replace(/Command$/, '')}`);
    }
  });
  return client;
}

function faultNamed(error: unknown, action: string): Fault {
  const fault = faultOf(error, action);
  if (fault.code !== 'aws-refused' || !isNamed(error, 'AccessDenied')) return fault;
  const advice = 'deploy/iam-prove-policy.json has all that is needed';
  return new Fault('aws-refused', `${action} is denied; ${advice}`, { cause: error });
}

function listening<T extends Stacked>(client: T, heard: (dateMs: number) => void): T {
  const place = { step: 'deserialize', name: 'readDate', priority: 'low' } as const;
  addMiddleware(client, place, (next) => async (args) => {
    const result = await next(args);
    const { headers } = result.response as { readonly headers?: Record<string, string> };
    const dateMs = Date.parse(headers?.['date'] ?? '');
    if (!Number.isNaN(dateMs)) heard(dateMs);
    return result;
  });
  return client;
}
