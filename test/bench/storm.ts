/** Ten thousand grants that end in the same second, beside a bare loop of the same AWS calls. */

import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openSqliteStore } from '../../adapters/sqlite/store.ts';
import { HOUR, SECOND } from '../../src/kernel/time.ts';
import { BOT } from '../story/seed.ts';
import { grantsOf } from './live-grants.ts';
import { startHangingSlack } from './hanging-slack.ts';
import type { StormAws } from './storm-aws.ts';
import { type Drain, stormReport } from './storm-report.ts';
import { accountIds, entitlementOf, targetOf, userName } from './storm-town.ts';
import type { Told } from './storm-tally.ts';
import type { Report } from './report.ts';

const HOLDINGS = 10_000;
const EACH = HOLDINGS / accountIds.length;
/** From its start to the end of all: the program is up and at rest by then. */
const AHEAD_MS = 4 * SECOND;
const LATEST_MS = 10 * 60 * SECOND;

export async function measureStorm(): Promise<Report> {
  const folder = mkdtempSync(join(tmpdir(), 'prod-access-bench-'));
  const slack = await startHangingSlack();
  const aws = start('storm-aws.ts', [EACH], {});
  try {
    const { url, uniqueIds } = await told<StormAws>(aws);
    const database = join(folder, 'storm.db');
    const endMs = Date.now();
    await fill(database, uniqueIds, endMs);
    const env = { AWS_ENDPOINT_URL: url };
    const half = EACH / 2;
    const bare = (from: number) => {
      const child = start('storm-bare.ts', [from, from + half], env);
      return drained(aws, child, HOLDINGS / 2);
    };
    // One half of the bare loop before and one after, so that both meet the machine as it is.
    const before = await bare(0);
    await ask(aws, 'reset');
    const ours = await drained(
      aws,
      start('storm-ours.ts', [database, endMs - AHEAD_MS, slack.apiUrl], env),
      HOLDINGS,
    );
    const chat = { ...slack.seen() };
    await ask(aws, 'reset');
    return stormReport({ bare: [before, await bare(half)], ours, chat });
  } finally {
    aws.kill('SIGKILL');
    await slack.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Lets a process work until so many have been read back, and then ends it. */
async function drained(aws: ChildProcess, child: ChildProcess, count: number): Promise<Drain> {
  try {
    for (let waitedMs = 0; waitedMs < LATEST_MS; waitedMs += LOOK_MS) {
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
      if (child.exitCode !== null) throw new Error('It ended before all had drained.');
      const now = await ask(aws, 'tell');
      if (now.readBack < count) continue;
      const { rssMb, cpuMs } = vitalsOf(child.pid ?? 0);
      const seconds = (now.lastMs - now.firstMs) / SECOND;
      return { ...now, seconds, rssMb, cpuMs };
    }
    throw new Error(`It has not drained within ${LATEST_MS / SECOND} s.`);
  } finally {
    const gone = child.exitCode === null ? once(child, 'exit') : undefined;
    child.kill('SIGKILL');
    await gone;
  }
}

const LOOK_MS = 250;

async function fill(path: string, ids: StormAws['uniqueIds'], endMs: number): Promise<void> {
  const store = openSqliteStore(path);
  try {
    for (const [place, account] of accountIds.entries()) {
      const target = targetOf(account);
      const facts = { reach: target.reach, namedRoles: [], tailMs: 0 };
      const span = { activeMs: endMs - HOUR, endMs };
      const grants = grantsOf({ target, facts, entitlement: entitlementOf(account), ...span });
      for (let at = 0; at < EACH; at += 1) {
        const user = userName(at);
        const uniqueId = ids[account]?.[user] ?? '';
        const id = `PA-${String(place * EACH + at).padStart(5, '0')}`;
        const heads = grants({ id, user, uniqueId, dueMs: endMs });
        const said = heads.map((head) => store.commit(head));
        // Not each waited for: what is asked for in one turn goes to disk together.
        if (at % 100 === 99) await Promise.all(said);
      }
    }
  } finally {
    store.close();
  }
}

function start(
  file: string,
  args: readonly (string | number)[],
  env: Readonly<Record<string, string>>,
): ChildProcess {
  const path = fileURLToPath(new URL(file, import.meta.url));
  return fork(path, args.map(String), {
    env: {
      PATH: process.env['PATH'] ?? '',
      AWS_ACCESS_KEY_ID: BOT.accessKeyId,
      AWS_SECRET_ACCESS_KEY: BOT.secretAccessKey,
      AWS_REGION: 'us-east-1',
      ...env,
    },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
}

async function told<T>(child: ChildProcess): Promise<T> {
  const [message] = (await once(child, 'message')) as [T];
  return message;
}

function ask(aws: ChildProcess, what: 'reset' | 'tell'): Promise<Told> {
  const answer = told<Told>(aws);
  aws.send(what);
  return answer;
}

/** The most memory it ever had, and the time of the processor it took. */
function vitalsOf(pid: number) {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1];
  const [, after = ''] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ');
  const [user, system] = after.split(' ').slice(11, 13).map(Number);
  return { rssMb: Number(kilobytes) / 1024, cpuMs: ((user ?? 0) + (system ?? 0)) * TICK_MS };
}

const TICK_MS = 10;
