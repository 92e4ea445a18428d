/** A commit that meets trouble: nothing is lost, nothing is said that is not so. */

import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { initTable } from '../../../adapters/dynamodb/init.ts';
import { type DynamoStore, openDynamoStore } from '../../../adapters/dynamodb/store.ts';
import { headOf } from '../../contract/store-samples.ts';
import { faultyForAllTests } from './between.ts';

const on = faultyForAllTests();
let store: DynamoStore;
let number = 0;
const tableName = () => `faults-${started}-${number}`;
const started = Date.now();

afterAll(() => store.close());
beforeEach(async () => {
  number += 1;
  on.faulty.clear();
  const table = tableName();
  await initTable(on.at(on.dynamo.endpoint, table));
  store = await openDynamoStore({ ...on.at(on.faulty.endpoint, table), kind: 'live' });
  on.faulty.asked.length = 0;
});

describe('a commit', () => {
  test.each(['throttle', 'failure'] as const)('that meets %s is sent again', async (trouble) => {
    on.faulty.add('PutItem', trouble, 3);
    const head = headOf('case/PA-7K3M2');
    expect(await store.commit(head)).toBe('committed');
    expect(on.faulty.asked).toEqual(Array(4).fill('PutItem'));
    expect(await store.load(head.key)).toEqual(head);
  });

  test('that landed although its answer was lost is no conflict', async () => {
    const head = headOf('case/PA-7K3M2');
    on.faulty.add('PutItem', 'lost', 1);
    expect(await store.commit(head)).toBe('committed');
    on.faulty.add('PutItem', 'lost', 1);
    expect(await store.commit({ ...head, version: 2, body: 'next' })).toBe('committed');
    expect(await store.load(head.key)).toMatchObject({ version: 2, body: 'next' });
  });

  test('that landed is no conflict, though another committed on it before we asked', async () => {
    const other = await openDynamoStore({
      ...on.at(on.dynamo.endpoint, tableName()),
      kind: 'live',
    });
    const head = headOf('case/PA-7K3M2');
    on.faulty.add('PutItem', 'lost', 1);
    on.faulty.before('PutItem', 2, async () => {
      await other.load(head.key);
      expect(await other.commit({ ...head, version: 2, body: 'theirs' })).toBe('committed');
    });
    expect(await store.commit(head)).toBe('committed');
    expect((await store.load(head.key))?.body).toBe('theirs');
    other.close();
  });

  test('whose answer is lost every time is found to have landed', async () => {
    const head = headOf('case/PA-7K3M2');
    on.faulty.add('PutItem', 'lost', 1);
    on.faulty.add('PutItem', 'throttle', 99);
    expect(await store.commit(head)).toBe('committed');
    expect(await store.load(head.key)).toEqual(head);
  }, 20_000);

  test('that nobody answers is sent again after five seconds', async () => {
    const head = headOf('case/PA-7K3M2');
    on.faulty.add('PutItem', 'hang', 1);
    expect(await store.commit(head)).toBe('committed');
    expect(on.faulty.asked).toEqual(['PutItem', 'PutItem']);
  }, 20_000);

  test('of another, while our answer was lost, is a conflict', async () => {
    const head = headOf('case/PA-7K3M2');
    await store.commit(head);
    const theirs = { ...head, version: 2, body: 'theirs' };
    await store.commit(theirs);
    on.faulty.add('PutItem', 'failure', 1);
    expect(await store.commit({ ...head, version: 2, body: 'ours' })).toBe('conflict');
    expect((await store.load(head.key))?.body).toBe('theirs');
  });

  test('is given up in a sentence when it never gets through', async () => {
    on.faulty.add('PutItem', 'throttle', 99);
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
    expect(on.faulty.asked).toEqual(['PutItem']);
    expect(await store.load('case/PA-7K3M2')).toBeUndefined();
  });

  test('that is not as DynamoDB takes it is refused at once, and not called too big', async () => {
    on.faulty.add('PutItem', 'invalid', 1);
    await expect(store.commit(headOf('case/PA-7K3M2'))).rejects.toMatchObject({
      code: 'store-failed',
      message:
        `DynamoDB does not take what it is asked of the table ${tableName()}. ` +
        'AWS says: by the test',
    });
    expect(on.faulty.asked).toEqual(['PutItem']);
  });
});
