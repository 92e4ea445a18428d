/** Draws what is done at AWS by hand, and roles that take no fence: by dice of its own. */

import { createDice, type Dice } from './dice.ts';
import type { Trouble } from './faults.ts';
import type { Act, Deed, Script } from './script.ts';
import { USERS } from './town.ts';
import type { Who } from './town-chats.ts';

type Drawn = Omit<Script, 'chats'>;

interface Ask {
  readonly who: Who;
  readonly entitlement: string;
  readonly atMs: number;
  readonly startMs: number;
  readonly endMs: number;
  readonly isLikely: boolean;
}

const SECOND = 1_000;
const MINUTE = 60_000;
const FIRST_NUMBER = 3_000;
/** Of these the way in is through IAM alone, and nothing is left running with the user gone. */
const OF_IAM: readonly string[] = ['prod-db', 'prod-logs', 'prod-ops', 'prod-fix', 'prod-sso'];
const ROLES: Readonly<Record<string, string>> = {
  'prod-db': 'Db',
  'prod-ops': 'Ops',
  'prod-fix': 'Ops',
};

export function withHands(drawn: Drawn): Drawn {
  const asks = asksIn(drawn);
  const closed = closedOf(drawn, asks);
  const hands = [...groupOf(drawn, asks), ...userOf(drawn, asks)];
  const deeds = hands.map((one, at) => ({ ...one, number: FIRST_NUMBER + at }));
  const renamed = renamedOf(drawn, asks);
  if (closed.length + deeds.length + renamed.length === 0) return drawn;
  return {
    ...drawn,
    deeds: [...drawn.deeds, ...deeds],
    troubles: [...drawn.troubles, ...closed, ...renamed],
  };
}

/** With when it will be granted if all goes well, and when it ends. */
function asksIn({ deeds }: Drawn): readonly Ask[] {
  return deeds.flatMap((deed): readonly Ask[] => {
    const { act, who, atMs } = deed;
    if (act.do !== 'ask') return [];
    const about = deeds.filter((one) => 'ask' in one.act && one.act.ask === act.ask);
    const votes = about.filter((one) => one.act.do === 'approve' && nameOf(one.who) !== who);
    const needed = act.entitlement === 'prod-db' ? 2 : 1;
    const voted = new Map(votes.toReversed().map((one) => [nameOf(one.who), one.atMs]));
    const lastMs = [...voted.values()].toSorted((left, right) => left - right)[needed - 1];
    const startMs = (lastMs ?? atMs + 30 * SECOND) + 10 * SECOND;
    const early = about.filter((one) => EARLY.includes(one.act.do) && one.atMs > startMs);
    const over = [startMs + act.minutes * MINUTE, ...early.map((one) => one.atMs)];
    const isLikely = lastMs !== undefined && !about.some((one) => one.act.do === 'deny');
    return [
      { who, entitlement: act.entitlement, atMs, startMs, endMs: Math.min(...over), isLikely },
    ];
  });
}

/** One that is likely to be granted, if there are any. */
function pickOf(dice: Dice, asks: readonly Ask[]): Ask {
  const likely = asks.filter(({ isLikely }) => isLikely);
  return dice.pick(likely.length > 0 ? likely : asks);
}

const EARLY: readonly string[] = ['done', 'end-now'];
const nameOf = (who: Who): string => (who === 'dai2' ? 'dai' : who);

/** Mostly about the end, when fences are to be moved. */
function closedOf({ seed, healMs }: Drawn, asks: readonly Ask[]): readonly Trouble[] {
  const dice = createDice(seed, 12);
  const led = asks.filter(({ entitlement }) => ROLES[entitlement] !== undefined);
  if (led.length === 0 || !dice.chance(0.3)) return [];
  const ask = pickOf(dice, led);
  const isAtEnd = dice.chance(0.7);
  const aboutMs = isAtEnd ? ask.endMs - dice.between(0, 60) * SECOND : ask.startMs;
  const fromMs = Math.max(0, Math.min(aboutMs - dice.int(20) * SECOND, healMs - 20 * SECOND));
  const toMs = Math.min(healMs, fromMs + dice.between(15, isAtEnd ? 240 : 60) * SECOND);
  const how = dice.pick(['denies', 'denies', 'full', 'silent', 'silent'] as const);
  return [{ kind: 'closed', role: ROLES[ask.entitlement] ?? '', how, fromMs, toMs }];
}

function renamedOf({ seed, healMs }: Drawn, asks: readonly Ask[]): readonly Trouble[] {
  const dice = createDice(seed, 13);
  const ask = pickUser(dice, asks, 0.08);
  if (!ask) return [];
  const fromMs = Math.min(dice.between(ask.startMs, ask.endMs), healMs - 20 * SECOND);
  const toMs = Math.min(healMs, fromMs + dice.between(15, 150) * SECOND);
  return [{ kind: 'renamed', user: USERS[ask.who] ?? '', fromMs, toMs }];
}

type Hand = Omit<Deed, 'number'>;

/** Renamed, and then perhaps as before again; or another one takes the name, or its place. */
function groupOf({ seed }: Drawn, asks: readonly Ask[]): readonly Hand[] {
  const dice = createDice(seed, 14);
  const led = asks.filter(({ entitlement }) => ROLES[entitlement] === 'Ops');
  if (led.length === 0 || !dice.chance(0.8)) return [];
  const ask = pickOf(dice, led);
  const atMs = dice.between(ask.startMs - 10 * SECOND, ask.endMs + 10 * SECOND);
  const by = (afterMs: number, act: Act): Hand => ({ atMs: atMs + afterMs, who: 'mallory', act });
  const joined = (['aiko', 'ben', 'chie', 'dai', 'eve'] as const).filter(() => dice.chance(0.25));
  const laterMs = dice.between(20, 150) * SECOND;
  if (dice.chance(0.4)) return [by(0, { do: 'remake-group', joined })];
  const renamed = by(0, { do: 'rename-group', to: 'ops-old' });
  const next = dice.int(3);
  if (next === 0) return [renamed];
  if (next === 1) return [renamed, by(laterMs, { do: 'rename-group', to: 'ops' })];
  return [renamed, by(laterMs, { do: 'remake-group', joined })];
}

/** About the end of what they hold, or within it. */
function userOf(drawn: Drawn, asks: readonly Ask[]): readonly Hand[] {
  const dice = createDice(drawn.seed, 15);
  // Whose membership by another hand would be lost with the user.
  const ask = pickUser(dice, asks, 0.22);
  if (!ask || (drawn.isForeign && ask.who === 'dai')) return [];
  const atMs = dice.between(ask.startMs - 10 * SECOND, ask.endMs + 10 * SECOND);
  const gone: Hand = { atMs, who: ask.who, act: { do: 'delete-user' } };
  if (dice.chance(0.5)) return [gone];
  const laterMs = dice.between(1, 120) * SECOND;
  return [gone, { atMs: atMs + laterMs, who: ask.who, act: { do: 'make-user' } }];
}

/** Somebody whose asks are all of IAM. */
function pickUser(dice: Dice, asks: readonly Ask[], share: number): Ask | undefined {
  const other = new Set<Who>(
    asks.filter(({ entitlement }) => !OF_IAM.includes(entitlement)).map(({ who }) => who),
  );
  const fit = asks.filter(({ who }) => !other.has(who));
  return fit.length > 0 && dice.chance(share) ? pickOf(dice, fit) : undefined;
}
