/** A table that does not answer as it should: nothing is lost, nothing is said that is not so. */

import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { initTable } from '../../../adapters/dynamodb/init.ts';
import { type DynamoStore, openDynamoStore } from '../../../adapters/dynamodb/store.ts';
import { createRuntime } from '../../../adapters/node/runtime.ts';
import { tableInput } from '../../../adapters/dynamodb/table.ts';
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
});

describe('a table', () => {
  const opened = (table: string, kind: 'live' | 'demo' = 'live') =>
    openDynamoStore({ ...at(faulty.endpoint, table), kind });

  test('that is not there is named, with how to make it', async () => {
    await expect(opened('nowhere')).rejects.toThrow(
      'There is no table nowhere. Make it with: npx prod-access store init --database',
    );
  });

  test('of another program is not touched', async () => {
    const table = `other-${Date.now()}`;
    const client = new DynamoDBClient({ region: 'us-east-1', endpoint: dynamo.endpoint });
    await client.send(
      new CreateTableCommand({
        TableName: table,
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      }),
    );
    client.destroy();
    await expect(opened(table)).rejects.toThrow('is not one of ours: its key is id and not pk, sk');
    await expect(initTable(at(dynamo.endpoint, table))).rejects.toThrow('There is another table');
  });

  test('whose index lacks what it must hold is refused, for nothing would be due', async () => {
    const table = `bare-${Date.now()}`;
    const input = tableInput(table);
    const GlobalSecondaryIndexes = (input.GlobalSecondaryIndexes ?? []).map((index) => ({
      ...index,
      Projection: { ProjectionType: 'KEYS_ONLY' as const },
    }));
    const client = new DynamoDBClient({ region: 'us-east-1', endpoint: dynamo.endpoint });
    await client.send(new CreateTableCommand({ ...input, GlobalSecondaryIndexes }));
    client.destroy();
    await expect(opened(table)).rejects.toThrow('its index by-due does not hold due');
  });

  test('that we may not use is named, with the rights to give', async () => {
    faulty.add('DescribeTable', 'denied', 1);
    await expect(opened('anything')).rejects.toThrow(
      'Name it in the stack of deploy/users-account.yml: Table.',
    );
  });

  test('of the demo is not served, and made twice is made once', async () => {
    const table = `demo-${Date.now()}`;
    expect(await initTable(at(dynamo.endpoint, table))).toContain('is made');
    expect(await initTable(at(dynamo.endpoint, table))).toContain('is there already');
    (await opened(table, 'demo')).close();
    await expect(opened(table)).rejects.toThrow('belongs to the demo');
  });
});
