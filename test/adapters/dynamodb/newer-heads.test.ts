/** Beside a newer release that packs by words we lack: one such record holds up no other. */

import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { headItem, type Item } from '../../../adapters/dynamodb/head-item.ts';
import { initTable } from '../../../adapters/dynamodb/init.ts';
import { type DynamoStore, openDynamoStore } from '../../../adapters/dynamodb/store.ts';
import { createRuntime } from '../../../adapters/node/runtime.ts';
import type { Head } from '../../../src/ports/store.ts';
import { AIKO, headOf, NOON } from '../../contract/store-samples.ts';
import { type Dynamo, startDynamo } from '../../stand-ins/dynamodb/dynamo.ts';

const SAID =
  'The record case/PA-NEWER was written by another prod-access: its form is packed9, this one ' +
  'knows packed2, packed3. Run the newer one again, or restore a backup from before it.';
const INDEX = { state: 'active', person: AIKO, entitlement: 'admin', due: { timer: NOON } };
const OURS = headOf('case/PA-7K3M2', { index: INDEX });
const THEIRS = headOf('case/PA-NEWER', { index: { ...INDEX, createdMs: NOON + 1 } });
const { clock } = createRuntime();

let dynamo: Dynamo;
let client: DynamoDBClient;
let store: DynamoStore;
let table = '';
let number = 0;

beforeAll(async () => {
  dynamo = await startDynamo();
  client = new DynamoDBClient({ region: 'us-east-1', endpoint: dynamo.endpoint });
});
afterAll(async () => {
  client.destroy();
  store.close();
  await dynamo.close();
});
beforeEach(async () => {
  table = `newer-${Date.now()}-${(number += 1)}`;
  const options = { table, region: 'us-east-1', endpoint: dynamo.endpoint, clock };
  await initTable(options);
  store = await openDynamoStore({ ...options, kind: 'live' });
  await store.commit(OURS);
  const { packed3, ...plain } = headItem(THEIRS, 'token');
  await put({ ...plain, ...(packed3 && { packed9: packed3 }) });
});

const put = (Item: Item) => client.send(new PutItemCommand({ TableName: table, Item }));
const failed = { code: 'store-failed', message: SAID };
const readings: readonly (readonly [string, (head: Head) => unknown])[] = [
  ['body', ({ body }) => body],
  ['chain', ({ chain }) => chain],
  ['sealed', ({ sealed }) => sealed],
  ['copy', (head) => ({ ...head, version: head.version + 1 })],
];

test.each(readings)('its %s cannot be had, and why is said', async (_, reading) => {
  const head = await store.load(THEIRS.key);
  expect(() => head && reading(head)).toThrow(expect.objectContaining(failed));
});

test.each([
  { kind: 'case', limit: 5 },
  { kind: 'case', limit: 5, states: ['active'] },
  { kind: 'case', limit: 5, person: AIKO },
  // What it leads to is not in plain text: not known is not the same as another.
  { kind: 'case', limit: 5, states: ['active'], entitlement: 'admin' },
] as const)('a page is whole with it: %o', async (query) => {
  const { heads } = await store.list(query);
  expect(heads.map(({ key }) => key)).toEqual([THEIRS.key, OURS.key]);
  expect(heads[1]).toEqual(OURS);
  const { entitlement: _, ...plain } = THEIRS.index;
  expect(heads[0]?.index).toEqual(plain);
  expect(heads[0]?.version).toBe(1);
});

test('what is not asked for is not listed, though more of it is not known', async () => {
  const { heads } = await store.list({ kind: 'case', limit: 5, person: AIKO, toMs: NOON + 1 });
  expect(heads).toEqual([OURS]);
});

test('it is due, and what is due beside it is as well', async () => {
  const rows = await store.due('timer', NOON, 5);
  expect(rows.map(({ key }) => key)).toEqual([OURS.key, THEIRS.key]);
});

test('it is not written over by whoever knew it before', async () => {
  expect(await store.commit({ ...THEIRS, version: 1 })).toBe('conflict');
  expect((await store.load(THEIRS.key))?.version).toBe(1);
});

test('a record that is damaged is named, and holds up no other either', async () => {
  const { packed3, ...plain } = headItem(THEIRS, 'token');
  await put({ ...plain, packed3: { B: packed3?.B?.slice(0, 20) ?? new Uint8Array() } });
  const { heads } = await store.list({ kind: 'case', limit: 5 });
  expect(heads[1]).toEqual(OURS);
  expect(() => heads[0]?.body).toThrow('The record case/PA-NEWER cannot be read: unexpected end');
});
