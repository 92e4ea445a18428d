/** How much the simulator checks in a second, on one core and in memory. */

import { performance } from 'node:perf_hooks';
import { play, type Played, scriptOf } from '../sim/play.ts';
import { median } from './figure.ts';
import type { Report } from './report.ts';

const ROUNDS = 5;
const SEEDS = 60;
/** What a seed has at least, or its events count for nothing. */
const LEAST = { events: 80, faults: 5, replicas: 2 };

interface Round {
  readonly seconds: number;
  readonly seeds: readonly Seed[];
}

type Seed = Pick<Played, 'events' | 'looks'> & {
  /** As drawn: outages, deaths, jumps of a clock, clicks that come twice. */
  readonly faults: number;
  readonly replicas: number;
};

export async function measureSim(): Promise<Report> {
  // Unmeasured, so that all rounds run what has been compiled.
  await round(1, SEEDS / 2);
  const rounds: Round[] = [];
  for (let number = 0; number < ROUNDS; number += 1) {
    rounds.push(await round(1 + number * SEEDS, SEEDS));
  }
  return report(rounds);
}

async function round(from: number, count: number): Promise<Round> {
  const seeds: Seed[] = [];
  const sinceMs = performance.now();
  for (let seed = from; seed < from + count; seed += 1) {
    const { script, breaches, events, looks } = await play(scriptOf(seed));
    const [breach] = breaches;
    if (breach) throw new Error(`Seed ${seed} breaks ${breach.id}: ${breach.what}`);
    seeds.push({ events, looks, faults: script.troubles.length, replicas: script.replicas });
  }
  return { seconds: (performance.now() - sinceMs) / 1_000, seeds };
}

function report(rounds: readonly Round[]): Report {
  const all = rounds.flatMap(({ seeds }) => seeds);
  const rate = (of: (round: Round) => number) => median(rounds.map((one) => of(one) / one.seconds));
  const row = (title: string, what: keyof Seed) => {
    const values = all.map((seed) => seed[what]);
    return [title, median(values).toFixed(0), Math.min(...values).toFixed(0)];
  };
  const perSecond = rate(sum('events'));
  return {
    title: 'Events that the simulator checks',
    notes: [
      `Medians of ${ROUNDS} rounds of ${SEEDS} seeds each, one after another in this process.`,
      'An event: a commit, a write at AWS, a trouble met, a deed and its answer, a death.',
      'Faults: as drawn for the seed; most of them meet several calls.',
      `${all.length - all.filter(isWhole).length} of ${all.length} seeds have fewer than ` +
        `${LEAST.events} events, ${LEAST.faults} faults or ${LEAST.replicas} replicas: their ` +
        'time counts, their events do not.',
    ],
    rows: [
      ['', 'median', 'least'],
      ['events/s', perSecond.toFixed(0), least(rounds, sum('events'))],
      ['looks at everything/s', rate(sum('looks')).toFixed(0), least(rounds, sum('looks'))],
      ['seeds/s', rate(({ seeds }) => seeds.length).toFixed(1), leastSeeds(rounds)],
      row('events a seed', 'events'),
      row('faults a seed', 'faults'),
      row('replicas a seed', 'replicas'),
    ],
    figures: [{ name: 'sim.events_per_s', value: perSecond, bound: { is: '>=', value: 20_000 } }],
  };
}

const isWhole = (seed: Seed): boolean =>
  seed.events >= LEAST.events && seed.faults >= LEAST.faults && seed.replicas >= LEAST.replicas;

const sum =
  (what: keyof Seed) =>
  ({ seeds }: Round): number =>
    seeds.filter(isWhole).reduce((total, seed) => total + seed[what], 0);

const least = (rounds: readonly Round[], of: (round: Round) => number, digits = 0): string =>
  Math.min(...rounds.map((one) => of(one) / one.seconds)).toFixed(digits);
const leastSeeds = (rounds: readonly Round[]): string =>
  least(rounds, ({ seeds }) => seeds.length, 1);
