/** Looks around in an account, once, for `init`: reads only, and what is denied stops nothing. */

import type { Catalog } from '../../src/catalog/catalog.ts';
import type { Clock } from '../../src/kernel/time.ts';
import type { Found, Unread } from '../../src/ports/discovery.ts';
import { createClients } from './clients.ts';
import { readCenter, readOrganization } from './discover-organization.ts';
import { readIdentities } from './discover-identities.ts';
import { readDocuments, readNodeTags } from './discover-nodes.ts';
import { faultOf, unseen } from './faults.ts';
import { ONE_ATTEMPT } from './one-attempt.ts';

export interface DiscoverOptions {
  readonly region: string;
  readonly clock: Clock;
}

/** @throws Fault when AWS does not say whose credentials these are. */
export async function discover({ region, clock }: DiscoverOptions): Promise<Found> {
  const account = await ownAccount(region);
  const catalog: Catalog = { accounts: new Map(), entitlements: new Map() };
  const clients = createClients({ region, catalog, clock, installation: 'init' });
  const place = { clients, account, region, clock, signal: AbortSignal.timeout(LONGEST_MS) };
  const unread: Unread[] = [];
  const orElse = <T>(without: T, right: string, what: string, read: Promise<T>): Promise<T> =>
    read.catch((error: unknown) => {
      unread.push({ what, right, why: unseen(faultOf(error, right)) });
      return without;
    });
  const [accounts, identities, nodes, documents, center] = await Promise.all([
    orElse([], 'organizations:ListAccounts', 'The other accounts', readOrganization(place)),
    orElse(NOBODY, DETAILS, 'IAM users, groups and roles', readIdentities(place)),
    orElse([], 'ssm:DescribeInstanceInformation', 'Nodes', readNodeTags(place)),
    orElse([], 'ssm:ListDocuments', 'Session documents', readDocuments(place)),
    orElse(undefined, 'sso:ListInstances', 'Identity Center', readCenter(place, unread)),
  ]);
  return {
    account,
    region,
    accounts,
    ...identities,
    nodes,
    documents,
    ...(center ? { center } : {}),
    unread,
  };
}

const NOBODY = { users: [], groups: [], roles: [] };
const DETAILS = 'iam:GetAccountAuthorizationDetails';
const LONGEST_MS = 60_000;

async function ownAccount(region: string): Promise<string> {
  const sts = await import('@aws-sdk/client-sts');
  const client = new sts.STSClient({ region, ...ONE_ATTEMPT });
  try {
    return (await client.send(new sts.GetCallerIdentityCommand({}))).Account ?? '';
  } catch (error) {
    throw faultOf(error, 'sts:GetCallerIdentity');
  }
}
