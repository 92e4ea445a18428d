/** The real program as a child process: started as a user starts it, and what it says. */

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
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

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
