/** The store in one DynamoDB table, for any number of replicas. */

import { DescribeTableCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { Fault } from '../../src/kernel/fault.ts';
import type { Head, Store, StoreCopy, StoreHealth } from '../../src/ports/store.ts';
import { openTable, type Table, type TableOptions } from './client.ts';
import { createCommits, get } from './commits.ts';
import { createDueRows, type DueRows } from './due-rows.ts';
import { append, events } from './event-items.ts';
import { inWholeMs, type Item } from './head-item.ts';
import { page } from './head-pages.ts';
import { initAdvice } from './problem.ts';
import { strangeness } from './table.ts';

export interface DynamoStore extends Store {
  readonly health: StoreHealth;
  close(): void;
}

export type DynamoReader = Pick<Store, 'load' | 'due' | 'list' | 'events'> & { close(): void };

/**
 * @throws Fault store-failed, with a sentence for the operator, when there is no such table, when
 * it is another program's, or when it belongs to the demo and we do not, or the other way round.
 */
export async function openDynamoStore(
  options: TableOptions & { readonly kind: 'demo' | 'live' },
): Promise<DynamoStore> {
  const table = openTable(options);
  let copy: StoreCopy | undefined;
  try {
    const id = await requireOurs(table);
    copy = await requireKind(table, options.kind, id);
  } catch (error) {
    table.close();
    throw error;
  }
  const heads = createCommits(table);
  const rows = createDueRows(table, () => options.clock.monotonicMs());
  return {
    load: (key) => heads.load(key),
    commit: (head) => commitAnd(rows, () => heads.commit(head), head),
    due: (lane, beforeMs, limit) => rows.due(lane, beforeMs, limit),
    list: (query) => page(table, query),
    append: (sealed) => append(table, sealed),
    events: (query) => events(table, query),
    health: { trouble: () => table.same.trouble(), copy },
    close: () => table.close(),
  };
}

/** Our own commits are known to be due at once; after any other answer the index is asked anew. */
async function commitAnd(
  rows: DueRows,
  commit: () => Promise<'committed' | 'conflict'>,
  { key, index }: Head,
): Promise<'committed' | 'conflict'> {
  let answer: 'committed' | 'conflict' | undefined;
  try {
    answer = await commit();
    return answer;
  } finally {
    if (answer === 'committed') rows.committed(key, inWholeMs(index).due);
    else rows.lost(key);
  }
}

/** For looking on beside the replicas that work. */
export async function openDynamoReader(options: TableOptions): Promise<DynamoReader> {
  const table = openTable(options);
  await requireOurs(table).catch((error: unknown) => {
    table.close();
    throw error;
  });
  const heads = createCommits(table);
  const rows = createDueRows(table, () => options.clock.monotonicMs());
  return {
    load: (key) => heads.load(key),
    due: (lane, beforeMs, limit) => rows.due(lane, beforeMs, limit),
    list: (query) => page(table, query),
    events: (query) => events(table, query),
    close: () => table.close(),
  };
}

/** @returns the id that AWS gave this very table, and gives to no other. */
async function requireOurs({ client, name, ask, same }: Table): Promise<string | undefined> {
  const { Table: found } = await ask(() =>
    client.send(new DescribeTableCommand({ TableName: name })),
  );
  requireReady(`The table ${name}`, found?.TableStatus);
  for (const { IndexName, IndexStatus } of found?.GlobalSecondaryIndexes ?? []) {
    requireReady(`The index ${IndexName} of the table ${name}`, IndexStatus);
  }
  const strange = found ? strangeness(found) : 'AWS does not describe it';
  if (strange === undefined) {
    same.opened(found?.TableId);
    return found?.TableId;
  }
  const sentence = `The table ${name} is not one of ours: ${strange}. Name another, or a new one.`;
  throw new Fault('store-failed', `${sentence} ${initAdvice('NEW-NAME')}`);
}

/** One that is being updated can be used meanwhile. */
function requireReady(what: string, status: string | undefined): void {
  if (status !== 'CREATING' && status !== 'DELETING') return;
  const sentence = `${what} is ${status.toLowerCase()}: not ready yet.`;
  throw new Fault('store-failed', `${sentence} Start again in a minute.`);
}

/**
 * A table made by the demo is never served, nor the other way round. One that was restored has
 * another id than the one its stamp was made in.
 */
async function requireKind(
  table: Table,
  kind: 'demo' | 'live',
  id: string | undefined,
): Promise<StoreCopy | undefined> {
  const { client, name, write } = table;
  const Key: Item = { pk: { S: 'stamp' }, sk: { S: 'stamp' } };
  const Item: Item = { ...Key, stamp: { S: kind }, ...(id === undefined ? {} : { id: { S: id } }) };
  const put = { TableName: name, Item };
  const ConditionExpression = 'attribute_not_exists(pk)';
  const stamp = new PutItemCommand({ ...put, ConditionExpression });
  if ((await write(() => client.send(stamp))) === 'done') return undefined;
  const found = await get(table, Key);
  if (found?.['stamp']?.S !== kind) {
    const whose = found?.['stamp']?.S === 'demo' ? 'belongs to the demo' : 'holds real requests';
    throw new Fault('store-failed', `The table ${name} ${whose}. Name another one.`);
  }
  const before = found['id']?.S;
  if (before === undefined || id === undefined || before === id) return undefined;
  return {
    why: `The table ${name} was restored from a backup of another one.`,
    settle: async () => void (await write(() => client.send(new PutItemCommand(put)))),
  };
}
