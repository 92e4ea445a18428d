/** Examines the catalogued accounts one by one, and goes on where one of them cannot be read. */

import type { Config } from '../../src/config/config.ts';
import type { Target } from '../../src/catalog/target.ts';
import { roleSessionOf } from '../../src/kernel/role-session.ts';
import type { Clock } from '../../src/kernel/time.ts';
import type { Examiner, Weakness } from '../../src/ports/examiner.ts';
import type { Clients } from './clients.ts';
import { unbookedHolders } from './examine-center.ts';
import { unfitHolderRoles } from './examine-holder-roles.ts';
import { openRoles, rolesIn, unfitDocuments, unfitRunbooks } from './examine-places.ts';
import { ownRights } from './examine-self.ts';
import { AT_ONCE, unboundedHolders, waysAround } from './examine-users.ts';
import { unseen } from './faults.ts';
import { callerOf } from './iam-call.ts';
import type { People } from './people.ts';
import { peopleOf } from './read-people.ts';
import { waysIn } from './session-roles.ts';
import { someAtOnce } from './some-at-once.ts';

export interface Examined {
  readonly config: Pick<Config, 'catalog' | 'center' | 'installation' | 'people'>;
  readonly clients: Clients;
  /** The accounts whose users hold access through us. */
  readonly userAccounts: ReadonlySet<string>;
  /** Those for which we have credentials. */
  readonly accounts: ReadonlySet<string>;
  readonly clock: Clock;
}

export function createExaminer(examined: Examined): Examiner {
  const { catalog } = examined.config;
  const targets = [...catalog.entitlements.values()].flatMap((one) => one.targets);
  const roles = targets.flatMap((target) => target.roles.map((role) => role.account));
  const center = examined.config.center ? [examined.config.center.account] : [];
  const all = new Set([...examined.userAccounts, ...catalog.accounts.keys(), ...center, ...roles]);
  return {
    async weaknesses() {
      const found: Weakness[] = [];
      for (const account of all) found.push(...(await inAccount(examined, targets, account)));
      return found;
    },
  };
}

const LOOK_MS = 180_000;

async function inAccount(
  examined: Examined,
  targets: readonly Target[],
  account: string,
): Promise<readonly Weakness[]> {
  if (!examined.accounts.has(account)) return [{ kind: 'unreadable', account, why: [NO_ROLE] }];
  // One after another: an account that is slow or throttled is not asked for more at once.
  const found: Weakness[] = [];
  const why = new Set<string>();
  for (const look of looksAt(examined, targets, account)) {
    await look().then(
      (seen) => found.push(...seen),
      (error: unknown) => why.add(unseen(error)),
    );
  }
  const parts = found.flatMap((one) => (one.kind === 'unreadable' ? one.why : []));
  const all = [...new Set([...why, ...parts])];
  const seen = found.filter(({ kind }) => kind !== 'unreadable');
  return all.length > 0 ? [...seen, { kind: 'unreadable', account, why: all }] : seen;
}

type Look = () => Promise<readonly Weakness[]>;

function looksAt(examined: Examined, targets: readonly Target[], account: string): readonly Look[] {
  const { clients, userAccounts, clock, config } = examined;
  const { center, installation } = config;
  const signal = AbortSignal.timeout(LOOK_MS);
  const iam = () => callerOf(clients, account, signal);
  const nowMs = clock.nowMs();
  const looks: Look[] = [
    async () => ownRights(await iam(), account, await clients.arn(account), nowMs),
    async () => {
      const ways = waysIn(config.people).filter((one) => one.account === account);
      return ways.length > 0 ? unfitHolderRoles(await iam(), ways) : [];
    },
    async () => openRoles(await iam(), rolesIn(account, targets)),
    () => unfitDocuments(clients, account, targets, signal),
    () => unfitRunbooks(clients, account, targets, signal),
  ];
  if (center?.account === account) {
    const caller = { clients, center, installation, clock, signal };
    looks.push(() => unbookedHolders(caller, targets));
  }
  if (userAccounts.has(account)) {
    // Read once for both, and told once where it cannot be.
    let people: Promise<People> | undefined;
    const read = () => (people ??= iam().then(peopleOf));
    looks.push(
      async () => {
        const [people, self] = [await read(), await clients.arn(account)];
        return waysAround({ people, account, installation, targets, nowMs, self });
      },
      async () => {
        const all = await read();
        const holders = await holdersIn(config.people, account, all);
        return unboundedHolders({ people: all, account }, holders);
      },
    );
  }
  return looks;
}

const NO_ROLE = 'no role is named for it under accounts';

/** Whom the file maps, and whom tags map where they are believed. */
async function holdersIn(
  { listed, byTag, byEmail }: Config['people'],
  account: string,
  people: People,
): Promise<readonly string[]> {
  const keys = new Set([...(byTag ? [CHAT] : []), ...(byEmail ? [EMAIL] : [])]);
  const named = listed.flatMap(({ principal }) =>
    principal?.account === account && !roleSessionOf(principal.user) ? [principal.user] : [],
  );
  if (keys.size === 0) return named;
  const tagged = await someAtOnce(people.users, AT_ONCE, async (user) => {
    const isMapped = (await people.tags(user)).some(({ Key = '' }) => keys.has(Key));
    return isMapped ? [user] : [];
  });
  return [...new Set([...named, ...tagged.flat()])];
}

const CHAT = 'prod-access:chat';
const EMAIL = 'prod-access:email';
