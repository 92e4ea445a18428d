/** IAM and STS of each account: one attempt a call, five seconds, never sent under a lost claim. */

import type { IAMClient } from '@aws-sdk/client-iam';
import type { STSClient } from '@aws-sdk/client-sts';
import type { Account, Catalog } from '../../src/catalog/catalog.ts';
import { Fault } from '../../src/kernel/fault.ts';
import { type Clock, MINUTE } from '../../src/kernel/time.ts';
import { faultOf } from './faults.ts';

type Iam = typeof import('@aws-sdk/client-iam');
type Sts = typeof import('@aws-sdk/client-sts');

export interface Clients {
  /** The client of an account, once it is proved that its credentials are of that account. */
  iam(account: string): Promise<IAMClient>;
  readonly sdk: () => Promise<Iam>;
}

export interface ClientsOptions {
  readonly region: string;
  readonly catalog: Catalog;
  readonly clock: Clock;
  readonly installation: string;
}

const CALL_MS = 5_000;
const SESSION_SECONDS = 3_600;

/** Our own loop retries, so that each call can be recorded before it is sent. */
const ONE_ATTEMPT = {
  maxAttempts: 1,
  requestHandler: {
    connectionTimeout: CALL_MS,
    requestTimeout: CALL_MS,
    throwOnRequestTimeout: true,
  },
};

export function createClients({ region, catalog, clock, installation }: ClientsOptions): Clients {
  const open = new Map<string, { client: Promise<IAMClient>; untilMs: number }>();
  // Loaded at first use, so that a restart answers the chat before AWS's code is read.
  const sdk = (): Promise<Iam> => import('@aws-sdk/client-iam');
  const stsSdk = (): Promise<Sts> => import('@aws-sdk/client-sts');

  function iam(id: string): Promise<IAMClient> {
    const known = open.get(id);
    if (known && known.untilMs > clock.monotonicMs()) return known.client;
    const account = catalog.accounts.get(id) ?? { id, name: id };
    const client = connect(account);
    // Renewed five minutes before the session ends.
    const untilMs = clock.monotonicMs() + SESSION_SECONDS * 1_000 - 5 * MINUTE;
    open.set(id, { client, untilMs });
    client.catch(() => open.delete(id));
    return client;
  }

  async function connect(account: Account): Promise<IAMClient> {
    const { IAMClient } = await sdk();
    const { STSClient, AssumeRoleCommand, GetCallerIdentityCommand } = await stsSdk();
    const options = { region, ...ONE_ATTEMPT };
    const base = new STSClient(options);
    try {
      const credentials = account.role && (await assume(base, account, AssumeRoleCommand));
      const own = { ...options, ...(credentials ? { credentials } : {}) };
      const sts = credentials ? new STSClient(own) : base;
      const { Account: found } = await sts.send(new GetCallerIdentityCommand({}));
      // NoSuchEntity in the wrong account would read as "removed".
      if (found !== account.id) throw wrongAccount(account.id, found ?? 'unknown');
      return new IAMClient(own);
    } catch (error) {
      throw faultOf(error, `credentials of ${account.id}`);
    }
  }

  async function assume(base: STSClient, { role, id }: Account, Command: Sts['AssumeRoleCommand']) {
    if (!role) throw wrongAccount(id, 'none');
    const { Credentials } = await base.send(
      new Command({
        RoleArn: role.arn,
        ExternalId: role.externalId,
        RoleSessionName: `prod-access-${installation}`,
        DurationSeconds: SESSION_SECONDS,
      }),
    );
    return {
      accessKeyId: Credentials?.AccessKeyId ?? '',
      secretAccessKey: Credentials?.SecretAccessKey ?? '',
      sessionToken: Credentials?.SessionToken ?? '',
    };
  }

  return { iam, sdk };
}

const wrongAccount = (wanted: string, found: string) =>
  new Fault('aws-refused', `The credentials are of account ${found}, not of ${wanted}.`);
