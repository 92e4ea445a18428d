/** The store in one DynamoDB table, for any number of replicas. */

import { DescribeTableCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { Fault } from '../../src/kernel/fault.ts';
import type { Store } from '../../src/ports/store.ts';
import { openTable, type Table, type TableOptions } from './client.ts';
import { createCommits, get } from './commits.ts';
import { createDueRows } from './due-rows.ts';
import { append, events } from './event-items.ts';
import type { Item } from './head-item.ts';
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
  const heads = createCommits(table);
  const rows = createDueRows(table, () => options.clock.monotonicMs());
  return {
    load: (key) => heads.load(key),
    async commit(head) {
      rows.forget();
      return heads.commit(head);
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

async function requireOurs({ client, name, ask }: Table): Promise<void> {
  const { Table: found } = await ask(() =>
    client.send(new DescribeTableCommand({ TableName: name })),
  );
  if (found?.TableStatus === 'CREATING' || found?.TableStatus === 'DELETING') {
    const sentence = `The table ${name} is ${found.TableStatus.toLowerCase()}: not ready yet.`;
    throw new Fault('store-failed', `${sentence} Start again in a minute.`);
  }
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
