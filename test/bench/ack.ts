/** From a signed `/prod-access` to its acknowledgement, and to the filled modal. */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { closedLoop, type Commander, createCommander, openLoop } from './commands.ts';
import { type Figure, median, percentile } from './figure.ts';
import type { Report } from './report.ts';
import { type Server, startBare, startOurs } from './servers.ts';
import { inTurn, type Surroundings, within } from './surroundings.ts';

const ROUNDS = 7;
const CONNECTIONS = 16;
const WARM_UP = 300;
const COUNT = 1_500;
const STEADY = { perSecond: 50, count: 400 };
/** Before the first round, so that both are measured as they run for days. */
const LONG_WARM_UP = 3_000;

interface Round {
  readonly perSecond: number;
  readonly modalMs: number;
  readonly steadyAckMs: number;
  readonly slackBusy: number;
}

export const measureAck = (): Promise<Report> =>
  within(async (around) => {
    const ours = commanderOf(around, around.use(await startOurs(around, database(around))));
    const view = await ours.view();
    const viewFile = join(around.folder, 'view.json');
    writeFileSync(viewFile, view);
    const bare = commanderOf(around, around.use(await startBare(around, viewFile)));
    for (const one of [bare, ours]) await warmUp(one, LONG_WARM_UP);
    const rounds = await inTurn(ROUNDS, { bare: () => round(bare), ours: () => round(ours) });
    return report(rounds, Buffer.byteLength(view));
  });

const database = ({ folder }: Surroundings) => join(folder, 'ack.db');
const commanderOf = ({ slack }: Surroundings, { port }: Server) =>
  createCommander({ slack, port, connections: CONNECTIONS });
const warmUp = (commander: Commander, count: number) =>
  closedLoop(commander, { connections: CONNECTIONS, count });

async function round(commander: Commander): Promise<Round> {
  await warmUp(commander, WARM_UP);
  const before = performance.eventLoopUtilization();
  const busy = await closedLoop(commander, { connections: CONNECTIONS, count: COUNT });
  const { utilization } = performance.eventLoopUtilization(before);
  const steady = await openLoop(commander, STEADY);
  return {
    perSecond: busy.perSecond,
    modalMs: percentile(
      busy.timed.map(({ modalMs }) => modalMs),
      99,
    ),
    steadyAckMs: percentile(
      steady.map(({ ackMs }) => ackMs),
      99,
    ),
    slackBusy: utilization,
  };
}

type Rounds = Readonly<Record<'bare' | 'ours', readonly Round[]>>;

function report(rounds: Rounds, viewBytes: number): Report {
  const middle = (who: keyof Rounds, what: keyof Round) =>
    median(rounds[who].map((one) => one[what]));
  const row = (title: string, what: keyof Round, digits: number) => {
    const both = (['bare', 'ours'] as const).map((who) => middle(who, what).toFixed(digits));
    return [title, ...both];
  };
  const ratio = (what: keyof Round) => middle('ours', what) / middle('bare', what);
  const figures: readonly Figure[] = [
    figure('requests_ratio', ratio('perSecond'), '>=', 0.8),
    figure('p99_ratio', ratio('modalMs'), '<=', 1.5),
    figure('p99_ms_at_50rps', middle('ours', 'steadyAckMs'), '<=', 50),
  ];
  return {
    title: 'From a signed /prod-access to the filled modal',
    notes: [
      `Medians of ${ROUNDS} rounds in turn; ${CONNECTIONS} connections, ${COUNT} commands a round.`,
      `Bare: Bolt, acknowledging and opening this modal of ${viewBytes} bytes as it stands.`,
      'Slack: one fast stand-in, in a process of its own with the sender; the same for both.',
    ],
    rows: [
      ['', 'bare', 'ours'],
      row('requests/s', 'perSecond', 0),
      row('modal p99, ms', 'modalMs', 1),
      row('ack p99 at 50/s, ms', 'steadyAckMs', 1),
      row('share of time in which Slack was busy', 'slackBusy', 2),
    ],
    figures,
  };
}

const figure = (name: string, value: number, is: '>=' | '<=', bound: number): Figure => ({
  name: `ack.${name}`,
  value,
  bound: { is, value: bound },
});
