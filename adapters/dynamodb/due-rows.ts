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
    | { readonly atMs: number; readonly untilMs: EpochMs; readonly items: Item[] }
    | undefined;

  async function items(untilMs: EpochMs): Promise<readonly Item[]> {
    const atMs = monotonicMs();
    if (kept && atMs - kept.atMs < KEPT_MS && untilMs <= kept.untilMs) return kept.items;
    // A little ahead, for the lanes that are asked for next.
    const aheadMs = untilMs + KEPT_MS;
    const shards = Array.from({ length: SHARDS }, (_, number) => shardRows(table, number, aheadMs));
    const found = (await Promise.all(shards)).flat();
    kept = { atMs, untilMs: aheadMs, items: found };
    return found;
  }

  return {
    /** Our own commits change it; those of others are seen a moment later. */
    forget: () => {
      kept = undefined;
    },
    async due(lane: Lane, beforeMs: EpochMs, limit: number): Promise<readonly DueRow[]> {
      const rows = (await items(beforeMs)).flatMap((item) => {
        const due = JSON.parse(item['due']?.S ?? '{}') as IndexEntry['due'];
        const dueMs = due[lane];
        return dueMs !== undefined && dueMs <= beforeMs ? [{ key: keyOf(item), dueMs }] : [];
      });
      return rows
        .sort((a, b) => a.dueMs - b.dueMs || (a.key < b.key ? -1 : 1))
        .slice(0, Math.max(0, limit));
    },
  };
}

async function shardRows(
  { client, name, ask }: Table,
  number: number,
  untilMs: EpochMs,
): Promise<Item[]> {
  const { Items = [] } = await ask(() =>
    client.send(
      new QueryCommand({
        TableName: name,
        IndexName: 'by-due',
        KeyConditionExpression: 'dueShard = :shard AND dueAt <= :until',
        ExpressionAttributeValues: {
          ':shard': { S: `due ${number}` },
          ':until': { S: padded(untilMs) },
        },
        Limit: PER_SHARD,
      }),
    ),
  );
  return Items;
}
