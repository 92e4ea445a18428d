/**
 * Calls Teams from a thread of its own: on the one that answers people, a call and its encryption
 * cost more than the rest of an approval.
 */

import { tracingChannel } from 'node:diagnostics_channel';
import { Worker } from 'node:worker_threads';
import type { Heard } from './answer.ts';
import type { Sent } from './connector-call.ts';
import { inOneMessage } from './in-one-message.ts';
import type { Request } from './over-http.ts';
import { written } from './written.ts';

export type Asked =
  | { readonly id: number; readonly request: Request }
  | { readonly id: number; readonly giveUp: true };
export type Told =
  | { readonly id: number; readonly heard: Heard }
  | { readonly id: number; readonly why: string };

/**
 * @param authorization goes to this address alone: what it leads to is not followed.
 * @throws Error when nothing is heard in time, or not all of it.
 */
export function overThread(
  { body, ...sent }: Sent,
  signal: AbortSignal,
  authorization?: string,
): Promise<Heard> {
  if (signal.aborted) return Promise.reject(new Error('It was given up before it was sent.'));
  const text = body === undefined ? {} : { text: written(body) };
  const request = { ...sent, ...text, ...(authorization !== undefined && { authorization }) };
  const caller = thread ?? startThread();
  thread = caller;
  return traced.tracePromise(() => caller.call(request, signal), {});
}

/** Says which calls are under way, as Node's own client does on a thread that has it. */
const traced = tracingChannel('prod-access.teams-call');

interface Thread {
  call(request: Request, signal: AbortSignal): Promise<Heard>;
}

/** One for all that is said, for as long as it lives. */
let thread: Thread | undefined;

function startThread(): Thread {
  const worker = new Worker(new URL('./http-worker.ts', import.meta.url));
  const ask = inOneMessage<Asked>((all) => worker.postMessage(all));
  const under = new Map<number, PromiseWithResolvers<Heard>>();
  let latest = 0;

  function take(told: Told): void {
    const waiting = under.get(told.id);
    under.delete(told.id);
    // The process may end while nothing is waited for.
    if (under.size === 0) worker.unref();
    if ('heard' in told) waiting?.resolve(told.heard);
    else waiting?.reject(new Error(told.why));
  }

  function over(error: unknown): void {
    // It says so twice, and by then there may be another one.
    if (thread === mine) thread = undefined;
    for (const one of under.values()) one.reject(error);
    under.clear();
  }

  worker.on('message', (all: readonly Told[]) => all.forEach(take));
  worker.once('error', over);
  worker.once('exit', () => over(new Error('The thread that calls Teams has ended.')));
  const mine: Thread = {
    call(request, signal) {
      const id = (latest += 1);
      const waiting = Promise.withResolvers<Heard>();
      if (under.size === 0) worker.ref();
      under.set(id, waiting);
      ask({ id, request });
      return untilAborted(waiting.promise, signal, () => ask({ id, giveUp: true }));
    },
  };
  return mine;
}

async function untilAborted<T>(promise: Promise<T>, signal: AbortSignal, giveUp: () => void) {
  signal.addEventListener('abort', giveUp, { once: true });
  try {
    return await promise;
  } finally {
    signal.removeEventListener('abort', giveUp);
  }
}
