/** The two servers under test, as processes of their own: the real program, and bare Bolt. */

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { get } from 'node:http';
import { fileURLToPath } from 'node:url';
import { BOT } from '../story/seed.ts';
import { SECRET } from './commands.ts';

export interface Server {
  readonly port: number;
  /** From starting the process to its first 200. */
  readonly readyMs: number;
  rssMb(): number;
  /** The time of the processor it has taken. */
  cpuMs(): number;
  stop(): Promise<void>;
}

export interface Around {
  readonly slackApiUrl: string;
  readonly awsUrl: string;
}

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

export const startOurs = (
  around: Around,
  database: string,
  config = `${ROOT}prod-access.example.yml`,
): Promise<Server> => startOurIn(around, { ...slackEnv(around), ...placeEnv(database, config) });

interface TeamsPlace {
  readonly teams: Env;
  readonly database: string;
  readonly config: string;
}

/** @param around leave out its Slack for Teams alone. */
export const startOursInTeams = (
  around: Pick<Around, 'awsUrl'> & Partial<Around>,
  { teams, database, config }: TeamsPlace,
): Promise<Server> =>
  startOurIn(around, {
    ...(around.slackApiUrl === undefined ? {} : slackEnv({ slackApiUrl: around.slackApiUrl })),
    ...teams,
    ...placeEnv(database, config),
  });

const startOurIn = ({ awsUrl }: Pick<Around, 'awsUrl'>, env: Env): Promise<Server> =>
  start(['bin/prod-access.mjs', 'serve'], {
    PROD_ACCESS_STAND_IN: 'yes',
    AWS_ENDPOINT_URL: awsUrl,
    AWS_ACCESS_KEY_ID: BOT.accessKeyId,
    AWS_SECRET_ACCESS_KEY: BOT.secretAccessKey,
    AWS_REGION: 'us-east-1',
    ...env,
  });

const placeEnv = (database: string, config: string): Env => ({
  PROD_ACCESS_CONFIG: config,
  PROD_ACCESS_DATABASE: database,
});

const slackEnv = ({ slackApiUrl }: Pick<Around, 'slackApiUrl'>): Env => ({
  SLACK_BOT_TOKEN: 'xoxb-1111-2222-standin',
  SLACK_SIGNING_SECRET: SECRET,
  SLACK_API_URL: slackApiUrl,
});

/** @param viewFile holds the modal it opens, as JSON. */
export const startBare = (around: Around, viewFile?: string): Promise<Server> =>
  start(['test/bench/bare.mjs'], {
    ...slackEnv(around),
    ...(viewFile === undefined ? {} : { BARE_VIEW: viewFile }),
  });

/** Bare botbuilder: it authenticates, and answers each click with the same small card. */
export const startBareInTeams = (teams: Env): Promise<Server> =>
  start(['test/bench/teams-bare.mjs'], teams);

export type Env = Readonly<Record<string, string>>;

async function start(argv: readonly string[], env: Env): Promise<Server> {
  const port = await freePort();
  const sinceMs = performance.now();
  // For a profile, say.
  const options = process.env['BENCH_NODE_OPTIONS']?.split(' ') ?? [];
  const child = spawn(process.execPath, [...options, ...argv], {
    cwd: ROOT,
    env: {
      PATH: process.env['PATH'] ?? '',
      PORT: String(port),
      ...env,
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const complaints = complaintsOf(child);
  while (!(await isReady(port))) {
    const isOver = child.exitCode !== null || child.signalCode !== null;
    if (!isOver && performance.now() - sinceMs < LATEST_MS) continue;
    child.kill('SIGKILL');
    throw new Error(`${argv.join(' ')} did not become ready.\n${complaints()}`);
  }
  return {
    port,
    readyMs: performance.now() - sinceMs,
    rssMb: () => rssMb(child.pid ?? 0),
    cpuMs: () => cpuMs(child.pid ?? 0),
    stop: () => stop(child),
  };
}

function complaintsOf(child: ChildProcess): () => string {
  let text = '';
  child.stderr?.setEncoding('utf8').on('data', (part: string) => {
    text = (text + part).slice(-4_000);
  });
  return () => text;
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const late = setTimeout(() => child.kill('SIGKILL'), LATEST_MS);
  await ended;
  clearTimeout(late);
}

/** One try, after a breath: nobody listens, or not yet with a yes. */
async function isReady(port: number): Promise<boolean> {
  await new Promise((resolve) => setTimeout(resolve, BETWEEN_LOOKS_MS));
  return new Promise((resolve) => {
    const looking = get({ port, path: '/readyz', host: '127.0.0.1', agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    looking.once('error', () => resolve(false));
  });
}

function rssMb(pid: number): number {
  const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kilobytes) / 1024;
}

function cpuMs(pid: number): number {
  const [, after = ''] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ');
  const [user = 0, system = 0] = after.split(' ').slice(11, 13).map(Number);
  return (user + system) * TICK_MS;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

const TICK_MS = 10;
const BETWEEN_LOOKS_MS = 4;
const LATEST_MS = 20_000;
