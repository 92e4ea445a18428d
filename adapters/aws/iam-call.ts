/** One call of IAM: its error turned into a fault, its pages put together. */

import type { IAMClient } from '@aws-sdk/client-iam';
import { Fault } from '../../src/kernel/fault.ts';
import type { Clients } from './clients.ts';
import { faultOf, isMissing } from './faults.ts';

type Sdk = Awaited<ReturnType<Clients['sdk']>>;

/** What the readers of IAM work with. */
export interface Caller {
  readonly sdk: Sdk;
  readonly client: IAMClient;
  readonly signal: AbortSignal;
}

export async function callerOf(
  clients: Clients,
  account: string,
  signal: AbortSignal,
): Promise<Caller> {
  const [sdk, client] = await Promise.all([clients.sdk(), clients.iam(account)]);
  return { sdk, client, signal };
}

/** @throws Fault for everything that is not an answer. */
export async function answered<T>(action: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw faultOf(error, action);
  }
}

/** Undefined when AWS says there is no such thing. */
export async function orMissing<T>(action: string, call: () => Promise<T>): Promise<T | undefined> {
  return answered(action, async () => {
    try {
      return await call();
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  });
}

interface PageOf {
  readonly IsTruncated?: boolean | undefined;
  readonly Marker?: string | undefined;
}

/** All pages of a list, in order. */
export async function allPages<P extends PageOf, T>(
  action: string,
  page: (Marker: string | undefined) => Promise<P>,
  items: (page: P) => readonly T[] | undefined,
): Promise<readonly T[]> {
  const found: T[] = [];
  let marker: string | undefined;
  for (let pages = 0; pages < 1_000; pages += 1) {
    const one = await answered(action, () => page(marker));
    found.push(...(items(one) ?? []));
    if (!one.IsTruncated || !one.Marker) return found;
    marker = one.Marker;
  }
  throw new Fault('aws-unreachable', `${action}: more pages than there can be.`);
}

/** IAM hands policy documents out URL-encoded (RFC 3986). */
export function documentOf(encoded: string | undefined): unknown {
  try {
    return JSON.parse(decodeURIComponent(encoded ?? '')) as unknown;
  } catch (cause) {
    throw new Fault('aws-unreachable', 'A policy document could not be read.', { cause });
  }
}
