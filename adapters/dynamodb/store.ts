/** The store in one DynamoDB table, for any number of replicas. */

import { randomUUID } from 'node:crypto';
import { DescribeTableCommand, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { Fault } from '../../src/kernel/fault.ts';
import type { Head, RecordKey, Store } from '../../src/ports/store.ts';
import { openTable, type Table, type TableOptions } from './client.ts';
import { createDueRows } from './due-rows.ts';
import { append, events } from './event-items.ts';
import { COMMIT, headItem, headKey, headOf, type Item } from './head-item.ts';
import { page } from './head-pages.ts';
import { initAdvice } from './problem.ts';
import { strangeness } from './table.ts';

export interface DynamoStore extends Store {
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
  try {
    await requireOurs(table);
    await requireKind(table, options.kind);
  } catch (error) {
    table.close();
    throw error;
  }
  const rows = createDueRows(table, () => options.clock.monotonicMs());
  return {
    load: (key) => load(table, key),
    async commit(head) {
      rows.forget();
      return commit(table, head);
    },
    due: (lane, beforeMs, limit) => rows.due(lane, beforeMs, limit),
    list: (query) => page(table, query),
    append: (sealed) => append(table, sealed),
    events: (query) => events(table, query),
    close: () => table.close(),
  };
}

/** For looking on beside the replicas that work. */
export async function openDynamoReader(options: TableOptions): Promise<DynamoReader> {
  const table = openTable(options);
  await requireOurs(table).catch((error: unknown) => {
    table.close();
    throw error;
  });
  const rows = createDueRows(table, () => options.clock.monotonicMs());
  return {
    load: (key) => load(table, key),
    due: (lane, beforeMs, limit) => rows.due(lane, beforeMs, limit),
    list: (query) => page(table, query),
    events: (query) => events(table, query),
    close: () => table.close(),
  };
}

async function load(table: Table, key: RecordKey): Promise<Head | undefined> {
  const item = await get(table, headKey(key));
  return item && headOf(item);
}

async function get({ client, name, ask }: Table, Key: Item): Promise<Item | undefined> {
  const command = new GetItemCommand({ TableName: name, Key, ConsistentRead: true });
  return (await ask(() => client.send(command))).Item;
}

async function commit(table: Table, head: Head): Promise<'committed' | 'conflict'> {
  const { client, name, write } = table;
  const token = randomUUID();
  const command = new PutItemCommand({
    TableName: name,
    Item: headItem(head, token),
    ...(head.version === 1
      ? { ConditionExpression: 'attribute_not_exists(pk)' }
      : {
          ConditionExpression: 'version = :before',
          ExpressionAttributeValues: { ':before': { N: String(head.version - 1) } },
        }),
  });
  const answer = await write(() => client.send(command));
  if (answer !== 'unclear') return answer === 'done' ? 'committed' : 'conflict';
  // A sending that was not answered may be why the next one failed: what is there tells.
  const there = await get(table, headKey(head.key));
  return there?.[COMMIT]?.S === token ? 'committed' : 'conflict';
}

async function requireOurs({ client, name, ask }: Table): Promise<void> {
  const { Table: found } = await ask(() =>
    client.send(new DescribeTableCommand({ TableName: name })),
  );
  const strange = found ? strangeness(found) : 'AWS does not describe it';
  if (strange === undefined) return;
  const sentence = `The table ${name} is not one of ours: ${strange}. Name another, or a new one.`;
  throw new Fault('store-failed', `${sentence} ${initAdvice('NEW-NAME')}`);
}

/** A table made by the demo is never served, nor the other way round. */
async function requireKind(table: Table, kind: 'demo' | 'live'): Promise<void> {
  const { client, name, write } = table;
  const Key: Item = { pk: { S: 'stamp' }, sk: { S: 'stamp' } };
  const stamp = new PutItemCommand({
    TableName: name,
    Item: { ...Key, stamp: { S: kind } },
    ConditionExpression: 'attribute_not_exists(pk)',
  });
  if ((await write(() => client.send(stamp))) === 'done') return;
  const found = (await get(table, Key))?.['stamp']?.S;
  if (found === kind) return;
  const whose = found === 'demo' ? 'belongs to the demo' : 'holds real requests';
  throw new Fault('store-failed', `The table ${name} ${whose}. Name another one.`);
}
