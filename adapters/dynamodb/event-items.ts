/** The audit log as items of their own, beside the head they come from: put once, never changed. */

import { PutItemCommand, QueryCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import type { SealedEvent } from '../../src/audit/chain.ts';
import { eventOf, requireSame, seqOf } from '../../src/audit/stored.ts';
import type { EventQuery } from '../../src/ports/store.ts';
import type { Table } from './client.ts';
import { get } from './commits.ts';
import type { Item } from './head-item.ts';

export async function append(table: Table, events: readonly SealedEvent[]): Promise<void> {
  for (let at = 0; at < events.length; at += AT_ONCE) {
    await Promise.all(events.slice(at, at + AT_ONCE).map((one) => put(table, one)));
  }
}

const AT_ONCE = 16;

async function put(table: Table, sealed: SealedEvent): Promise<void> {
  const { client, name, write } = table;
  const { record, seq, event, previous, hash } = sealed;
  const key: Item = { pk: { S: record }, sk: { S: sortKey(seq) } };
  const Item: Item = {
    ...key,
    event: { S: JSON.stringify(event) },
    previous: { S: previous },
    hash: { S: hash },
  };
  const command = new PutItemCommand({
    TableName: name,
    Item,
    ConditionExpression: 'attribute_not_exists(pk)',
  });
  if ((await write(() => client.send(command))) === 'done') return;
  // There already, by ourselves or another replica. If by somebody else, it is not the same.
  const there = await get(table, key);
  requireSame(there && sealedOf(there), sealed);
}

export async function* events(table: Table, query: EventQuery): AsyncIterable<SealedEvent> {
  const { fromMs = -Infinity, toMs = Infinity, record } = query;
  const isAsked = ({ event }: SealedEvent) => fromMs <= event.atMs && event.atMs < toMs;
  if (record !== undefined) {
    for await (const one of ofRecord(table, record)) if (isAsked(one)) yield one;
    return;
  }
  // Rare, and of everything: no index is kept for it, since each would cost at every event.
  const all: SealedEvent[] = [];
  for await (const one of ofAll(table)) if (isAsked(one)) all.push(one);
  yield* all.sort(byTime);
}

async function* ofRecord({ client, name, ask }: Table, record: string) {
  let from: Item | undefined;
  do {
    const command = new QueryCommand({
      TableName: name,
      ConsistentRead: true,
      KeyConditionExpression: 'pk = :record AND begins_with(sk, :event)',
      ExpressionAttributeValues: { ':record': { S: record }, ':event': { S: EVENT } },
      ...(from === undefined ? {} : { ExclusiveStartKey: from }),
    });
    const { Items = [], LastEvaluatedKey } = await ask(() => client.send(command));
    for (const item of Items) yield sealedOf(item);
    from = LastEvaluatedKey;
  } while (from);
}

async function* ofAll({ client, name, ask }: Table) {
  let from: Item | undefined;
  do {
    const command = new ScanCommand({
      TableName: name,
      ConsistentRead: true,
      FilterExpression: 'begins_with(sk, :event)',
      ExpressionAttributeValues: { ':event': { S: EVENT } },
      ...(from === undefined ? {} : { ExclusiveStartKey: from }),
    });
    const { Items = [], LastEvaluatedKey } = await ask(() => client.send(command));
    for (const item of Items) yield sealedOf(item);
    from = LastEvaluatedKey;
  } while (from);
}

const EVENT = 'event#';
const sortKey = (seq: number): string => `${EVENT}${String(seq).padStart(10, '0')}`;

const sealedOf = (item: Item): SealedEvent => ({
  record: item['pk']?.S ?? '',
  seq: numberOf(item['sk']?.S ?? ''),
  event: eventOf(item['event']?.S ?? ''),
  previous: item['previous']?.S ?? '',
  hash: item['hash']?.S ?? '',
});

/** As we write it and not otherwise: two keys of one number would hide one behind the other. */
function numberOf(sk: string): number {
  const seq = seqOf(Number(sk.slice(EVENT.length)));
  return sortKey(seq) === sk ? seq : 0;
}

const byTime = (a: SealedEvent, b: SealedEvent): number =>
  a.event.atMs - b.event.atMs ||
  (a.record < b.record ? -1 : a.record > b.record ? 1 : a.seq - b.seq);
