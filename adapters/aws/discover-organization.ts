/** Accounts of the organisation, and groups and permission sets of Identity Center. */

import { type Clock, MINUTE } from '../../src/kernel/time.ts';
import type { Found, FoundCenter, Unread } from '../../src/ports/discovery.ts';
import { askingAgain } from './ask-again.ts';
import { faultOf, unseen } from './faults.ts';
import { answered } from './iam-call.ts';
import { ONE_ATTEMPT } from './one-attempt.ts';
import { someAtOnce } from './some-at-once.ts';

interface Around {
  readonly region: string;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** Of the management account, or one that acts for it; anybody else is refused. */
export async function readOrganization({ clock, signal }: Around): Promise<Found['accounts']> {
  const organizations = await import('@aws-sdk/client-organizations');
  const options = { region: 'us-east-1', ...ONE_ATTEMPT };
  const client = askingAgain(new organizations.OrganizationsClient(options), clock);
  const accounts = await paged('organizations:ListAccounts', async (NextToken) => {
    const command = new organizations.ListAccountsCommand(NextToken ? { NextToken } : {});
    const page = await client.send(command, { abortSignal: signal });
    return { items: page.Accounts, next: page.NextToken };
  });
  return accounts
    .filter(({ Status, State }) => (State ?? Status) === 'ACTIVE')
    .map(({ Id: id = '', Name: name = id }) => ({ id, name }));
}

export async function readCenter(
  around: Around,
  unread: Unread[],
): Promise<FoundCenter | undefined> {
  const { region, clock, signal } = around;
  const sso = await import('@aws-sdk/client-sso-admin');
  const client = askingAgain(new sso.SSOAdminClient({ region, ...ONE_ATTEMPT }), clock);
  const { Instances = [] } = await answered('sso:ListInstances', () =>
    client.send(new sso.ListInstancesCommand({}), { abortSignal: signal }),
  );
  const [{ InstanceArn, IdentityStoreId } = {}] = Instances;
  if (!InstanceArn || !IdentityStoreId) return undefined;
  const orNone = (what: string, right: string, read: Promise<readonly string[]>) =>
    read.catch((error: unknown): readonly string[] => {
      unread.push({ what, right, why: unseen(faultOf(error, right)) });
      return [];
    });
  const named = async () => {
    const arns = await paged('sso:ListPermissionSets', async (NextToken) => {
      const command = new sso.ListPermissionSetsCommand({ InstanceArn, ...token(NextToken) });
      const page = await client.send(command, { abortSignal: signal });
      return { items: page.PermissionSets, next: page.NextToken };
    });
    return someAtOnce(arns.slice(0, MOST_SETS), AT_ONCE, async (PermissionSetArn) => {
      const command = new sso.DescribePermissionSetCommand({ InstanceArn, PermissionSetArn });
      const { PermissionSet } = await client.send(command, { abortSignal: signal });
      return PermissionSet?.Name ?? '';
    });
  };
  const [permissionSets, groups] = await Promise.all([
    orNone('Permission sets', 'sso:ListPermissionSets', named()),
    orNone(
      'Groups of Identity Center',
      'identitystore:ListGroups',
      readGroups(around, IdentityStoreId),
    ),
  ]);
  return { permissionSets, groups };
}

async function readGroups({ region, clock, signal }: Around, IdentityStoreId: string) {
  const identitystore = await import('@aws-sdk/client-identitystore');
  const options = { region, ...ONE_ATTEMPT };
  const client = askingAgain(new identitystore.IdentitystoreClient(options), clock);
  const groups = await paged('identitystore:ListGroups', async (NextToken) => {
    const asked = { IdentityStoreId, ...token(NextToken) };
    const command = new identitystore.ListGroupsCommand(asked);
    const page = await client.send(command, { abortSignal: signal });
    return { items: page.Groups, next: page.NextToken };
  });
  return groups.map(({ DisplayName = '' }) => DisplayName);
}

const token = (NextToken: string | undefined) => (NextToken ? { NextToken } : {});

interface PageOf<T> {
  readonly items?: readonly T[] | undefined;
  readonly next?: string | undefined;
}

/** A page may be empty and not the last one. */
async function paged<T>(
  action: string,
  page: (next: string | undefined) => Promise<PageOf<T>>,
): Promise<readonly T[]> {
  const found: T[] = [];
  const endMs = performance.now() + MINUTE;
  let next: string | undefined;
  do {
    const one = await answered(action, () => page(next));
    found.push(...(one.items ?? []));
    next = one.next;
  } while (next && performance.now() < endMs);
  return found;
}

const MOST_SETS = 100;
const AT_ONCE = 3;
