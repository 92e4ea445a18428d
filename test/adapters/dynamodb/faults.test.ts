/** A commit that meets trouble: nothing is lost, nothing is said that is not so. */

import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { initTable } from '../../../adapters/dynamodb/init.ts';
import { type DynamoStore, openDynamoStore } from '../../../adapters/dynamodb/store.ts';
import { createRuntime } from '../../../adapters/node/runtime.ts';
import { headOf } from '../../contract/store-samples.ts';
import { type Dynamo, startDynamo } from '../../stand-ins/dynamodb/dynamo.ts';
import { type Faulty, startFaulty } from '../../stand-ins/dynamodb/faulty.ts';

let dynamo: Dynamo;
let faulty: Faulty;
let store: DynamoStore;
let number = 0;
const tableName = () => `faults-${started}-${number}`;
const started = Date.now();
const { clock } = createRuntime();
const at = (endpoint: string, table: string) => ({ table, region: 'us-east-1', endpoint, clock });

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
  const table = tableName();
  await initTable(at(dynamo.endpoint, table));
  store = await openDynamoStore({ ...at(faulty.endpoint, table), kind: 'live' });
  faulty.asked.length = 0;
});

describe('a commit', () => {
  test.each(['throttle', 'failure'] as const)('that meets %s is sent again', async (trouble) => {
    faulty.add('PutItem', trouble, 3);
    const head = headOf('case/PA-7K3M2');
    expect(await store.commit(head)).toBe('committed');
    expect(faulty.asked).toEqual(Array(4).fill('PutItem'));
    expect(await store.load(head.key)).toEqual(head);
  });

  test('that landed although its answer was lost is no conflict', async () => {
    const head = headOf('case/PA-7K3M2');
    faulty.add('PutItem', 'lost', 1);
    expect(await store.commit(head)).toBe('committed');
    faulty.add('PutItem', 'lost', 1);
    expect(await store.commit({ ...head, version: 2, body: 'next' })).toBe('committed');
    expect(await store.load(head.key)).toMatchObject({ version: 2, body: 'next' });
  });

  test('that landed is no conflict, though another committed on it before we asked', async () => {
    const other = await openDynamoStore({ ...at(dynamo.endpoint, tableName()), kind: 'live' });
    const head = headOf('case/PA-7K3M2');
    faulty.add('PutItem', 'lost', 1);
    faulty.before('PutItem', 2, async () => {
      await other.load(head.key);
      expect(await other.commit({ ...head, version: 2, body: 'theirs' })).toBe('committed');
    });
    expect(await store.commit(head)).toBe('committed');
    expect((await store.load(head.key))?.body).toBe('theirs');
    other.close();
  });

  test('whose answer is lost every time is found to have landed', async () => {
    const head = headOf('case/PA-7K3M2');
    faulty.add('PutItem', 'lost', 1);
    faulty.add('PutItem', 'throttle', 99);
    expect(await store.commit(head)).toBe('committed');
    expect(await store.load(head.key)).toEqual(head);
  }, 20_000);

  test('that nobody answers is sent again after five seconds', async () => {
    const head = headOf('case/PA-7K3M2');
    faulty.add('PutItem', 'hang', 1);
    expect(await store.commit(head)).toBe('committed');
    expect(faulty.asked).toEqual(['PutItem', 'PutItem']);
  }, 20_000);

  test('of another, while our answer was lost, is a conflict', async () => {
    const head = headOf('case/PA-7K3M2');
    await store.commit(head);
    const theirs = { ...head, version: 2, body: 'theirs' };
    await store.commit(theirs);
    faulty.add('PutItem', 'failure', 1);
    expect(await store.commit({ ...head, version: 2, body: 'ours' })).toBe('conflict');
    expect((await store.load(head.key))?.body).toBe('theirs');
  });

  test('is given up in a sentence when it never gets through', async () => {
    faulty.add('PutItem', 'throttle', 99);
    const asked = store.commit(headOf('case/PA-7K3M2'));
    await expect(asked).rejects.toMatchObject({
      code: 'store-failed',
      message: expect.stringMatching(/^DynamoDB is too busy for the table faults-/),
    });
  }, 20_000);

  test('of more than DynamoDB takes is refused at once, and what is there stays', async () => {
    const noise = Array.from({ length: 60_000 }, () => Math.random().toString(36));
    const big = headOf('case/PA-7K3M2', { body: noise });
    await expect(store.commit(big)).rejects.toThrow('A record does not fit into the table');
    expect(faulty.asked).toEqual(['PutItem']);
    expect(await store.load('case/PA-7K3M2')).toBeUndefined();
  });

  test('that is not as DynamoDB takes it is refused at once, and not called too big', async () => {
    faulty.add('PutItem', 'invalid', 1);
    await expect(store.commit(headOf('case/PA-7K3M2'))).rejects.toMatchObject({
      code: 'store-failed',
      message:
        `DynamoDB does not take what it is asked of the table ${tableName()}. ` +
        'AWS says: by the test',
    });
    expect(faulty.asked).toEqual(['PutItem']);
  });
});
