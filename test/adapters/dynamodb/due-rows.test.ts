/** Work that is due is found, however much of it there is and in whatever lane. */

import { afterAll, beforeAll, expect, test } from 'vitest';
import { initTable } from '../../../adapters/dynamodb/init.ts';
import { type DynamoStore, openDynamoStore } from '../../../adapters/dynamodb/store.ts';
import { createRuntime } from '../../../adapters/node/runtime.ts';
import { headOf, NOON } from '../../contract/store-samples.ts';
import { type Dynamo, startDynamo } from '../../stand-ins/dynamodb/dynamo.ts';

let dynamo: Dynamo;
let store: DynamoStore;
let open: () => Promise<DynamoStore>;

beforeAll(async () => {
  dynamo = await startDynamo();
  const { clock } = createRuntime();
  const table = `due-${Date.now()}`;
  const options = { table, region: 'us-east-1', endpoint: dynamo.endpoint, clock };
  await initTable(options);
  open = () => openDynamoStore({ ...options, kind: 'live' });
  store = await open();
});
afterAll(async () => {
  store.close();
  await dynamo.close();
});

test('a thousand letters that wait do not stand before one access that ends', async () => {
  const letters = Array.from({ length: 1_000 }, (_, n) =>
    headOf(`case/${n}`, { index: { due: { chat: NOON - 5_000 + n } } }),
  );
  for (let at = 0; at < letters.length; at += 50) {
    await Promise.all(letters.slice(at, at + 50).map((head) => store.commit(head)));
  }
  const key = 'holding/111122223333:AIDA1';
  await store.commit(headOf(key, { index: { due: { converge: NOON - 1 } } }));
  expect(await store.due('converge', NOON, 8)).toEqual([{ key, dueMs: NOON - 1 }]);
  expect(await store.due('chat', NOON, 2_000)).toHaveLength(1_000);
  expect((await store.due('chat', NOON, 3)).map((row) => row.key)).toEqual([
    'case/0',
    'case/1',
    'case/2',
  ]);
  // A replica that committed none of it has the index alone to go by.
  const other = await open();
  expect(await other.due('converge', NOON, 8)).toEqual([{ key, dueMs: NOON - 1 }]);
  expect(await other.due('chat', NOON, 2_000)).toHaveLength(1_000);
  other.close();
}, 60_000);
