/** Storms: too much asked, rights taken, everybody at one record. Named, and nothing is lost. */

import {
  BatchWriteItemCommand,
  DynamoDBClient,
  ScanCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { initTable } from '../../../adapters/dynamodb/init.ts';
import { type DynamoStore, openDynamoStore } from '../../../adapters/dynamodb/store.ts';
import { createRuntime } from '../../../adapters/node/runtime.ts';
import { collect, fact, headOf, NOON } from '../../contract/store-samples.ts';
import { type Dynamo, startDynamo } from '../../stand-ins/dynamodb/dynamo.ts';
import { type Faulty, startFaulty, type Trouble } from '../../stand-ins/dynamodb/faulty.ts';

let dynamo: Dynamo;
let faulty: Faulty;
let store: DynamoStore;
let number = 0;
const started = Date.now();
const tableName = () => `hard-days-${started}-${number}`;
const { clock } = createRuntime();
const at = (endpoint: string, table = tableName()) =>
  ({ table, region: 'us-east-1', endpoint, clock, kind: 'live' }) as const;

beforeAll(async () => {
  dynamo = await startDynamo();
  faulty = await startFaulty(dynamo.endpoint);
});
afterAll(async () => {
  store.close();
  await faulty.close();
  await dynamo.close();
});
beforeEach(async () => {
  number += 1;
  faulty.clear();
  await initTable(at(dynamo.endpoint));
  store = await openDynamoStore(at(faulty.endpoint));
  faulty.asked.length = 0;
});

const HEAD = headOf('case/PA-7K3M2', { events: [fact(NOON)], index: { due: { chat: NOON } } });

/** What a store is asked, and the call to DynamoDB that it takes. */
const READS: readonly (readonly [string, string, (from: DynamoStore) => Promise<unknown>])[] = [
  ['load', 'GetItem', (from) => from.load(HEAD.key)],
  ['due', 'Query', (from) => from.due('chat', NOON, 5)],
  ['list', 'Query', (from) => from.list({ kind: 'case', limit: 5 })],
  ['events', 'Scan', (from) => collect(from.events({}))],
];

describe('F55: a table that is too busy', () => {
  test.each(READS)('is asked again by %s (%s)', async (_, action, read) => {
    await store.commit(HEAD);
    await store.append(HEAD.sealed);
    const calm = await read(store);
    for (const trouble of ['throttle', 'throttle-all', 'limit'] as const) {
      faulty.add(action, trouble, 1);
    }
    store.close();
    store = await openDynamoStore(at(faulty.endpoint));
    expect(await read(store)).toEqual(calm);
  });

  test('for too long is named in a sentence, and what was asked is not there by half', async () => {
    faulty.add('PutItem', 'throttle-all', 99);
    faulty.add('GetItem', 'limit', 99);
    const busy = /^DynamoDB is too busy for the table hard-days-\S+; it is tried again\.$/;
    const failed = { code: 'store-failed', message: expect.stringMatching(busy) };
    await Promise.all([
      expect(store.commit(HEAD)).rejects.toMatchObject(failed),
      expect(store.append(HEAD.sealed)).rejects.toMatchObject(failed),
    ]);
    faulty.clear();
    expect(await store.load(HEAD.key)).toBeUndefined();
    expect(await collect(store.events({}))).toEqual([]);
    expect(await store.commit(HEAD)).toBe('committed');
  }, 20_000);
});

describe('an answer that stops in the middle, while the connection lives on', () => {
  test('is given up after five seconds and asked for again: nothing due waits for it', async () => {
    await store.commit(HEAD);
    store.close();
    store = await openDynamoStore(at(faulty.endpoint));
    faulty.add('Query', 'half', 1);
    expect(await store.due('chat', NOON, 5)).toEqual([{ key: HEAD.key, dueMs: NOON }]);
  }, 8_000);

  test('of a commit: it landed, and is no conflict', async () => {
    faulty.add('PutItem', 'half', 1);
    expect(await store.commit(HEAD)).toBe('committed');
    expect(await store.load(HEAD.key)).toEqual(HEAD);
  }, 8_000);
});

describe('rights and credentials that are taken while it runs', () => {
  test.each<[Trouble, string]>([
    ['denied', 'Name it in the stack of deploy/users-account.yml'],
    ['stranger', 'AWS does not know our credentials'],
    ['expired', 'AWS does not know our credentials'],
  ])('%s: is said at once, and is over when they are back', async (trouble, words) => {
    faulty.add('PutItem', trouble, 1);
    await expect(store.commit(HEAD)).rejects.toThrow(words);
    expect(faulty.asked).toEqual(['PutItem']);
    expect(await store.commit(HEAD)).toBe('committed');
  });
});

describe('everybody at one record', () => {
  test('F55: of six who add at once, each addition is there once, and none is lost', async () => {
    await store.commit(headOf('case/PA-7K3M2', { body: [] }));
    const doors = await Promise.all(
      Array.from({ length: 6 }, () => openDynamoStore(at(faulty.endpoint))),
    );
    // Answers go missing on top: whoever gets none must find out whether it was theirs.
    faulty.add('PutItem', 'lost', 3);
    await Promise.all(
      doors.map(async (door, who) => {
        for (let n = 0; n < 3; n += 1) await add(door, `${who}.${n}`);
      }),
    );
    const { body, version } = (await store.load('case/PA-7K3M2')) ?? {};
    const wanted = doors.flatMap((_, who) => Array.from({ length: 3 }, (__, n) => `${who}.${n}`));
    expect((body as string[]).toSorted()).toEqual(wanted.toSorted());
    expect(version).toBe(wanted.length + 1);
    for (const door of doors) door.close();
  }, 30_000);
});

/**
 * As the engine does it: load, decide, commit, and on conflict once more. Where so many followed
 * that nobody can say whose it was, that is said, and whoever asks again looks first.
 */
async function add(to: DynamoStore, word: string): Promise<void> {
  for (;;) {
    const head = await to.load('case/PA-7K3M2');
    if (!head) throw new Error('The record is gone.');
    const words = head.body as readonly string[];
    if (words.includes(word)) return;
    const next = { ...head, version: head.version + 1, body: [...words, word] };
    try {
      if ((await to.commit(next)) === 'committed') return;
    } catch (error) {
      expect(String(error)).toContain('It is not known whether version');
    }
  }
}

describe('F53: a table restored from a backup', () => {
  test('is an older copy until that is on record; a table of our own is none', async () => {
    await store.commit(HEAD);
    expect(store.health.copy).toBeUndefined();
    const restored = `restored-${tableName()}`;
    await restore(tableName(), restored);
    const copy = await openDynamoStore(at(faulty.endpoint, restored));
    expect(copy.health.copy?.why).toContain(`${restored} was restored from a backup`);
    expect(await copy.load(HEAD.key)).toEqual(HEAD);
    await copy.health.copy?.settle();
    copy.close();
    const again = await openDynamoStore(at(faulty.endpoint, restored));
    expect(again.health.copy).toBeUndefined();
    again.close();
  });

  test('a table whose stamp is older than this check is taken as it is', async () => {
    const client = new DynamoDBClient({ region: 'us-east-1', endpoint: dynamo.endpoint });
    const Key = { pk: { S: 'stamp' }, sk: { S: 'stamp' } };
    const change = { TableName: tableName(), Key, UpdateExpression: 'REMOVE id' };
    await client.send(new UpdateItemCommand(change));
    client.destroy();
    const again = await openDynamoStore(at(faulty.endpoint));
    expect(again.health.copy).toBeUndefined();
    again.close();
  });
});

/** As AWS restores: every item, into another table. */
async function restore(from: string, to: string): Promise<void> {
  await initTable(at(dynamo.endpoint, to));
  const client = new DynamoDBClient({ region: 'us-east-1', endpoint: dynamo.endpoint });
  const { Items = [] } = await client.send(new ScanCommand({ TableName: from }));
  const puts = Items.map((Item) => ({ PutRequest: { Item } }));
  await client.send(new BatchWriteItemCommand({ RequestItems: { [to]: puts } }));
  client.destroy();
}
