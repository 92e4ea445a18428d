/** What a replica took and did not live to carry out is carried out by another one. */

import { expect, test } from 'vitest';
import type { Holding } from '../../src/holding/holding.ts';
import { atRest } from './loop.ts';
import { withoutTimers } from './play.ts';
import { approve, ask, on, scriptOfWalk, walk } from './walk.ts';
import { START_MS, World } from './world.ts';

const ACTS = [
  [3, 'aiko', ask(0, 'prod-db', 55)],
  [12, 'ben', approve(0)],
  [20, 'chie', approve(0)],
  [180, 'aiko', on(0, 'done')],
] as const;

type Moment = (holding: Holding, nowMs: number) => boolean;

/** It is on record that the access ends now, and nobody has begun. */
const isOrdered: Moment = ({ leases: [lease], claim }, nowMs) =>
  !claim && lease?.endMs !== undefined && lease.endMs <= nowMs + 1_500;
/** Somebody has begun, and says so. */
const isBegun: Moment = ({ claim }) => claim !== undefined;

/** How long nothing is done, in ms, after the death of the replica that brought it so far. */
async function silenceAfter(turn: number, isSoFar: Moment): Promise<number | undefined> {
  const walked = walk(99, 'given back', [['revoked']], [...ACTS]);
  const script = { ...scriptOfWalk(walked, turn), troubles: [], replicas: 2, skewsMs: [0, 0] };
  const world = new World(script, {}, true);
  const { loop } = world;
  const restore = withoutTimers();
  try {
    world.open();
    await atRest();
    let diedMs: number | undefined;
    let version = 0;
    while (loop.nextMs() < START_MS + 20 * 60_000) {
      await loop.step();
      const head = [...world.shelf.heads.values()].find(({ key }) => key.startsWith('holding/'));
      const isNew = head !== undefined && head.version > version;
      version = head?.version ?? 0;
      if (diedMs !== undefined && isNew) return loop.nowMs - diedMs;
      if (diedMs !== undefined || !isNew || loop.nowMs < START_MS + 180_000) continue;
      if (!isSoFar(head.body as Holding, loop.nowMs)) continue;
      const line = world.traced.lines.findLast((one) => one.includes(' commits holding/')) ?? '';
      const taker = world.replicas[Number(/ r(\d) /.exec(line)?.[1])];
      if (!taker) return undefined;
      world.lose(taker.life);
      diedMs = loop.nowMs;
    }
    return diedMs === undefined ? undefined : Infinity;
  } finally {
    for (const one of world.replicas) one?.life.end();
    restore();
  }
}

test.each([
  ['ordered', isOrdered],
  ['begun', isBegun],
])('an early end that was %s goes on within 15 s of the death of that replica', async (_, when) => {
  const silences: number[] = [];
  for (let turn = 1; turn <= 40; turn += 1) {
    const ms = await silenceAfter(turn, when);
    if (ms !== undefined) silences.push(ms);
  }
  expect(silences.length).toBeGreaterThan(20);
  expect(Math.max(...silences)).toBeLessThanOrEqual(15_000);
});
