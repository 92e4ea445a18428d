/** The audit log as items of their own, beside the head they come from: put once, never changed. */

import { PutItemCommand, QueryCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import type { SealedEvent } from '../../src/audit/chain.ts';
import type { EventQuery } from '../../src/ports/store.ts';
import type { Table } from './client.ts';
import type { Item } from './head-item.ts';

export async function append(table: Table, events: readonly SealedEvent[]): Promise<void> {
  for (let at = 0; at < events.length; at += AT_ONCE) {
    await Promise.all(events.slice(at, at + AT_ONCE).map((one) => put(table, one)));
  }
}

const AT_ONCE = 16;

async function put({ client, name, write }: Table, sealed: SealedEvent): Promise<void> {
  const { record, seq, event, previous, hash } = sealed;
  const Item: Item = {
    pk: { S: record },
    sk: { S: sortKey(seq) },
    event: { S: JSON.stringify(event) },
    previous: { S: previous },
    hash: { S: hash },
  };
  // There already: the first word stands, ours or another replica's.
  await write(() =>
    client.send(
      new PutItemCommand({
        TableName: name,
        Item,
        ConditionExpression: 'attribute_not_exists(pk)',
      }),
    ),
  );
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
  seq: Number(item['sk']?.S?.slice(EVENT.length)),
  event: eventOf(item['event']?.S ?? ''),
  previous: item['previous']?.S ?? '',
  hash: item['hash']?.S ?? '',
});

/** Text that is no event, as after a hand in the table, is passed on for its hash to betray. */
function eventOf(json: string): SealedEvent['event'] {
  try {
    return JSON.parse(json) as SealedEvent['event'];
  } catch {
    const facts = { json };
    return { type: 'unreadable', atMs: 0, actor: '?', facts } as unknown as SealedEvent['event'];
  }
}

const byTime = (a: SealedEvent, b: SealedEvent): number =>
  a.event.atMs - b.event.atMs ||
  (a.record < b.record ? -1 : a.record > b.record ? 1 : a.seq - b.seq);
