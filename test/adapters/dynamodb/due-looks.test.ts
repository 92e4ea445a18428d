/** How often a replica asks the due index, and what it knows without asking. */

import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { initTable } from '../../../adapters/dynamodb/init.ts';
import { type DynamoStore, openDynamoStore } from '../../../adapters/dynamodb/store.ts';
import { createTurnedClock, type TurnedClock } from '../../../adapters/node/turned-clock.ts';
import { headOf } from '../../contract/store-samples.ts';
import { type Dynamo, startDynamo } from '../../stand-ins/dynamodb/dynamo.ts';
import { type Faulty, startFaulty } from '../../stand-ins/dynamodb/faulty.ts';

const SECOND = 1_000;
const HOUR = 3_600_000;
const SHARDS = 4;
const KEY = 'case/PA-7K3M2';
let dynamo: Dynamo;
let wire: Faulty;
let clock: TurnedClock;
let ours: DynamoStore;
let others: DynamoStore;
let tables = 0;

beforeAll(async () => {
  dynamo = await startDynamo();
  wire = await startFaulty(dynamo.endpoint);
});
beforeEach(async () => {
  clock = createTurnedClock();
  const table = `looks-${Date.now()}-${(tables += 1)}`;
  const options = { table, region: 'us-east-1', clock, kind: 'live' } as const;
  await initTable({ ...options, endpoint: dynamo.endpoint });
  ours = await openDynamoStore({ ...options, endpoint: wire.endpoint });
  others = await openDynamoStore({ ...options, endpoint: dynamo.endpoint });
  wire.clear();
});
afterAll(async () => {
  await wire.close();
  await dynamo.close();
});

/** As the worker does it twice a second, in every lane. */
async function round(): Promise<readonly string[]> {
  const found: string[] = [];
  for (const lane of ['converge', 'holding', 'timer', 'page', 'chat', 'log'] as const) {
    for (const { key } of await ours.due(lane, clock.nowMs(), 16)) found.push(`${lane} ${key}`);
  }
  return found;
}
const due = (ms: number) => ({ index: { due: { chat: clock.nowMs() + ms } } });
const looks = () => wire.asked.filter((action) => action === 'Query').length / SHARDS;

test('a replica that has nothing to do asks once in two seconds', async () => {
  for (let half = 0; half < 20; half += 1) {
    expect(await round()).toEqual([]);
    clock.turn(SECOND / 2);
  }
  expect(looks()).toBe(5);
});

test('what it commits itself is due at once, and over at once, without asking', async () => {
  await round();
  await ours.commit(headOf(KEY, due(0)));
  expect(await round()).toEqual([`chat ${KEY}`]);
  await ours.commit({ ...headOf(KEY), version: 2 });
  expect(await round()).toEqual([]);
  expect(looks()).toBe(1);
});

test('what comes due between two looks is found in its moment', async () => {
  await ours.commit(headOf(KEY, due(5_500)));
  for (let half = 0; half < 11; half += 1) {
    expect(await round()).toEqual([]);
    clock.turn(SECOND / 2);
  }
  expect(await round()).toEqual([`chat ${KEY}`]);
});

test('what another replica commits is seen after two seconds at the most', async () => {
  await round();
  await others.commit(headOf(KEY, due(0)));
  clock.turn(2 * SECOND);
  expect(await round()).toEqual([`chat ${KEY}`]);
});

test('what another replica has done since our own commit is not held to be due', async () => {
  await ours.commit(headOf(KEY, due(0)));
  expect(await round()).toEqual([`chat ${KEY}`]);
  await others.commit({ ...headOf(KEY), version: 2 });
  clock.turn(2 * SECOND);
  expect(await round()).toEqual([]);
});

test('a commit that came too late is no news: the index is asked instead', async () => {
  await round();
  await others.commit(headOf(KEY, due(0)));
  expect(await ours.commit(headOf(KEY, due(60_000)))).toBe('conflict');
  expect(await round()).toEqual([`chat ${KEY}`]);
});

test('what stands behind the first rows is read once for all lanes', async () => {
  const owing = Array.from({ length: 1_000 }, (_, n) =>
    headOf(`case/${n}`, { index: { due: { ledger: clock.nowMs() - HOUR + n } } }),
  );
  for (let at = 0; at < owing.length; at += 50) {
    await Promise.all(owing.slice(at, at + 50).map((head) => others.commit(head)));
  }
  await others.commit(headOf(KEY, due(0)));
  for (let half = 0; half < 4; half += 1) {
    expect(await round()).toEqual([`chat ${KEY}`]);
    clock.turn(SECOND / 2);
  }
  expect(looks()).toBeLessThanOrEqual(2);
}, 60_000);
