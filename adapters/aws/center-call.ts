/** Clients of Identity Center, in the account it is run from. */

import type * as StoreSdk from '@aws-sdk/client-identitystore';
import type * as AdminSdk from '@aws-sdk/client-sso-admin';
import type { CenterConfig } from '../../src/config/config.ts';
import { Fault } from '../../src/kernel/fault.ts';
import { landsBy } from '../../src/holding/lands.ts';
import type { Clock } from '../../src/kernel/time.ts';
import type { ApplyOrder } from '../../src/ports/grant-provider.ts';
import type { ClientOf, Clients } from './clients.ts';
import { type Dated, datedClient } from './dated-client.ts';
import type { Stacked } from './middleware.ts';

export interface CenterReader {
  readonly clients: Clients;
  readonly center: CenterConfig;
  readonly installation: string;
  readonly clock: Clock;
}

/** What every call here works with. */
export interface CenterCaller extends CenterReader {
  readonly signal: AbortSignal;
}

type Store = readonly [typeof StoreSdk, StoreSdk.IdentitystoreClient];
type Admin = readonly [typeof AdminSdk, AdminSdk.SSOAdminClient];

// Loaded at first use: most installations have no Identity Center.
export async function storeOf(reader: CenterReader, dated?: Dated): Promise<Store> {
  const sdk = await import('@aws-sdk/client-identitystore');
  return [sdk, await clientOf(reader, 'identitystore', sdk.IdentitystoreClient, dated)];
}

export async function adminOf(reader: CenterReader, dated?: Dated): Promise<Admin> {
  const sdk = await import('@aws-sdk/client-sso-admin');
  return [sdk, await clientOf(reader, 'sso', sdk.SSOAdminClient, dated)];
}

/**
 * What gives has a role of its own, and a session that is over before what is given could come to
 * stand with no end: nothing in Identity Center denies it, and its schedule may have fired.
 */
export function asGiver(caller: CenterCaller, { endMs, signal }: ApplyOrder): Dated {
  const { clients, center, installation } = caller;
  const nowMs = clients.nowMs();
  const untilMs = landsBy(endMs, nowMs);
  if (untilMs <= nowMs) throw new Fault('claim-too-old', 'It is over before it could be seen.');
  return { role: center.giver, session: `prod-access-${installation}`, untilMs, signal };
}

function clientOf<T extends Stacked>(
  { clients, center }: CenterReader,
  service: string,
  Client: ClientOf<T>,
  dated?: Dated,
): Promise<T> {
  const place = { ...center, service };
  return dated ? datedClient(clients, place, Client, dated) : clients.other(place, Client);
}
