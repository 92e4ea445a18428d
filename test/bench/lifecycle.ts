/** Whole lives a second: ask, two approvals, access, given back, proved; with all cards. */

import { type Figure, median } from './figure.ts';
import {
  type Race,
  raceBare,
  raceOurs,
  type Run,
  type StoreKind,
  tapeLife,
  type Trace,
} from './life-sides.ts';
import type { Kind } from './life-trace.ts';
import type { Report } from './report.ts';
import { inTurn } from './surroundings.ts';

const ROUNDS = 7;
const RACES: Readonly<Record<StoreKind, Race>> = {
  sqlite: { store: 'sqlite', warmUp: 6, atOnce: 16, batches: 1 },
  dynamodb: { store: 'dynamodb', warmUp: 6, atOnce: 12, batches: 1 },
};

interface Raced {
  readonly trace: Trace;
  readonly bare: Run;
  readonly ours: Run;
  readonly ratio: number;
}

export async function measureLifecycle(): Promise<Report> {
  const sqlite = await race(RACES.sqlite);
  const dynamodb = await race(RACES.dynamodb);
  const figures: readonly Figure[] = [
    atLeast('sqlite_ratio', sqlite.ratio, 0.5),
    atLeast('dynamodb_ratio', dynamodb.ratio, 0.7),
  ];
  return {
    title: 'Whole lives a second: asked, approved twice, given, given back, proved to be gone',
    notes: [
      `Medians of ${ROUNDS} rounds in turn, each with new processes, stand-ins and tables; each`,
      'round’s ratio is of what ran one after the other.',
      `Side by side: ${RACES.sqlite.atOnce} lives on SQLite, ${RACES.dynamodb.atOnce} on DynamoDB.`,
      'Bare: the calls of one life, taped from ours, sent again by the SDK and Slack’s client with',
      'all their words ready beforehand, each when those it had waited for are answered; no store,',
      'or just the same puts, gets and queries, without the looks at what is due.',
      'Slack and DynamoDB: calls as taped; AWS: calls for each life as they came in the race.',
      'Ours waits for nothing but calls: whenever all is quiet, its clock is turned by a second.',
      'The milliseconds of making sure that it is quiet are taken off; bare has none of them.',
    ],
    rows: [
      ['', 'Slack', 'DynamoDB', 'AWS, bare', 'AWS, ours', 'bare, lives/s', 'ours, lives/s'],
      row('SQLite', sqlite),
      row('DynamoDB', dynamodb),
    ],
    figures,
  };
}

async function race(one: Race): Promise<Raced> {
  const trace = await tapeLife(one.store);
  const both = { bare: () => raceBare(one, trace), ours: () => raceOurs(one) };
  const rounds = await inTurn(ROUNDS, both);
  const ratios = rounds.ours.map((run, at) => run.livesPerSecond / speedOf(rounds.bare[at]));
  return { trace, bare: middle(rounds.bare), ours: middle(rounds.ours), ratio: median(ratios) };
}

const speedOf = (run: Run | undefined): number => run?.livesPerSecond ?? Number.NaN;

const middle = (runs: readonly Run[]): Run => ({
  livesPerSecond: median(runs.map(({ livesPerSecond }) => livesPerSecond)),
  calls: median(runs.map(({ calls }) => calls)),
});

function row(title: string, { trace, bare, ours }: Raced): readonly string[] {
  const count = (...kinds: readonly Kind[]) =>
    String(trace.trace.filter(({ kind }) => kinds.includes(kind)).length);
  const taped = [count('slack', 'respond'), count('dynamodb')];
  const asked = [bare, ours].map(({ calls }) => calls.toFixed(0));
  const speeds = [bare, ours].map(({ livesPerSecond }) => livesPerSecond.toFixed(2));
  return [title, ...taped, ...asked, ...speeds];
}

const atLeast = (name: string, value: number, bound: number): Figure => ({
  name: `lifecycle.${name}`,
  value,
  bound: { is: '>=', value: bound },
});
