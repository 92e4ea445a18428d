/** What is due, read from the index: a hint, for an index lags behind its table. */

import { QueryCommand, type QueryCommandInput } from '@aws-sdk/client-dynamodb';
import { type EpochMs, SECOND } from '../../src/kernel/time.ts';
import type { DueRow, IndexEntry, RecordKey } from '../../src/ports/store.ts';
import type { Lane } from '../../src/work/effect.ts';
import type { Table } from './client.ts';
import { dueOf, type Item, keyOf, padded, SHARDS } from './head-item.ts';

/**
 * The index is asked by the clock alone. What we committed ourselves since is known without it, and
 * what comes due until the next look is read ahead; so only the work of others waits for a look.
 */
const LOOK_EVERY_MS = 2 * SECOND;
/** So far an index may lag behind its table: until then our own word is the newer one. */
const LAG_MS = SECOND;
const PER_SHARD = 200;

export interface DueRows {
  due(lane: Lane, beforeMs: EpochMs, limit: number): Promise<readonly DueRow[]>;
  /** What is due of a record since our own commit. */
  committed(key: RecordKey, due: IndexEntry['due']): void;
  /** Somebody else has committed, or it is not known who. */
  lost(key: RecordKey): void;
}

export function createDueRows(table: Table, monotonicMs: () => number): DueRows {
  const own = new Map<RecordKey, Own>();
  let kept: Kept | undefined;

  async function firstRows(untilMs: EpochMs): Promise<readonly Rows[]> {
    const atMs = monotonicMs();
    if (kept && atMs - kept.atMs < LOOK_EVERY_MS && untilMs <= kept.untilMs) return kept.shards;
    const aheadMs = untilMs + LOOK_EVERY_MS;
    const asked = Array.from({ length: SHARDS }, (_, shard) =>
      readRows(table, { shard, untilMs: aheadMs }),
    );
    const shards = await Promise.all(asked);
    kept = { atMs, untilMs: aheadMs, shards };
    for (const [key, one] of own) if (one.atMs < atMs - LAG_MS) own.delete(key);
    return shards;
  }

  async function ofOthers(lane: Lane, beforeMs: EpochMs, limit: number): Promise<DueRow[]> {
    const notOwn = (records: readonly DueRecord[]) =>
      records
        .filter(({ key }) => !own.has(key))
        .flatMap(({ key, due }) => rowOf(lane, beforeMs, key, due));
    const shards = await firstRows(beforeMs);
    const found = shards.map(async (rows) => {
      const first = notOwn(rows.records);
      if (first.length >= limit || !rows.rest) return first;
      // However much waits in other lanes, none of it stands before this one.
      return [...first, ...notOwn(await rows.rest())];
    });
    return (await Promise.all(found)).flat();
  }

  return {
    async due(lane, beforeMs, limit) {
      const others = await ofOthers(lane, beforeMs, limit);
      const ours = [...own].flatMap(([key, one]) => rowOf(lane, beforeMs, key, one.due));
      return [...others, ...ours]
        .sort((a, b) => a.dueMs - b.dueMs || (a.key < b.key ? -1 : 1))
        .slice(0, Math.max(0, limit));
    },
    committed: (key, due) => void own.set(key, { due, atMs: monotonicMs() }),
    lost(key) {
      own.delete(key);
      kept = undefined;
    },
  };
}

interface Own {
  readonly due: IndexEntry['due'];
  readonly atMs: number;
}

interface Kept {
  readonly atMs: number;
  readonly untilMs: EpochMs;
  readonly shards: readonly Rows[];
}

interface DueRecord {
  readonly key: RecordKey;
  readonly due: IndexEntry['due'];
}

interface Rows {
  readonly records: readonly DueRecord[];
  /** All that comes after, if there is more. */
  readonly rest?: () => Promise<readonly DueRecord[]>;
}

/** Read once: every lane looks at what was found. */
const recordOf = (item: Item): DueRecord => ({
  key: keyOf(item),
  due: dueOf(item['due']?.S ?? ''),
});

function rowOf(lane: Lane, beforeMs: EpochMs, key: RecordKey, due: IndexEntry['due']): DueRow[] {
  const dueMs = due[lane];
  return dueMs !== undefined && dueMs <= beforeMs ? [{ key, dueMs }] : [];
}

interface Part {
  readonly shard: number;
  readonly untilMs: EpochMs;
}

/** The rest is read when a lane first wants it, and then once for all of them. */
async function readRows(table: Table, part: Part): Promise<Rows> {
  const { records, next } = await readPage(table, part, { Limit: PER_SHARD });
  if (!next) return { records };
  let rest: Promise<readonly DueRecord[]> | undefined;
  const read = () =>
    (rest ??= readRest(table, part, next).catch((error: unknown) => {
      rest = undefined;
      throw error;
    }));
  return { records, rest: read };
}

async function readRest(table: Table, part: Part, from: Item): Promise<readonly DueRecord[]> {
  const records: DueRecord[] = [];
  for (let next: Item | undefined = from; next; ) {
    const page = await readPage(table, part, { ExclusiveStartKey: next });
    records.push(...page.records);
    next = page.next;
  }
  return records;
}

type Paging = Pick<QueryCommandInput, 'Limit' | 'ExclusiveStartKey'>;

async function readPage({ client, name, ask }: Table, { shard, untilMs }: Part, paging: Paging) {
  const command = new QueryCommand({
    TableName: name,
    IndexName: 'by-due',
    KeyConditionExpression: 'dueShard = :shard AND dueAt <= :until',
    ExpressionAttributeValues: {
      ':shard': { S: `due ${shard}` },
      ':until': { S: padded(untilMs) },
    },
    ...paging,
  });
  const { Items: items = [], LastEvaluatedKey: next } = await ask(() => client.send(command));
  return { records: items.map(recordOf), next };
}
