/** The chats of the simulated world: who has which account in which, and where cards stand. */

import { chatOf, type PersonKey, personKey } from '../../src/kernel/brand.ts';

export type ChatName = 'slack' | 'teams';
/** Where people ask and approve in one run: in one of the two, or in both. */
export type Chats = ChatName | 'both';

export const TEAM = 'T0PRODDEMO';
export const TENANT = '1b2c3d4e-0000-4000-8000-5f6a7b8c9d0e';
const entra = (last: number): string => `1b2c3d4e-0000-4000-8000-${String(last).padStart(12, '0')}`;

interface Account {
  readonly slack?: string;
  readonly teams: string;
}

/** By a short name; dai has two in each chat, and eve one in Teams that nobody mapped. */
export const ACCOUNTS = {
  aiko: { slack: 'U0AIKO0001', teams: entra(1) },
  ben: { slack: 'U0BEN00001', teams: entra(2) },
  chie: { slack: 'U0CHIE0001', teams: entra(3) },
  dai: { slack: 'U0DAI00001', teams: entra(4) },
  dai2: { slack: 'U0DAI00002', teams: entra(5) },
  eve: { slack: 'U0EVE00001', teams: entra(6) },
  mallory: { slack: 'U0MALLORY1', teams: entra(7) },
  stray: { teams: entra(8) },
} as const satisfies Readonly<Record<string, Account>>;
export type Who = keyof typeof ACCOUNTS;
export const EVERY_ACCOUNT = Object.keys(ACCOUNTS) as readonly Who[];
/** Accounts that the bot knows; only where there are two chats is there another. */
export const WHO = EVERY_ACCOUNT.filter((who) => who !== 'stray');
export const accountsIn = (chats: Chats): readonly Who[] =>
  chats === 'both' ? EVERY_ACCOUNT : WHO;

export function keyOf(who: Who, chat: ChatName = 'slack'): PersonKey {
  const { slack, teams }: Account = ACCOUNTS[who];
  return slack === undefined || chat === 'teams'
    ? personKey('teams', TENANT, teams)
    : personKey('slack', TEAM, slack);
}

const owners: ReadonlyMap<string, Who> = new Map(
  EVERY_ACCOUNT.flatMap((who) => [
    [keyOf(who, 'slack'), who],
    [keyOf(who, 'teams'), who],
  ]),
);
/** Whose account it is; undefined of one that nobody has. */
export const ownerOf = (key: string): Who | undefined => owners.get(key);

const HUMANS: Readonly<Partial<Record<Who, string>>> = { dai2: 'dai', stray: 'eve' };
/** One human by whatever account. */
export function humanOf(account: string): string {
  const [key = account] = account.split('#');
  const who = ownerOf(key);
  return who === undefined ? key : (HUMANS[who] ?? who);
}

/** By which account somebody acts on what stands in a channel: dai2 also by the other chat. */
export function actorAt(chats: Chats, who: Who, channel: string): PersonKey | undefined {
  const chat = chatOf(channel);
  if (who === 'stray' && chat === 'slack') return undefined;
  const isAcross = chats === 'both' && who === 'dai2';
  return keyOf(who, isAcross === (chat === 'slack') ? 'teams' : 'slack');
}

/** In which chat somebody types a line: where there are two, in one as often as in the other. */
export function typedIn({ seed, chats }: Typing, deed: number): ChatName {
  if (chats !== 'both') return chats;
  return (seed + deed) % 2 === 0 ? 'slack' : 'teams';
}

interface Typing {
  readonly seed: number;
  readonly chats: Chats;
}

/** Where cards are posted, by the chats of the run; in both, half of them in each. */
export interface Channels {
  readonly cards: string;
  readonly others: string;
  readonly operators: string;
}

const SLACK = { cards: 'C0APPROVE1', operators: 'C0OPS00001' } as const;
const TEAMS = { cards: '19:approve@thread.tacv2', operators: '19:ops@thread.tacv2' } as const;
export const CHANNELS: Readonly<Record<Chats, Channels>> = {
  slack: { ...SLACK, others: SLACK.cards },
  teams: { ...TEAMS, others: TEAMS.cards },
  both: { cards: TEAMS.cards, others: SLACK.cards, operators: SLACK.operators },
};

/** The group of the leads, and the chat that keeps it. */
export const LEADS: Readonly<Record<ChatName, string>> = { slack: 'S0LEADS001', teams: entra(100) };
export const keeperOf = (chats: Chats): ChatName => (chats === 'slack' ? 'slack' : 'teams');

const TURNS: readonly Chats[] = ['slack', 'slack', 'teams', 'both', 'slack', 'teams', 'both'];
export const chatsOf = (seed: number): Chats => TURNS[seed % TURNS.length] ?? 'slack';
