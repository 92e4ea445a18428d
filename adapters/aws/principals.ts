/** Which user at AWS is which person: by tags of IAM users, by addresses in Identity Center. */

import type { Clock } from '../../src/kernel/time.ts';
import type { PrincipalDirectory, PrincipalEntry } from '../../src/ports/directory.ts';
import type { CenterReader } from './center-call.ts';
import type { Clients } from './clients.ts';
import { isOfMissing } from './faults.ts';
import { type Caller, callerOf } from './iam-call.ts';
import { userTags } from './iam-read.ts';
import { allUsers } from './iam-survey.ts';
import { someAtOnce } from './some-at-once.ts';

const READ_MS = 60_000;

interface Places {
  readonly clients: Clients;
  readonly accounts: ReadonlySet<string>;
  readonly inCenter: CenterReader | undefined;
}

export function createPrincipalDirectory(places: Places, clock: Clock): PrincipalDirectory {
  let known: { readonly entries: Promise<readonly PrincipalEntry[]>; readonly atMs: number } = {
    entries: Promise.resolve([]),
    atMs: Number.NEGATIVE_INFINITY,
  };
  return {
    entries(maxAgeMs) {
      if (clock.monotonicMs() - known.atMs <= maxAgeMs) return known.entries;
      const entries = readAll(places);
      known = { entries, atMs: clock.monotonicMs() };
      entries.catch(() => {
        known = { ...known, atMs: Number.NEGATIVE_INFINITY };
      });
      return entries;
    },
  };
}

async function readAll({
  clients,
  accounts,
  inCenter,
}: Places): Promise<readonly PrincipalEntry[]> {
  const signal = AbortSignal.timeout(READ_MS);
  const entries: PrincipalEntry[] = [];
  if (inCenter) {
    const { centerEntries } = await import('./center-people.ts');
    for (const one of await centerEntries({ ...inCenter, signal })) entries.push(one);
  }
  for (const account of accounts) {
    const caller = await callerOf(clients, account, AbortSignal.timeout(READ_MS));
    const names = (await allUsers(caller)).map(({ UserName = '' }) => UserName);
    const found = await someAtOnce(names, AT_ONCE, (user) => entryOf(caller, account, user));
    entries.push(...found.flatMap((one) => one ?? []));
  }
  return entries;
}

async function entryOf(
  caller: Caller,
  account: string,
  user: string,
): Promise<PrincipalEntry | undefined> {
  const read = await userTags(caller, user).catch((error: unknown) => {
    // Deleted since the list was read, or the list is behind. Everybody else is who they are.
    if (isOfMissing(error)) return [];
    throw error;
  });
  const tags = new Map(read.map(({ Key, Value }) => [Key, Value]));
  const chat = tags.get('prod-access:chat');
  const email = tags.get('prod-access:email')?.toLowerCase();
  if (!chat && !email) return undefined;
  return { account, user, ...(chat ? { chat } : {}), ...(email ? { email } : {}) };
}

/** IAM reads its own pace, and removals use the same. */
const AT_ONCE = 4;
