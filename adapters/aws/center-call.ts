/** Clients of Identity Center and of EventBridge Scheduler, in the account it is run from. */

import type * as StoreSdk from '@aws-sdk/client-identitystore';
import type * as SchedulerSdk from '@aws-sdk/client-scheduler';
import type * as AdminSdk from '@aws-sdk/client-sso-admin';
import type { CenterConfig } from '../../src/config/config.ts';
import { Fault } from '../../src/kernel/fault.ts';
import type { Clock } from '../../src/kernel/time.ts';
import type { Clients } from './clients.ts';
import { answered } from './iam-call.ts';

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
type Schedules = readonly [typeof SchedulerSdk, SchedulerSdk.SchedulerClient];

// Loaded at first use: most installations have no Identity Center.
export async function storeOf({ clients, center }: CenterReader): Promise<Store> {
  const sdk = await import('@aws-sdk/client-identitystore');
  const place = { ...center, service: 'identitystore' };
  return [sdk, await clients.other(place, (own) => new sdk.IdentitystoreClient(own))];
}

export async function adminOf({ clients, center }: CenterReader): Promise<Admin> {
  const sdk = await import('@aws-sdk/client-sso-admin');
  const place = { ...center, service: 'sso' };
  return [sdk, await clients.other(place, (own) => new sdk.SSOAdminClient(own))];
}

export async function schedulerOf({ clients, center }: CenterReader): Promise<Schedules> {
  const sdk = await import('@aws-sdk/client-scheduler');
  const place = { ...center, service: 'scheduler' };
  return [sdk, await clients.other(place, (own) => new sdk.SchedulerClient(own))];
}

interface PageOf {
  readonly NextToken?: string | undefined;
}

/** All pages of a list, in order. */
export async function pagesOf<P extends PageOf, T>(
  action: string,
  page: (next: { readonly NextToken?: string }) => Promise<P>,
  items: (page: P) => readonly T[] | undefined,
): Promise<readonly T[]> {
  const found: T[] = [];
  let next: { readonly NextToken?: string } = {};
  for (let pages = 0; pages < 1_000; pages += 1) {
    const one = await answered(action, () => page(next));
    found.push(...(items(one) ?? []));
    if (!one.NextToken) return found;
    next = { NextToken: one.NextToken };
  }
  throw new Fault('aws-unreachable', `${action}: more pages than there can be.`);
}
