/** A process of its own for whoever is measured, asked over its channel and answering there. */

import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export interface Child {
  /** Sends a message and resolves with the answer to it. */
  ask<T>(what: string, more?: object): Promise<T>;
  stop(): Promise<void>;
}

type Answer = { readonly to: number } & ({ readonly said: unknown } | { readonly failed: string });

export function startChild(file: string, env: Readonly<Record<string, string>>): Child {
  const argv = process.env['BENCH_NODE_OPTIONS']?.split(' ') ?? [];
  const child = fork(fileURLToPath(new URL(file, import.meta.url)), [], {
    env: { PATH: process.env['PATH'] ?? '', ...env },
    execArgv: argv,
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    serialization: 'advanced',
  });
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  let asked = 0;
  child.on('message', (answer: Answer) => {
    const one = waiting.get(answer.to);
    waiting.delete(answer.to);
    if ('failed' in answer) one?.reject(new Error(answer.failed));
    else one?.resolve(answer.said);
  });
  child.once('exit', () => {
    for (const one of waiting.values()) one.reject(new Error(`${file} ended before it answered.`));
  });
  return {
    ask<T>(what: string, more: object = {}) {
      asked += 1;
      const one = Promise.withResolvers<unknown>();
      waiting.set(asked, one);
      child.send({ number: asked, what, ...more });
      return one.promise as Promise<T>;
    },
    stop: () => stop(child),
  };
}

/** In the child: answers what it is asked. */
export function answer(answers: Readonly<Record<string, (asked: never) => unknown>>): void {
  // In its own time, so that a profile is written if one was asked for.
  process.once('SIGTERM', () => process.exit(0));
  process.on('message', (asked: Asked) => void reply(answers[asked.what], asked));
}

interface Asked {
  readonly number: number;
  readonly what: string;
}

async function reply(how: ((asked: never) => unknown) | undefined, asked: Asked): Promise<void> {
  const { number: to } = asked;
  try {
    process.send?.({ to, said: await how?.(asked as never) });
  } catch (error) {
    process.send?.({ to, failed: error instanceof Error ? String(error.stack) : String(error) });
  }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const late = setTimeout(() => child.kill('SIGKILL'), LATEST_MS);
  await ended;
  clearTimeout(late);
}

const LATEST_MS = 3_000;
