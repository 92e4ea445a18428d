/** The real program as a child process: started as a user starts it, and what it says. */

import { type ChildProcess, spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { ROOT } from '../house/checkout.ts';

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly out: string;
  readonly err: string;
}

export interface Program {
  readonly child: ChildProcess;
  out(): string;
  err(): string;
  readonly ended: Promise<Ended>;
  /** Resolves once it has said so, in either stream; throws when it ends, or says it in vain. */
  says(what: string | RegExp, withinMs?: number): Promise<void>;
}

export interface Setting {
  /** The whole environment: nothing of ours leaks into it but the path. */
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** The Node that starts the launcher: the one we run on unless told otherwise. */
  readonly node?: string;
}

export function launch(argv: readonly string[], setting: Setting = {}): Program {
  const { env = {}, cwd = ROOT, node = process.execPath } = setting;
  const child = spawn(node, [`${ROOT}/bin/prod-access.mjs`, ...argv], {
    cwd,
    env: { PATH: process.env['PATH'] ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const texts = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (part: string) => {
    texts.out += part;
  });
  child.stderr.setEncoding('utf8').on('data', (part: string) => {
    texts.err += part;
  });
  const ended = once(child, 'close').then(
    ([code, signal]): Ended => ({
      code: code as number | null,
      signal: signal as NodeJS.Signals | null,
      ...texts,
    }),
  );
  const said = (what: string | RegExp) => {
    const all = texts.out + texts.err;
    return typeof what === 'string' ? all.includes(what) : what.test(all);
  };
  return {
    child,
    out: () => texts.out,
    err: () => texts.err,
    ended,
    async says(what, withinMs = 15_000) {
      const endMs = performance.now() + withinMs;
      while (!said(what)) {
        if (child.exitCode !== null || child.signalCode !== null || performance.now() > endMs) {
          throw new Error(`It never said ${String(what)}:\n${texts.out}${texts.err}`);
        }
        await pause(20);
      }
    },
  };
}

/** Runs a command to its end, and puts an end to one that has none. */
export async function run(argv: readonly string[], setting: Setting = {}): Promise<Ended> {
  const { child, ended } = launch(argv, setting);
  const late = setTimeout(() => child.kill('SIGKILL'), LONGEST_MS);
  const result = await ended;
  clearTimeout(late);
  return result;
}

const LONGEST_MS = 25_000;

export const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, ms));

/**
 * A port that was free a moment ago: below those that the system hands out by itself, so that
 * nobody who asks for any port at all is given this one meanwhile.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(20_000, 32_000);
    const server = createServer().listen(port, '0.0.0.0');
    const isFree = await once(server, 'listening').then(
      () => true,
      () => false,
    );
    if (!isFree) continue;
    server.close();
    await once(server, 'close');
    return port;
  }
}
