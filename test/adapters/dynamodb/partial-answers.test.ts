/** AWS may answer a part of what was asked: the rest is asked again, patiently, not for ever. */

import type { BatchGetItemOutput, QueryOutput } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { initTable } from '../../../adapters/dynamodb/init.ts';
import { type DynamoStore, openDynamoStore } from '../../../adapters/dynamodb/store.ts';
import { createRuntime } from '../../../adapters/node/runtime.ts';
import type { Clock } from '../../../src/kernel/time.ts';
import { collect, fact, headOf, NOON } from '../../contract/store-samples.ts';
import { type Dynamo, startDynamo } from '../../stand-ins/dynamodb/dynamo.ts';
import { type Faulty, startFaulty } from '../../stand-ins/dynamodb/faulty.ts';

const KEYS = ['case/5', 'case/4', 'case/3', 'case/2', 'case/1'] as const;
const table = `partial-${Date.now()}`;
const slept: number[] = [];
const { clock: real } = createRuntime();
const clock: Clock = {
  ...real,
  async sleep(ms) {
    slept.push(ms);
  },
};
let dynamo: Dynamo;
let faulty: Faulty;
let store: DynamoStore;

beforeAll(async () => {
  dynamo = await startDynamo();
  faulty = await startFaulty(dynamo.endpoint);
  const options = { table, region: 'us-east-1', clock, endpoint: dynamo.endpoint };
  await initTable({ ...options, clock: real });
  store = await openDynamoStore({ ...options, endpoint: faulty.endpoint, kind: 'live' });
  for (const key of KEYS) {
    const createdMs = NOON + Number(key.slice(5));
    const events = key === 'case/1' ? [fact(NOON), fact(NOON + 1), fact(NOON + 2)] : [];
    const head = headOf(key, { events, index: { createdMs, due: { chat: createdMs } } });
    await store.commit(head);
    await store.append(head.sealed);
  }
});
afterAll(async () => {
  store.close();
  await faulty.close();
  await dynamo.close();
});
beforeEach(() => {
  faulty.clear();
  slept.length = 0;
});

/** As of a table that is too busy: so many heads are read, and the others are named as left. */
const readingOnly = (count: number) => (answer: BatchGetItemOutput) => {
  const items = answer.Responses?.[table] ?? [];
  const left = items.slice(count).map(({ pk, sk }) => ({ pk, sk }));
  return {
    Responses: { [table]: items.slice(0, count) },
    UnprocessedKeys: left.length > 0 ? { [table]: { Keys: left, ConsistentRead: true } } : {},
  };
};

/** As of a page that is full before its time: the first items, and where to read on. */
const cutTo = (count: number, names: readonly string[]) => (answer: QueryOutput) => {
  const Items = answer.Items?.slice(0, count) ?? [];
  const last = Items.at(-1);
  if (!last) return answer;
  const key = Object.entries(last).filter(([name]) => names.includes(name));
  return { Items, LastEvaluatedKey: Object.fromEntries(key) };
};

const listed = async (cursor?: string) => {
  const page = await store.list({ kind: 'case', limit: 2, ...(cursor ? { cursor } : {}) });
  return { ...page, keys: page.heads.map(({ key }) => key) };
};
const reads = () => faulty.asked.filter((action) => action === 'BatchGetItem').length;

test('heads that were left unread are asked for again, after ever longer pauses', async () => {
  faulty.rewrite('BatchGetItem', 3, readingOnly(1));
  expect((await listed()).keys).toEqual(['case/5', 'case/4']);
  expect(reads()).toBe(4);
  const [first = 0, second = 0, third = 0] = slept;
  expect(slept).toHaveLength(3);
  for (const [ms, most] of [
    [first, 75],
    [second, 150],
    [third, 300],
  ] as const) {
    expect(ms).toBeGreaterThanOrEqual(most / 3);
    expect(ms).toBeLessThan(most);
  }
});

test('heads that stay unread are given up in a sentence, and no page lacks them', async () => {
  faulty.rewrite('BatchGetItem', 99, readingOnly(0));
  await expect(listed()).rejects.toMatchObject({
    code: 'store-failed',
    message: `DynamoDB is too busy for the table ${table}; it is tried again.`,
  });
  expect(reads()).toBe(7);
  expect(slept).toHaveLength(6);
});

test.each([1, 2])('a list whose index answers with %d at a time lacks none', async (count) => {
  faulty.rewrite('Query', 99, cutTo(count, ['pk', 'sk', 'kind', 'place']));
  const seen: string[] = [];
  for (let cursor: string | undefined, pages = 0; pages < 4; pages += 1) {
    const page = await listed(cursor);
    seen.push(...page.keys);
    ({ cursor } = page);
    if (!cursor) break;
  }
  expect(seen).toEqual(KEYS);
});

test('what is due is found in parts', async () => {
  const other = await openDynamoStore({
    table,
    region: 'us-east-1',
    clock,
    endpoint: faulty.endpoint,
    kind: 'live',
  });
  faulty.rewrite('Query', 4, cutTo(1, ['pk', 'sk', 'dueShard', 'dueAt']));
  const rows = await other.due('chat', NOON + 9, 9);
  other.close();
  expect(rows.map(({ key }) => key)).toEqual(KEYS.toReversed());
});

test('the log is read on where an answer ends', async () => {
  const whole = await collect(store.events({ record: 'case/1' }));
  faulty.rewrite('Query', 2, cutTo(1, ['pk', 'sk']));
  expect(await collect(store.events({ record: 'case/1' }))).toEqual(whole);
  faulty.rewrite('Scan', 2, cutTo(1, ['pk', 'sk']));
  expect(await collect(store.events({}))).toEqual(whole);
});
