/** Draws a run from its seed. */

import { createDice, type Dice } from './dice.ts';
import { withChats } from './draw-teams.ts';
import type { Port, Trouble } from './faults.ts';
import { withHands } from './draw-hands.ts';
import { elsewhere, moved } from './kinds.ts';
import type { Act, Deed, Script } from './script.ts';
import { ASKERS, ENTITLEMENTS } from './town.ts';
import { type Chats, chatsOf, type Who } from './town-chats.ts';
import { broken, withMore } from './draw-policy.ts';
import { type DrawnPolicy, policyOf } from './town-policy.ts';

const MINUTE = 60_000;
const APPROVERS: readonly Who[] = ['ben', 'chie', 'dai', 'dai2', 'eve', 'ben', 'chie'];

/** How much happens, and how fast. */
interface Pace {
  readonly asks: readonly number[];
  readonly minutes: readonly number[];
  /** All else is so many times as long. */
  readonly times: number;
  /** How many runs meet an hour's outage. */
  readonly hours: number;
  /** How many runs go on until every fence is gone. */
  readonly long: number;
}

const FULL: Pace = {
  asks: [1, 1, 2, 2, 3],
  minutes: [2, 3, 4, 6],
  times: 1,
  hours: 0.04,
  long: 0.1,
};
const BRIEF: Pace = { asks: [1, 1, 1, 2], minutes: [1, 1, 2], times: 0.3, hours: 0, long: 0.01 };
/** Most runs are brief, for many of those find more in an hour than few long ones. */
export const isFull = (seed: number): boolean => seed % 8 === 3;

export function drawScript(seed: number, dice: Dice, chats: Chats = chatsOf(seed)): Script {
  const pace = isFull(seed) ? FULL : BRIEF;
  const asks = dice.pick(pace.asks);
  const deeds: Omit<Deed, 'number'>[] = [];
  for (let ask = 0; ask < asks; ask += 1) {
    deeds.push(...drawAsk(dice, ask, pace).map((deed) => moved(seed, deed)));
  }
  if (dice.chance(0.25)) deeds.push(other(dice, 'leave', pace), other(dice, 'join', pace));
  if (dice.chance(0.12)) deeds.push(other(dice, 'quit', pace));
  if (dice.chance(0.15)) deeds.push(other(dice, 'configure', pace));
  deeds.sort((left, right) => left.atMs - right.atMs);
  const replicas = dice.pick([2, 2, 3]);
  const numbered = deeds.map((deed, number) => ({ ...deed, number }));
  const drawn = {
    seed,
    replicas,
    skewsMs: Array.from({ length: replicas }, () =>
      dice.chance(0.5) ? 0 : dice.between(-15_000, 15_000),
    ),
    deeds: elsewhere(seed, numbered),
    ...heard(drawTroubles(dice, replicas, numbered.length, pace), numbered),
    isLong: dice.chance(pace.long),
    isForeign: dice.chance(0.15),
    ...lostOf(seed, replicas),
    isOnSql: seed % 12 === 7,
  };
  const policy = policyOf(seed, drawn.healMs);
  return withChats(withHands(policy ? byPolicy(drawn, policy) : drawn), chats);
}

/** By dice of its own, as what follows. */
function lostOf(seed: number, replicas: number): Pick<Script, 'lost'> {
  const dice = createDice(seed, 11);
  return dice.chance(0.25) ? { lost: dice.int(replicas) } : {};
}

/** By dice of its own: all else stays as it was drawn. */
function byPolicy(drawn: Omit<Script, 'chats'>, policy: DrawnPolicy): Omit<Script, 'chats'> {
  const isAllowed = policy.rules.some(({ breakGlass }) => breakGlass);
  const dice = createDice(drawn.seed, 10);
  const deeds = isAllowed ? broken(drawn.deeds, dice) : drawn.deeds;
  return { ...drawn, deeds: withMore(deeds, dice), policy };
}

function drawAsk(dice: Dice, ask: number, { minutes: lengths, times }: Pace) {
  const startMs = dice.between(2_000, 6 * MINUTE * times);
  const who = dice.pick(ASKERS);
  const entitlement = dice.pick(ENTITLEMENTS);
  const minutes = dice.pick(lengths);
  const within = (fromMs: number, toMs: number) =>
    startMs + dice.between(fromMs, Math.max(fromMs, toMs * times));
  const deeds: Omit<Deed, 'number'>[] = [
    { atMs: startMs, who, act: { do: 'ask', ask, entitlement, minutes } },
  ];
  const add = (share: number, atMs: number, by: Who, act: Act) => {
    if (dice.chance(share)) deeds.push({ atMs, who: by, act });
  };
  for (let votes = dice.between(1, 4); votes > 0; votes -= 1) {
    add(1, within(8_000, 2 * MINUTE), dice.pick(APPROVERS), { do: 'approve', ask, ago: 0 });
  }
  add(0.3, within(8_000, 3 * MINUTE), who, { do: 'approve', ask, ago: 0 });
  add(0.2, within(8_000, 3 * MINUTE), 'mallory', { do: 'approve', ask, ago: 0 });
  add(0.3, within(10_000, 3 * MINUTE), dice.pick(APPROVERS), { do: 'approve', ask, ago: 1 });
  add(0.15, within(5_000, 3 * MINUTE), 'mallory', { do: 'forge', ask });
  add(0.15, within(8_000, 2 * MINUTE), dice.pick(APPROVERS), { do: 'deny', ask });
  add(0.1, within(8_000, 2 * MINUTE), dice.pick(APPROVERS), { do: 'shorter', ask });
  add(0.1, within(5_000, 3 * MINUTE), who, { do: 'cancel', ask });
  add(0.25, within(MINUTE, 5 * MINUTE), who, { do: 'done', ask });
  add(0.2, within(MINUTE, 5 * MINUTE), dice.pick(APPROVERS), { do: 'end-now', ask });
  if (dice.chance(0.35)) {
    const atMs = within(MINUTE, 5 * MINUTE);
    add(1, atMs, who, { do: 'extend', ask });
    for (let votes = dice.between(1, 2); votes > 0; votes -= 1) {
      const act = { do: 'approve', ask, ago: 0 } as const;
      add(1, atMs + dice.between(6_000, 90_000), dice.pick(APPROVERS), act);
    }
  }
  for (let tries = 0; tries < 6; tries += 1)
    add(1, within(20_000, 12 * MINUTE), who, { do: 'grab' });
  return deeds;
}

type Other = 'leave' | 'join' | 'quit' | 'configure';

const other = (dice: Dice, what: Other, { times }: Pace) => ({
  atMs: dice.between(10_000, 8 * MINUTE * times),
  who: dice.pick(APPROVERS),
  act: { do: what },
});

type Drawn = ReturnType<typeof drawTroubles>;

/** An ask that nobody hears of makes an idle run: it comes late instead. */
const heard = ({ troubles, healMs }: Drawn, deeds: readonly Deed[]): Drawn => ({
  healMs,
  troubles: troubles.map((one) =>
    one.kind === 'delivery' && one.how === 'never' && deeds[one.deed]?.act.do === 'ask'
      ? { ...one, how: 'late' }
      : one,
  ),
});

const PORTS: readonly Port[] = ['store', 'cloud', 'chat', 'directory'];

/** Each run has a mix of its own; some are quiet but for a little. */
function drawTroubles(dice: Dice, replicas: number, deeds: number, { times, hours }: Pace) {
  const troubles: Trouble[] = [];
  const span = (longestMs: number, isOfOne: boolean) => {
    const fromMs = dice.between(0, 11 * MINUTE * times);
    const toMs = fromMs + dice.between(5_000, Math.max(5_000, longestMs * times));
    return isOfOne ? { fromMs, toMs, replica: dice.int(replicas) } : { fromMs, toMs };
  };
  const many = (most: number, draw: () => Trouble) => {
    for (let left = dice.int(most + 1); left > 0; left -= 1) troubles.push(draw());
  };
  const port = () => dice.pick(PORTS);
  const share = () => dice.between(1, 5) / 10;
  many(2, () => ({ kind: 'outage', port: port(), ...span(3 * MINUTE, dice.chance(0.5)) }));
  many(3, () => ({ kind: 'flaky', port: port(), share: share(), ...span(6 * MINUTE, false) }));
  many(1, () => ({ kind: 'throttle', port: dice.pick(['cloud', 'chat']), ...span(MINUTE, false) }));
  many(1, () => ({
    kind: 'slow',
    port: port(),
    ms: dice.between(500, 4_500),
    ...span(MINUTE, true),
  }));
  many(3, () => {
    const crash = { calls: dice.between(1, 40), after: dice.chance(0.5) };
    return { kind: 'crash', ...crash, ...span(2 * MINUTE, true) };
  });
  many(1, () => ({ kind: 'pause', ...span(MINUTE, true) }));
  many(1, () => ({
    kind: 'jump',
    skewMs: dice.between(-29_000, 29_000),
    ...span(9 * MINUTE, true),
  }));
  const healMs = dice.chance(hours) ? 80 * MINUTE : 16 * MINUTE * times;
  if (healMs > 60 * MINUTE) {
    const hour = { fromMs: dice.between(0, 9 * MINUTE), toMs: 70 * MINUTE };
    troubles.push({ kind: 'outage', port: dice.pick(['cloud', 'chat']), ...hour });
  }
  do {
    const how = dice.pick(['twice', 'twice', 'late', 'never'] as const);
    const always = { fromMs: 0, toMs: healMs };
    troubles.push({ kind: 'delivery', deed: dice.int(deeds), how, ...always });
  } while (troubles.length < 5 || dice.chance(0.4));
  return { troubles, healMs };
}
