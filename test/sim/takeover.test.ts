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

/** How long nothing is done, in ms, after the replica has died that took "done"; if it did. */
async function silenceAfter(turn: number): Promise<number | undefined> {
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
      const [lease] = (head.body as Holding).leases;
      if (lease?.endMs === undefined || lease.endMs > loop.nowMs + 1_500) continue;
      // Whoever committed it dies with the commit; the other one has looked after it so far.
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

test('an early end is carried out within 15 s of the death of the replica that took it', async () => {
  const silences: number[] = [];
  for (let turn = 1; turn <= 40; turn += 1) {
    const ms = await silenceAfter(turn);
    if (ms !== undefined) silences.push(ms);
  }
  console.log(silences.map((x)=>Math.round(x/100)/10).join(" "));
  expect(silences.length).toBeGreaterThan(20);
  expect(Math.max(...silences)).toBeLessThanOrEqual(15_000);
});
