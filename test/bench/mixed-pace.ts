/**
 * The time of the mixed storm: it stands still while AWS is asked anything, and then goes on by a
 * step. So a slow machine makes the measurement longer, and no figure worse.
 */

import { subscribe } from 'node:diagnostics_channel';
import type { Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Clock, DurationMs, EpochMs } from '../../src/kernel/time.ts';

export interface Pace {
  readonly clock: Clock;
  /** Lets time go on in such steps until something holds. */
  until(what: string, stepMs: DurationMs, holds: () => boolean): Promise<void>;
  turnTo(atMs: EpochMs): void;
}

const LATEST_STEPS = 10_000;

export function createPace(startMs: EpochMs, awsPort: () => number): Pace {
  let passedMs = 0;
  const sleepers = new Set<Sleeper>();
  const rest = createRest(awsPort);

  function turn(ms: DurationMs): void {
    passedMs += ms;
    const due = [...sleepers].filter(({ untilMs }) => untilMs <= passedMs);
    for (const one of due.sort((a, b) => a.untilMs - b.untilMs)) one.wake();
  }

  return {
    clock: {
      nowMs: () => startMs + passedMs,
      monotonicMs: () => passedMs,
      sleep: (ms, signal) =>
        new Promise((resolve) => {
          const sleeper = { untilMs: passedMs + ms, wake };
          function wake(): void {
            sleepers.delete(sleeper);
            signal?.removeEventListener('abort', wake);
            resolve();
          }
          if (ms <= 0 || signal?.aborted) return resolve();
          signal?.addEventListener('abort', wake);
          sleepers.add(sleeper);
        }),
    },
    async until(what, stepMs, holds) {
      for (let steps = 0; !holds(); steps += 1) {
        if (steps > LATEST_STEPS) throw new Error(`Waited in vain until ${what}.`);
        await rest();
        if (holds()) return;
        turn(stepMs);
      }
    },
    turnTo: (atMs) => turn(Math.max(0, atMs - startMs - passedMs)),
  };
}

interface Sleeper {
  readonly untilMs: number;
  readonly wake: () => void;
}

interface Arrived {
  readonly server: Server;
  readonly response: ServerResponse;
}

/** Resolves when AWS has answered everything, and was asked nothing more for some turns. */
function createRest(awsPort: () => number): () => Promise<void> {
  let underWay = 0;
  let asked = 0;
  subscribe('http.server.request.start', (message) => {
    const { server, response } = message as Arrived;
    if ((server.address() as AddressInfo).port !== awsPort()) return;
    underWay += 1;
    asked += 1;
    response.once('close', () => (underWay -= 1));
  });
  return async () => {
    let known = -1;
    for (let calm = 0; calm < CALM_TURNS; calm = underWay > 0 || asked > known ? 0 : calm + 1) {
      known = asked;
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
  };
}

/**
 * From an answer to the next call of the same work, with a commit between them. Turns of this
 * process, and no time: whoever shares the machine may hold it up, but not in the middle of one.
 */
const CALM_TURNS = 10;
