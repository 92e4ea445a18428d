/** What is due, read from the index: a hint, for an index lags behind its table. */

import { QueryCommand } from '@aws-sdk/client-dynamodb';
import type { EpochMs } from '../../src/kernel/time.ts';
import type { DueRow, IndexEntry } from '../../src/ports/store.ts';
import type { Lane } from '../../src/work/effect.ts';
import type { Table } from './client.ts';
import { type Item, keyOf, padded, SHARDS } from './head-item.ts';

/** Whatever is due in one lane is read with what is due in all, so that a round asks but once. */
const KEPT_MS = 150;
const PER_SHARD = 200;

export function createDueRows(table: Table, monotonicMs: () => number) {
  let kept:
    | { readonly atMs: number; readonly untilMs: EpochMs; readonly shards: Rows[] }
    | undefined;

  async function firstRows(untilMs: EpochMs): Promise<readonly Rows[]> {
    const atMs = monotonicMs();
    if (kept && atMs - kept.atMs < KEPT_MS && untilMs <= kept.untilMs) return kept.shards;
    // A little ahead, for the lanes that are asked for next.
    const aheadMs = untilMs + KEPT_MS;
    const asked = Array.from({ length: SHARDS }, (_, shard) =>
      readRows(table, { shard, untilMs: aheadMs }),
    );
    const shards = await Promise.all(asked);
    kept = { atMs, untilMs: aheadMs, shards };
    return shards;
  }

  return {
    /** Our own commits change it; those of others are seen a moment later. */
    forget: () => {
      kept = undefined;
    },
    async due(lane: Lane, beforeMs: EpochMs, limit: number): Promise<readonly DueRow[]> {
      const shards = await firstRows(beforeMs);
      const found = await Promise.all(
        shards.map(async (rows, shard) => {
          const first = dueIn(lane, beforeMs, rows.items);
          if (first.length >= limit || !rows.next) return first;
          // However much waits in other lanes, none of it stands before this one.
          const others = await restOf(table, { shard, untilMs: beforeMs, lane, from: rows.next });
          return [...first, ...dueIn(lane, beforeMs, others)];
        }),
      );
      return found
        .flat()
        .sort((a, b) => a.dueMs - b.dueMs || (a.key < b.key ? -1 : 1))
        .slice(0, Math.max(0, limit));
    },
  };
}

interface Rows {
  readonly items: Item[];
  /** Where to read on, if there is more. */
  readonly next?: Item;
}

const dueIn = (lane: Lane, beforeMs: EpochMs, items: readonly Item[]): DueRow[] =>
  items.flatMap((item) => {
    const due = JSON.parse(item['due']?.S ?? '{}') as IndexEntry['due'];
    const dueMs = due[lane];
    return dueMs !== undefined && dueMs <= beforeMs ? [{ key: keyOf(item), dueMs }] : [];
  });

interface Part {
  readonly shard: number;
  readonly untilMs: EpochMs;
  readonly lane?: Lane;
  readonly from?: Item;
}

async function restOf(table: Table, part: Part): Promise<Item[]> {
  const items: Item[] = [];
  for (let from = part.from; from; ) {
    const rows = await readRows(table, { ...part, from });
    items.push(...rows.items);
    from = rows.next;
  }
  return items;
}

async function readRows({ client, name, ask }: Table, part: Part): Promise<Rows> {
  const { shard, untilMs, lane, from } = part;
  const command = new QueryCommand({
    TableName: name,
    IndexName: 'by-due',
    KeyConditionExpression: 'dueShard = :shard AND dueAt <= :until',
    ExpressionAttributeValues: {
      ':shard': { S: `due ${shard}` },
      ':until': { S: padded(untilMs) },
      ...(lane === undefined ? {} : { ':lane': { S: `"${lane}"` } }),
    },
    ...(lane === undefined ? { Limit: PER_SHARD } : { FilterExpression: 'contains(due, :lane)' }),
    ...(from === undefined ? {} : { ExclusiveStartKey: from }),
  });
  const { Items: items = [], LastEvaluatedKey } = await ask(() => client.send(command));
  return LastEvaluatedKey ? { items, next: LastEvaluatedKey } : { items };
}
