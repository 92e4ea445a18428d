/** Examines the catalogued accounts one by one, and goes on where one of them cannot be read. */

import type { Config } from '../../src/config/config.ts';
import type { Target } from '../../src/catalog/target.ts';
import { roleSessionOf } from '../../src/kernel/role-session.ts';
import type { Clock } from '../../src/kernel/time.ts';
import type { Examiner, Weakness } from '../../src/ports/examiner.ts';
import { botArn } from './bot-arn.ts';
import type { Clients } from './clients.ts';
import { unbookedHolders } from './examine-center.ts';
import { unfitGroups } from './examine-groups.ts';
import { lackedRights } from './examine-needs.ts';
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
  readonly config: Pick<
    Config,
    'catalog' | 'center' | 'installation' | 'people' | 'policies' | 'saysWhatWasDone'
  >;
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
    async weaknesses(bot) {
      if (bot !== undefined) requireHome(examined, bot);
      const found: Weakness[] = [];
      const looking = { ...examined, targets, bot };
      for (const account of all) {
        for (const one of await inAccount(looking, account)) found.push(one);
      }
      return found;
    },
  };
}

interface Looking extends Examined {
  readonly targets: readonly Target[];
  /** By its ARN, where somebody else looks. */
  readonly bot: string | undefined;
}

/** In other accounts it is the role that it enters them by. */
function requireHome({ accounts, config }: Examined, bot: string): void {
  const account = bot.split(':')[4] ?? '';
  if (accounts.has(account) && !config.catalog.accounts.get(account)?.role) return;
  throw new Error(
    `${bot} is of account ${account}, where the bot is not at home: name the role or user whose ` +
      'credentials the bot has.',
  );
}

const LOOK_MS = 180_000;

async function inAccount(looking: Looking, account: string): Promise<readonly Weakness[]> {
  if (!looking.accounts.has(account)) return [{ kind: 'unreadable', account, why: [NO_ROLE] }];
  // One after another: an account that is slow or throttled is not asked for more at once.
  const found: Weakness[] = [];
  const why = new Set<string>();
  for (const look of looksAt(looking, account)) {
    await look().then(
      (seen) => seen.forEach((one) => found.push(one)),
      (error: unknown) => why.add(unseen(error)),
    );
  }
  const parts = found.flatMap((one) => (one.kind === 'unreadable' ? one.why : []));
  const all = [...new Set([...why, ...parts])];
  const seen = inOne(found.filter(({ kind }) => kind !== 'unreadable'));
  return all.length > 0 ? [...seen, { kind: 'unreadable', account, why: all }] : seen;
}

/** Two looks at the bot may be denied, for one note. */
function inOne(found: readonly Weakness[]): readonly Weakness[] {
  const unread = found.filter((one) => one.kind === 'bot-unread');
  const [first] = unread;
  if (!first) return found;
  const why = [...new Set(unread.flatMap((one) => one.why))];
  return [...found.filter(({ kind }) => kind !== 'bot-unread'), { ...first, why }];
}

type Look = () => Promise<readonly Weakness[]>;

function looksAt(looking: Looking, account: string): readonly Look[] {
  const { clients, userAccounts, clock, config, targets } = looking;
  const { center, installation } = config;
  const signal = AbortSignal.timeout(LOOK_MS);
  const iam = () => callerOf(clients, account, signal);
  const nowMs = clock.nowMs();
  const inCenter =
    center?.account === account ? { clients, center, installation, clock, signal } : undefined;
  let known: Promise<string> | undefined;
  const bot = () =>
    (known ??= iam().then((caller) => botArn(looking, account, caller, looking.bot)));
  const looks: Look[] = [
    async () => ownRights(await iam(), account, await bot(), nowMs),
    async () => {
      const isAssumed = looking.bot === undefined && !config.catalog.accounts.get(account)?.role;
      const who = { bot: await bot(), isAssumed };
      return lackedRights({ caller: await iam(), account, config, inCenter, ...who });
    },
    async () => {
      const ways = waysIn(config.people).filter((one) => one.account === account);
      return ways.length > 0 ? unfitHolderRoles(await iam(), ways) : [];
    },
    async () => openRoles(await iam(), rolesIn(account, targets)),
    () => unfitDocuments(clients, account, targets, signal),
    () => unfitRunbooks(clients, account, targets, signal),
  ];
  if (inCenter) looks.push(() => unbookedHolders(inCenter, targets));
  if (userAccounts.has(account)) {
    // Read once for both, and told once where it cannot be.
    let people: Promise<People> | undefined;
    const read = () => (people ??= iam().then(peopleOf));
    looks.push(
      async () => unfitGroups(await iam(), account, [...config.catalog.entitlements.values()]),
      async () => {
        const [people, self] = [await read(), await bot()];
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
