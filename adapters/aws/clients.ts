/** IAM, STS, SSM and CloudTrail of each account: five seconds a call, never under a lost claim. */

import type * as IamSdk from '@aws-sdk/client-iam';
import type { IAMClient } from '@aws-sdk/client-iam';
import type * as SsmSdk from '@aws-sdk/client-ssm';
import type { SSMClient } from '@aws-sdk/client-ssm';
import type * as StsSdk from '@aws-sdk/client-sts';
import type { Account, Catalog } from '../../src/catalog/catalog.ts';
import { Fault } from '../../src/kernel/fault.ts';
import { type Clock, MINUTE, SECOND } from '../../src/kernel/time.ts';
import { askingAgain } from './ask-again.ts';
import { faultOf } from './faults.ts';
import { leanClient } from './lean-client.ts';
import { listening } from './listening.ts';
import type { Stacked } from './middleware.ts';
import { ONE_ATTEMPT } from './one-attempt.ts';

type Iam = typeof IamSdk;
type Sts = typeof StsSdk;
type Ssm = typeof SsmSdk;

export interface Clients {
  /** The client of an account, once it is proved that its credentials are of that account. */
  iam(account: string): Promise<IAMClient>;
  readonly sdk: () => Promise<Iam>;
  /** The same of Systems Manager, in one of its Regions. */
  ssm(account: string, region: string): Promise<SSMClient>;
  readonly ssmSdk: () => Promise<Ssm>;
  /** Of any other service, made once for an account and a Region. */
  other<T extends Stacked>(place: ServicePlace, Client: ClientOf<T>): Promise<T>;
  /** Who we are there, as AWS says it. */
  arn(account: string): Promise<string>;
  /** What time it is at AWS, as far as it was heard: its dates are compared with nothing else. */
  readonly nowMs: () => number;
  readonly sleep: Clock['sleep'];
  /** How far AWS's clock was ahead of ours at its last answer; undefined before the first. */
  skewMs(): number | undefined;
}

export interface ServicePlace {
  readonly account: string;
  readonly region: string;
  readonly service: string;
}

export type ClientOf<T extends Stacked> = Parameters<typeof leanClient<T>>[0];

export interface ClientsOptions {
  readonly region: string;
  readonly catalog: Catalog;
  readonly clock: Clock;
  readonly installation: string;
}

const SESSION_SECONDS = 3_600;
const TELLS_WITHIN_MS = 10 * SECOND;
/** Of a silent STS. Shared, so it has no end of its own: whoever asks waits for all of it. */
const CONNECT_MS = 10 * SECOND;

export function createClients({ region, catalog, clock, installation }: ClientsOptions): Clients {
  const open = new Map<string, { connected: Promise<Connected>; untilMs: number }>();
  let skewMs: number | undefined;

  function connectedTo(id: string): Promise<Connected> {
    const known = open.get(id);
    if (known && known.untilMs > clock.monotonicMs()) return known.connected;
    const account = catalog.accounts.get(id) ?? { id, name: id };
    // A process that stood still meanwhile would take an old time for now.
    const heard = (dateMs: number, tookMs: number) => {
      if (tookMs < TELLS_WITHIN_MS) skewMs = dateMs - clock.nowMs();
    };
    // Its hour may be over early: our clock stands still while the machine sleeps.
    const lost = () => open.get(id)?.connected === connected && open.delete(id);
    const listener = { clock, heard, lost };
    const listen = <T extends Stacked>(client: T): T => listening(client, listener);
    const connected = connect({ account, region, installation, clock, listen });
    // Renewed five minutes before the session ends.
    const untilMs = clock.monotonicMs() + SESSION_SECONDS * 1_000 - 5 * MINUTE;
    open.set(id, { connected, untilMs });
    connected.catch(lost);
    return connected;
  }

  return {
    iam: async (account) => (await connectedTo(account)).iam,
    ssm: async (account, where) => {
      const { SSMClient } = await ssmSdk();
      return (await connectedTo(account)).client('ssm', where, SSMClient);
    },
    other: async ({ account, region: where, service }, Client) =>
      (await connectedTo(account)).client(service, where, Client),
    sdk,
    ssmSdk,
    arn: async (account) => (await connectedTo(account)).arn,
    nowMs: () => clock.nowMs() + (skewMs ?? 0),
    sleep: (ms, signal) => clock.sleep(ms, signal),
    skewMs: () => skewMs,
  };
}

/** Clients of one account, once it is proved that their credentials are of that account. */
interface Connected {
  readonly iam: IAMClient;
  readonly arn: string;
  client<T extends Stacked>(service: string, region: string, Client: ClientOf<T>): T;
}

// Loaded at first use, so that a restart answers the chat before AWS's code is read; and once, as
// to import it again at every call is a search each time.
let loadedIam: Promise<Iam> | undefined;
let loadedSsm: Promise<Ssm> | undefined;
const sdk = (): Promise<Iam> => (loadedIam ??= import('@aws-sdk/client-iam'));
const ssmSdk = (): Promise<Ssm> => (loadedSsm ??= import('@aws-sdk/client-ssm'));

interface Connecting extends Pick<ClientsOptions, 'region' | 'installation' | 'clock'> {
  readonly account: Account;
  readonly listen: <T extends Stacked>(client: T) => T;
}

async function connect(connecting: Connecting): Promise<Connected> {
  const { account, region, installation, clock, listen } = connecting;
  const { IAMClient } = await sdk();
  const sts: Sts = await import('@aws-sdk/client-sts');
  const options = { region, ...ONE_ATTEMPT };
  const asked = { abortSignal: AbortSignal.timeout(CONNECT_MS) };
  const base = listen(askingAgain(new sts.STSClient(options), clock));
  try {
    const credentials =
      account.role &&
      keysOf((await base.send(assuming(sts, account.role, installation), asked)).Credentials);
    const own = { ...options, ...(credentials ? { credentials } : {}) };
    const caller = credentials ? listen(askingAgain(new sts.STSClient(own), clock)) : base;
    const { Account: found, Arn: arn = '' } = await caller.send(
      new sts.GetCallerIdentityCommand({}),
      asked,
    );
    // NoSuchEntity in the wrong account would read as "removed".
    if (found !== account.id) throw wrongAccount(account.id, found ?? 'unknown');
    const others = new Map<string, Stacked>();
    const made = <T extends Stacked>(Client: ClientOf<T>, where: string): T =>
      listen(askingAgain(leanClient(Client, { ...own, region: where }), clock));
    const client = <T extends Stacked>(service: string, where: string, Client: ClientOf<T>): T => {
      const name = `${service} ${where}`;
      const one = (others.get(name) as T | undefined) ?? made(Client, where);
      others.set(name, one);
      return one;
    };
    return { iam: made(IAMClient, region), client, arn };
  } catch (error) {
    throw faultOf(error, `credentials of ${account.id}`);
  }
}

const assuming = (sts: Sts, role: NonNullable<Account['role']>, installation: string) =>
  new sts.AssumeRoleCommand({
    RoleArn: role.arn,
    ExternalId: role.externalId,
    RoleSessionName: `prod-access-${installation}`,
    DurationSeconds: SESSION_SECONDS,
  });

export const keysOf = (given: StsSdk.Credentials | undefined) => ({
  accessKeyId: given?.AccessKeyId ?? '',
  secretAccessKey: given?.SecretAccessKey ?? '',
  sessionToken: given?.SessionToken ?? '',
});

const wrongAccount = (wanted: string, found: string) =>
  new Fault('aws-refused', `The credentials are of account ${found}, not of ${wanted}.`);
