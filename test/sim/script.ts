/** What people do in one run and what goes wrong meanwhile, drawn from the seed beforehand. */

import type { Dice } from './dice.ts';
import type { Port, Trouble } from './faults.ts';
import { ASKERS, ENTITLEMENTS, type Who } from './town.ts';

export type Act =
  | {
      readonly do: 'ask';
      readonly ask: number;
      readonly entitlement: string;
      readonly minutes: number;
    }
  /** As the card looked so many looks ago. */
  | { readonly do: 'approve'; readonly ask: number; readonly ago: number }
  | { readonly do: 'shorter'; readonly ask: number }
  | { readonly do: 'deny' | 'end-now' | 'done' | 'cancel' | 'extend'; readonly ask: number }
  /** With a drawing nobody ever drew, or on a card that stands elsewhere. */
  | { readonly do: 'forge'; readonly ask: number }
  | { readonly do: 'leave' | 'join' | 'quit' }
  | { readonly do: 'configure' }
  /** Opens a session wherever it can be had. */
  | { readonly do: 'grab' };

export interface Deed {
  readonly number: number;
  /** Since the start of the run. */
  readonly atMs: number;
  readonly who: Who;
  readonly act: Act;
}

export interface Script {
  readonly seed: number;
  readonly replicas: number;
  readonly skewsMs: readonly number[];
  readonly deeds: readonly Deed[];
  readonly troubles: readonly Trouble[];
  /** From then on nothing goes wrong any more. */
  readonly healMs: number;
  /** Whether the run goes on until every fence is gone. */
  readonly isLong: boolean;
  /** Whether an administrator has made somebody a member by hand. */
  readonly isForeign: boolean;
}

const MINUTE = 60_000;
const APPROVERS: readonly Who[] = ['ben', 'chie', 'dai', 'dai2', 'eve', 'ben', 'chie'];

export function drawScript(seed: number, dice: Dice): Script {
  const asks = dice.pick([1, 1, 2, 2, 3]);
  const deeds: Omit<Deed, 'number'>[] = [];
  for (let ask = 0; ask < asks; ask += 1) deeds.push(...drawAsk(dice, ask));
  if (dice.chance(0.25)) deeds.push(other(dice, 'leave'), other(dice, 'join'));
  if (dice.chance(0.12)) deeds.push(other(dice, 'quit'));
  if (dice.chance(0.15)) deeds.push(other(dice, 'configure'));
  deeds.sort((left, right) => left.atMs - right.atMs);
  const replicas = dice.pick([2, 2, 3]);
  const numbered = deeds.map((deed, number) => ({ ...deed, number }));
  return {
    seed,
    replicas,
    skewsMs: Array.from({ length: replicas }, () =>
      dice.chance(0.5) ? 0 : dice.between(-15_000, 15_000),
    ),
    deeds: numbered,
    ...drawTroubles(dice, replicas, numbered.length),
    isLong: dice.chance(0.1),
    isForeign: dice.chance(0.15),
  };
}

function drawAsk(dice: Dice, ask: number): Omit<Deed, 'number'>[] {
  const startMs = dice.between(2_000, 6 * MINUTE);
  const who = dice.pick(ASKERS);
  const entitlement = dice.pick(ENTITLEMENTS);
  const minutes = dice.pick([2, 3, 4, 6]);
  const within = (fromMs: number, toMs: number) => startMs + dice.between(fromMs, toMs);
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

const other = (dice: Dice, what: 'leave' | 'join' | 'quit' | 'configure') => ({
  atMs: dice.between(10_000, 8 * MINUTE),
  who: dice.pick(APPROVERS),
  act: { do: what },
});

const PORTS: readonly Port[] = ['store', 'cloud', 'chat', 'directory'];

/** Each run has a mix of its own; some are quiet but for a little. */
function drawTroubles(dice: Dice, replicas: number, deeds: number) {
  const troubles: Trouble[] = [];
  const span = (longestMs: number, isOfOne: boolean) => {
    const fromMs = dice.between(0, 11 * MINUTE);
    const toMs = fromMs + dice.between(5_000, longestMs);
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
  const healMs = dice.chance(0.04) ? 80 * MINUTE : 16 * MINUTE;
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
