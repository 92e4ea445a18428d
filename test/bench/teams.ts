/** Approvals in Teams, through the whole stack, beside bare botbuilder that only replies. */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { type FastTeams, startFastTeams } from './fast-teams.ts';
import { type Figure, median, percentile } from './figure.ts';
import type { Report } from './report.ts';
import { type Server, startBareInTeams, startOursInTeams } from './servers.ts';
import { inTurn, type Surroundings, within } from './surroundings.ts';
import { type Clicker, clickAll, createClicker } from './teams-clicks.ts';
import {
  ASKING,
  CHANNELS,
  storeWaiting,
  teamsConfig,
  type Waiting,
  waitingAt,
} from './teams-requests.ts';
import { measureTeamsStart, startNotes, startRows } from './teams-start.ts';

const ROUNDS = 5;
const CONNECTIONS = 16;
const COUNT = CHANNELS;
/** Until both are as quick as they are on every other day. */
const WARM_UPS = 6;
const LINE_MS = 1_000;

interface Round {
  /** Until the last answer, and in ours until the last card was changed in its channel. */
  readonly perSecond: number;
  /** And until the line below each was said. */
  readonly saidPerSecond: number;
  readonly replyMs: number;
  readonly medianMs: number;
  /** Of the processor, for each click. */
  readonly cpuMs: number;
  readonly teamsBusy: number;
}

export const measureTeams = (): Promise<Report> =>
  within(async (around) => {
    const teams = await startFastTeams();
    try {
      const rounds = await measureClicks(around, teams);
      const starts = await measureTeamsStart(around, teams);
      const report = clicksReport(rounds);
      const notes = [...report.notes, ...startNotes];
      return { ...report, notes, rows: [...report.rows, [''], ...startRows(starts)] };
    } finally {
      await teams.close();
    }
  });

async function measureClicks(around: Surroundings, teams: FastTeams) {
  const [database, config] = ['teams.db', 'teams.yml'].map((name) => join(around.folder, name));
  if (!database || !config) throw new Error('There is no folder.');
  writeFileSync(config, teamsConfig());
  await storeWaiting(database, (WARM_UPS + ROUNDS) * COUNT, Date.now());
  const place = { teams: teams.env, database, config };
  const { awsUrl } = around;
  const ours = around.use(await startOursInTeams({ awsUrl }, place));
  const bare = around.use(await startBareInTeams(teams.env));
  const clickerAt = ({ port }: Server) => createClicker({ teams, port, connections: CONNECTIONS });
  let next = 0;
  const fresh = () => batchAt((next += COUNT) - COUNT);
  const clickers = { bare: clickerAt(bare), ours: clickerAt(ours) };
  const both = {
    bare: () => round(bare, clickers.bare, batchAt(0), REPLIES_ONLY),
    ours: async () => {
      const measured = await round(ours, clickers.ours, fresh(), heardBy(teams));
      // A channel takes about a line a second: that pace is not what is measured.
      await new Promise((resolve) => setTimeout(resolve, LINE_MS));
      return measured;
    },
  };
  // What was never run before is slow, in both.
  await inTurn(WARM_UPS, both);
  const rounds = await inTurn(ROUNDS, both);
  for (const one of Object.values(clickers)) one.close();
  for (const one of [ours, bare]) await one.stop();
  return rounds;
}

const batchAt = (from: number): readonly Waiting[] =>
  Array.from({ length: COUNT }, (_, at) => waitingAt(from + at));

/** What else is over, besides the answers. */
interface Heard {
  readonly cards: () => Promise<void>;
  readonly lines: () => Promise<void>;
}

const REPLIES_ONLY: Heard = { cards: async () => undefined, lines: async () => undefined };

/** Each approval changes its card, and says one line below it. */
function heardBy(teams: FastTeams): Heard {
  const { cards, lines } = teams.counts();
  return {
    cards: () => teams.heard(cards + COUNT, lines),
    lines: () => teams.heard(cards + COUNT, lines + COUNT),
  };
}

async function round(
  server: Server,
  clicker: Clicker,
  batch: readonly Waiting[],
  heard: Heard,
): Promise<Round> {
  const before = performance.eventLoopUtilization();
  const cpuMs = server.cpuMs();
  const sinceMs = performance.now();
  const timed = await clickAll(clicker, batch, CONNECTIONS);
  await heard.cards();
  const perSecond = (batch.length * 1_000) / (performance.now() - sinceMs);
  await heard.lines();
  const saidPerSecond = (batch.length * 1_000) / (performance.now() - sinceMs);
  const { utilization } = performance.eventLoopUtilization(before);
  return {
    perSecond,
    saidPerSecond,
    replyMs: percentile(timed, 99),
    medianMs: percentile(timed, 50),
    cpuMs: (server.cpuMs() - cpuMs) / batch.length,
    teamsBusy: utilization,
  };
}

type Rounds = Readonly<Record<'bare' | 'ours', readonly Round[]>>;

function clicksReport(rounds: Rounds): Report {
  const middle = (who: keyof Rounds, what: keyof Round) =>
    median(rounds[who].map((one) => one[what]));
  const row = (title: string, what: keyof Round, digits: number) => {
    const both = (['bare', 'ours'] as const).map((who) => middle(who, what).toFixed(digits));
    return [title, ...both];
  };
  const ratio = (what: keyof Round) => middle('ours', what) / middle('bare', what);
  const figures: readonly Figure[] = [
    { name: 'teams.requests_ratio', value: ratio('perSecond'), bound: { is: '>=', value: 0.8 } },
    { name: 'teams.p99_ratio', value: ratio('replyMs'), bound: { is: '<=', value: 1.5 } },
  ];
  return {
    title: 'From a click on Approve in Teams to its answer, its commit and the changed card',
    notes: [
      `Medians of ${ROUNDS} rounds in turn, after ${WARM_UPS} to warm up; ${COUNT} clicks a round,`,
      `${CONNECTIONS} connections.`,
      `Ours: the whole program on SQLite, with ${ASKING} people and five requests of each; each`,
      'click on a request of its own that needs two approvals, in a channel of its own. Over when',
      'all are answered and committed and all cards changed; below, when all lines are said too.',
      'Bare: botbuilder’s adapter with the same tokens and keys, answering with a small card.',
      'Teams: one fast stand-in, in a process of its own with the sender; the same for both.',
    ],
    rows: [
      ['', 'bare', 'ours'],
      row('approvals/s', 'perSecond', 0),
      row('approvals/s, the line below each said too', 'saidPerSecond', 0),
      row('answer p99, ms', 'replyMs', 1),
      row('answer median, ms', 'medianMs', 1),
      row('processor, ms for each', 'cpuMs', 2),
      row('share of time in which Teams was busy', 'teamsBusy', 2),
    ],
    figures,
  };
}
