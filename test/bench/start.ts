/** From nothing to ready, with 10,000 stored case files, and how much memory it takes then. */

import { closeSync, copyFileSync, fsyncSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { closedLoop, createCommander } from './commands.ts';
import { type Figure, median } from './figure.ts';
import type { Report } from './report.ts';
import { type Server, startBare, startOurs } from './servers.ts';
import { storeCases } from './stored-cases.ts';
import { inTurn, type Surroundings, within } from './surroundings.ts';

const ROUNDS = 7;
const CASES = 10_000;
const COMMANDS = 200;
const CONNECTIONS = 4;
const SETTLED_MS = 2_000;

interface Round {
  readonly readyMs: number;
  readonly rssMb: number;
}

export const measureStart = (): Promise<Report> =>
  within(async (around) => {
    const stored = join(around.folder, 'stored.db');
    await storeCases(stored, CASES, Date.now());
    const database = join(around.folder, 'start.db');
    const ours = async () => {
      copyToDisk(stored, database);
      return round(around, await startOurs(around, database));
    };
    const bare = async () => round(around, await startBare(around));
    // Once unmeasured: what Node compiles on the first start ever, it keeps for the next.
    await inTurn(1, { bare, ours });
    return report(await inTurn(ROUNDS, { bare, ours }));
  });

/** All the way: what the copy left for later, our first commit would have to wait for. */
function copyToDisk(from: string, to: string): void {
  // With its witness, or it would be taken for an older copy of the last round's.
  for (const more of ['', '-witness']) copyFileSync(`${from}${more}`, `${to}${more}`);
  const file = openSync(to, 'r+');
  fsyncSync(file);
  closeSync(file);
}

async function round(around: Surroundings, server: Server): Promise<Round> {
  around.use(server);
  await new Promise((resolve) => setTimeout(resolve, SETTLED_MS));
  const idleMb = server.rssMb();
  const { port } = server;
  const commander = createCommander({ slack: around.slack, port, connections: CONNECTIONS });
  await closedLoop(commander, { connections: CONNECTIONS, count: COMMANDS });
  const rssMb = Math.max(idleMb, server.rssMb());
  commander.close();
  await server.stop();
  return { readyMs: server.readyMs, rssMb };
}

type Rounds = Readonly<Record<'bare' | 'ours', readonly Round[]>>;

function report(rounds: Rounds): Report {
  const middle = (who: keyof Rounds, what: keyof Round) =>
    median(rounds[who].map((one) => one[what]));
  const row = (title: string, what: keyof Round) => {
    const both = (['bare', 'ours'] as const).map((who) => middle(who, what).toFixed(0));
    return [title, ...both];
  };
  const ratio = (what: keyof Round) => middle('ours', what) / middle('bare', what);
  const figures: readonly Figure[] = [
    { name: 'start.ready_ratio', value: ratio('readyMs'), bound: { is: '<=', value: 1.5 } },
    { name: 'start.rss_ratio', value: ratio('rssMb'), bound: { is: '<=', value: 1.6 } },
  ];
  return {
    title: 'From starting the process to the first 200 of /readyz',
    notes: [
      `Medians of ${ROUNDS} rounds in turn, each with a new process.`,
      `Ours: with ${CASES} stored case files. Bare: Bolt, one command, one route, no store.`,
      `Memory: resident, ${SETTLED_MS / 1000} s after ready or after ${COMMANDS} commands, ` +
        'whichever is more.',
    ],
    rows: [['', 'bare', 'ours'], row('ready, ms', 'readyMs'), row('memory, MB', 'rssMb')],
    figures,
  };
}
