/** The lists of nodes are read at a pace of their own, and a fault ends nothing. */

import { expect, test } from 'vitest';
import { nodesEveryMs, refreshNodes } from '../../src/engine/watch-nodes.ts';
import { Fault } from '../../src/kernel/fault.ts';
import { MINUTE } from '../../src/kernel/time.ts';

const failing = (error: Error) => ({
  known: () => undefined,
  refresh: async () => {
    throw error;
  },
});
const log = () => {
  const said: string[] = [];
  const say = (event: string) => void said.push(event);
  return { said, info: say, warn: say, error: say };
};
const { signal } = new AbortController();

test('every replica reads about every five minutes, and no two in step', () => {
  expect([0, 0.5, 1].map((at) => nodesEveryMs({ spread: () => at }) / MINUTE)).toEqual([
    4.5, 5, 5.5,
  ]);
});

test('a list that AWS does not give is complained about, and asked for later', async () => {
  const own = log();
  const nodes = failing(new Fault('aws-throttled', 'Rate exceeded'));
  await refreshNodes({ nodes, log: own }, signal);
  expect(own.said).toEqual(['nodes-unread']);
});

test('a mistake of ours is not taken for a bad moment of AWS', async () => {
  const nodes = failing(new TypeError('undefined'));
  await expect(refreshNodes({ nodes, log: log() }, signal)).rejects.toThrow(TypeError);
});
