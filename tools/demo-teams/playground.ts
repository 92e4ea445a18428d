/** Starts the Agents Playground as the client of a bot, with the people of the story in it. */

import { type ChildProcess, spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { stringify } from 'yaml';
import { SAMPLE, SAMPLE_IDS } from '../../test/stand-ins/teams/sample.ts';

const CLI = fileURLToPath(import.meta.resolve('@microsoft/m365agentsplayground/cli.js'));
const ON_LOOPBACK = new URL('./on-loopback.ts', import.meta.url).href;
/** Who sits before the Playground: everything done in its page is done by her. */
const SITTING = 'aiko';
const START_MS = 30_000;

export interface Playground {
  close(): Promise<void>;
}

export interface PlaygroundOptions {
  readonly folder: string;
  readonly port: number;
  /** Where the bot takes activities. */
  readonly endpoint: string;
}

export const pageOf = (port: number): string => `http://127.0.0.1:${port}/`;
export const serviceOf = (port: number): string => `${pageOf(port)}_connector`;

export async function startPlayground(options: PlaygroundOptions): Promise<Playground> {
  const { folder, port } = options;
  writeFileSync(`${folder}/playground.yml`, stringify(tenant()));
  const child = spawn(process.execPath, ['--import', ON_LOOPBACK, CLI, ...words(options)], {
    cwd: folder,
    stdio: ['pipe', 'ignore', 'ignore'],
    env: {
      PATH: process.env['PATH'],
      TZ: 'Asia/Tokyo',
      TEAMSAPPTESTER_BROWSER: 'none',
      M365_AGENTS_PLAYGROUND_CONFIG_PATH: `${folder}/playground.yml`,
      M365_AGENTS_PLAYGROUND_LOGFILE: `${folder}/playground.log`,
    },
  });
  await untilUp(child, port);
  return { close: () => ended(child) };
}

const words = ({ port, endpoint }: PlaygroundOptions): readonly string[] => [
  'start',
  `--app-endpoint=${endpoint}`,
  '--channel-id=msteams',
  `--port=${port}`,
  `--service-url=${serviceOf(port)}`,
  '--disable-telemetry',
];

/** The wanted port, or the next that is free: the Playground itself would take any. */
export async function freePort(first: number): Promise<number> {
  for (let port = first; port < first + 20; port += 1) {
    const isFree = await new Promise<boolean>((resolve) => {
      const server = createServer().once('error', () => resolve(false));
      server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
    });
    if (isFree) return port;
  }
  throw new Error(`No port from ${first} on is free.`);
}

/** Known to it by the ids of the directory, by which the bot asks about them. */
function tenant() {
  const { tenantId, bot, people, teams } = SAMPLE;
  const [team] = teams ?? [];
  const listed = people.map(({ name, aadObjectId, displayName }) => ({
    id: aadObjectId,
    name: displayName,
    userPrincipleName: `${name}@example.com`,
    aadObjectId,
    givenName: name,
    surname: name,
    email: `${name}@example.com`,
  }));
  const isSitting = ({ givenName }: { readonly givenName: string }) => givenName === SITTING;
  return {
    version: '0.1.1',
    tenantId,
    bot: { id: `28:${bot.appId}`, name: bot.name },
    currentUser: listed.find(isSitting),
    users: listed.filter((one) => !isSitting(one)),
    personalChat: { id: 'a:the-chat-with-the-bot' },
    groupChat: { id: '19:group@thread.v2', name: 'Group chat' },
    // It takes one channel beside General, which has the id of its team: operators read that.
    team: {
      id: SAMPLE_IDS.ops,
      name: team?.name,
      aadGroupId: team?.aadGroupId,
      channels: team?.channels?.filter(({ id }) => id === SAMPLE_IDS.approvals),
    },
  };
}

async function untilUp(child: ChildProcess, port: number): Promise<void> {
  const untilMs = performance.now() + START_MS;
  while (performance.now() < untilMs && child.exitCode === null) {
    const answer = await fetch(`${pageOf(port)}_debug/ping`).catch(() => undefined);
    if (answer?.ok) return;
    await sleep(100);
  }
  await ended(child);
  throw new Error('The Playground does not start; playground.log says why.');
}

const ended = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    child.once('exit', () => resolve());
    child.kill();
  });
