/** F53: a table that goes while replicas run, and comes back as a copy, is no truth to them. */

import {
  BatchWriteItemCommand,
  DeleteTableCommand,
  DynamoDBClient,
  ScanCommand,
} from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { initTable } from '../../../adapters/dynamodb/init.ts';
import {
  type DynamoStore,
  openDynamoReader,
  openDynamoStore,
} from '../../../adapters/dynamodb/store.ts';
import { type Clock, MINUTE } from '../../../src/kernel/time.ts';
import { collect, fact, headOf, NOON } from '../../contract/store-samples.ts';
import { faultyForAllTests } from './between.ts';

const on = faultyForAllTests();
const HEAD = headOf('case/PA-7K3M2', { events: [fact(NOON)], index: { due: { chat: NOON } } });
let store: DynamoStore;
let table: string;
let number = 0;
/** How far the wall and the other clock are ahead: a machine that slept keeps only the first. */
let [wallMs, monotonicMs] = [0, 0];

const at = (endpoint: string) => {
  const real = on.at(endpoint, table);
  const clock: Clock = {
    ...real.clock,
    nowMs: () => real.clock.nowMs() + wallMs,
    monotonicMs: () => real.clock.monotonicMs() + monotonicMs,
  };
  return { ...real, clock };
};

beforeEach(async () => {
  number += 1;
  table = `same-${Date.now()}-${number}`;
  [wallMs, monotonicMs] = [0, 0];
  on.faulty.clear();
  await initTable(at(on.dynamo.endpoint));
  store = await openDynamoStore({ ...at(on.faulty.endpoint), kind: 'live' });
  await store.commit(HEAD);
  await store.append(HEAD.sealed);
  on.faulty.asked.length = 0;
});
afterEach(() => store.close());

const another = () => ({
  code: 'store-failed',
  message: `The table ${table} is another one than when we started: start again.`,
});
const gone = () =>
  `There is no table ${table} in us-east-1 (AWS_REGION). It was there when we started: ` +
  'restore it from its backup, and start again.';

/** Every promise of a store, as a replica would ask for it. */
const asks = (): readonly (() => Promise<unknown>)[] => [
  () => store.load(HEAD.key),
  () => store.due('chat', NOON, 5),
  () => store.list({ kind: 'case', limit: 5 }),
  () => collect(store.events({})),
  () => store.append(HEAD.sealed),
  () => store.commit({ ...HEAD, version: 2, body: 'decided on old records' }),
];

describe('F53: a table that was deleted while a replica runs', () => {
  test('is said to be gone, without the advice to make an empty one', async () => {
    await remove();
    const said = store.load(HEAD.key);
    await expect(said).rejects.toThrow(gone());
    await expect(said).rejects.not.toThrow('store init');
    expect(store.health.trouble()).toEqual({ is: 'table', why: gone() });
  });

  test('and restored under its name is refused by every call until the next start', async () => {
    const items = await allItems();
    await remove();
    await expect(store.load(HEAD.key)).rejects.toThrow(gone());
    await restore(items);
    for (const ask of asks()) await expect(ask()).rejects.toMatchObject(another());
    expect(store.health.trouble()).toEqual({ is: 'table', why: another().message });
    expect(await versionThere()).toBe(1);
    const again = await openDynamoStore({ ...at(on.faulty.endpoint), kind: 'live' });
    expect(again.health.trouble()).toBeUndefined();
    expect(again.health.copy?.why).toContain('was restored from a backup');
    again.close();
  });

  test.each([
    ['the machine slept through it', MINUTE, 0],
    ['nothing was asked for a minute, by whatever clock', 0, MINUTE],
  ])('and restored while %s is not taken for the one that was', async (_, wall, monotonic) => {
    const items = await allItems();
    await remove();
    await restore(items);
    [wallMs, monotonicMs] = [wall, monotonic];
    for (const ask of asks()) await expect(ask()).rejects.toMatchObject(another());
    expect(store.health.trouble()).toEqual({ is: 'table', why: another().message });
    expect(await versionThere()).toBe(1);
  });

  test('and restored is refused by whoever only reads', async () => {
    const reader = await openDynamoReader(at(on.faulty.endpoint));
    const items = await allItems();
    await remove();
    await expect(reader.load(HEAD.key)).rejects.toThrow(gone());
    await restore(items);
    await expect(reader.load(HEAD.key)).rejects.toMatchObject(another());
    reader.close();
  });
});

describe('a table that is the same', () => {
  test('and was only said to be gone is served again, once AWS has described it', async () => {
    on.faulty.add('GetItem', 'missing', 1);
    await expect(store.load(HEAD.key)).rejects.toThrow(gone());
    on.faulty.add('DescribeTable', 'failure', 1);
    expect(await store.load(HEAD.key)).toEqual(HEAD);
    expect(store.health.trouble()).toBeUndefined();
    const looks = ['DescribeTable', 'DescribeTable'];
    expect(on.faulty.asked).toEqual(['GetItem', ...looks, 'GetItem']);
  });

  test('is described again after a silence, and not while calls are answered', async () => {
    for (let count = 0; count < 3; count += 1) await store.load(HEAD.key);
    expect(on.faulty.asked).not.toContain('DescribeTable');
    wallMs = MINUTE;
    await Promise.all(asks().map((ask) => ask()));
    expect(on.faulty.asked.filter((action) => action === 'DescribeTable')).toHaveLength(1);
  });
});

async function withClient<T>(work: (client: DynamoDBClient) => Promise<T>): Promise<T> {
  const client = new DynamoDBClient({ region: 'us-east-1', endpoint: on.dynamo.endpoint });
  return work(client).finally(() => client.destroy());
}

const remove = () =>
  withClient((client) => client.send(new DeleteTableCommand({ TableName: table })));
const allItems = () =>
  withClient(async (client) => (await client.send(new ScanCommand({ TableName: table }))).Items);

/** As AWS restores: every item, into a table that was not there. */
async function restore(items: Awaited<ReturnType<typeof allItems>> = []): Promise<void> {
  await initTable(at(on.dynamo.endpoint));
  const puts = items.map((Item) => ({ PutRequest: { Item } }));
  const command = new BatchWriteItemCommand({ RequestItems: { [table]: puts } });
  await withClient((client) => client.send(command));
}

async function versionThere(): Promise<number> {
  const items = (await allItems()) ?? [];
  return Number(items.find(({ sk }) => sk?.S === 'head')?.['version']?.N);
}
