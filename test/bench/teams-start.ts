/** What Teams costs where it is not used: a start with Slack alone, beside one with both. */

import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { forTeams } from '../story/teams-here.ts';
import type { FastTeams } from './fast-teams.ts';
import { median } from './figure.ts';
import { type Server, startOurs, startOursInTeams } from './servers.ts';
import { inTurn, type Surroundings } from './surroundings.ts';

const ROUNDS = 3;
const SETTLED_MS = 500;

interface Start {
  readonly importMs: number;
  readonly importedMb: number;
  /** Files of Microsoft's packages, and our own of the Teams adapter. */
  readonly files: number;
  readonly readyMs: number;
  readonly rssMb: number;
}

export interface Starts {
  readonly slack: readonly Start[];
  readonly both: readonly Start[];
}

export async function measureTeamsStart(around: Surroundings, teams: FastTeams): Promise<Starts> {
  const config = join(around.folder, 'both.yml');
  const example = fileURLToPath(new URL('../../prod-access.example.yml', import.meta.url));
  writeFileSync(config, forTeams(readFileSync(example, 'utf8'), 'beside'));
  const database = join(around.folder, 'start.db');
  const place = { teams: teams.env, database, config };
  const fresh = () => {
    for (const more of ['', '-witness']) rmSync(`${database}${more}`, { force: true });
  };
  const slack = async () => {
    fresh();
    return { ...imported('slack'), ...(await started(around, await startOurs(around, database))) };
  };
  const both = async () => {
    fresh();
    const server = await startOursInTeams(around, place);
    return { ...imported('slack', 'teams'), ...(await started(around, server)) };
  };
  // Once unmeasured: what Node compiles on the first start ever, it keeps for the next.
  await inTurn(1, { bare: slack, ours: both });
  const rounds = await inTurn(ROUNDS, { bare: slack, ours: both });
  return { slack: rounds.bare, both: rounds.ours };
}

async function started(around: Surroundings, server: Server) {
  around.use(server);
  await new Promise((resolve) => setTimeout(resolve, SETTLED_MS));
  const { readyMs } = server;
  const rssMb = server.rssMb();
  await server.stop();
  return { readyMs, rssMb };
}

/** In a process of its own, as a start does it. */
function imported(...chats: readonly string[]): Pick<Start, 'importMs' | 'importedMb' | 'files'> {
  const file = fileURLToPath(new URL('teams-import.mjs', import.meta.url));
  const { stdout, stderr } = spawnSync(process.execPath, [file, ...chats], { encoding: 'utf8' });
  if (stdout === '') throw new Error(`Nothing was imported.\n${stderr}`);
  return JSON.parse(stdout) as ReturnType<typeof imported>;
}

export const startNotes: readonly string[] = [
  `Starts: medians of ${ROUNDS} in turn, each with a new process and an empty database.`,
];

export function startRows({ slack, both }: Starts): readonly (readonly string[])[] {
  const row = (title: string, what: keyof Start) => {
    const middle = (starts: readonly Start[]) => median(starts.map((one) => one[what])).toFixed(0);
    return [title, middle(slack), middle(both)];
  };
  return [
    ['a start', 'Slack alone', 'with Teams'],
    row('chats imported, ms', 'importMs'),
    row('memory once imported, MB', 'importedMb'),
    row('files of Teams loaded', 'files'),
    row('ready, ms', 'readyMs'),
    row('memory once ready, MB', 'rssMb'),
  ];
}
