/** What claim, commit and list consume in a table, beside one that holds twenty times as much. */

import { BatchWriteItemCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { headItem } from '../../adapters/dynamodb/head-item.ts';
import { initTable } from '../../adapters/dynamodb/init.ts';
import { openDynamoStore } from '../../adapters/dynamodb/store.ts';
import { createRuntime } from '../../adapters/node/runtime.ts';
import { type Clock, MINUTE } from '../../src/kernel/time.ts';
import type { Head } from '../../src/ports/store.ts';
import { type Dynamo, startDynamo } from '../stand-ins/dynamodb/dynamo.ts';
import { type Cost, costOf, DEEDS, deedsOn } from './growth-sqlite.ts';
import { copyOf, GAP_MS } from './many-cases.ts';
import { startMeter } from './meter.ts';

const TIMES = 3;
const REGION = 'us-east-1';

/** Units of reads and writes together, of one deed. */
export async function unitsOf(lived: readonly Head[], counts: readonly number[], nowMs: number) {
  const dynamo = await startDynamo();
  try {
    const costs: Cost[] = [];
    for (const count of counts) {
      const table = `growth-${count}`;
      await fill(dynamo, table, lived, count);
      costs.push(await costsIn(dynamo, table, nowMs));
    }
    return costs;
  } finally {
    await dynamo.close();
  }
}

async function fill({ endpoint }: Dynamo, table: string, lived: readonly Head[], count: number) {
  const { clock } = createRuntime();
  await initTable({ table, region: REGION, endpoint, clock });
  const client = new DynamoDBClient({ region: REGION, endpoint });
  const closed = lived.filter(({ index }) => Object.keys(index.due).length === 0);
  const oldestMs = Math.min(...closed.map(({ index }) => index.createdMs));
  const heads = Array.from({ length: count }, (_, number) => {
    const sample = lived[number] ?? closed[number % closed.length];
    if (!sample || number < lived.length) return sample;
    const id = `PA-C${String(number).padStart(7, '0')}`;
    return copyOf(sample, id, oldestMs - number * GAP_MS);
  });
  const puts = heads.flatMap((head) =>
    head ? [{ PutRequest: { Item: headItem(head, 'bench') } }] : [],
  );
  for (let at = 0; at < puts.length; at += AT_ONCE) {
    const RequestItems = { [table]: puts.slice(at, at + AT_ONCE) };
    await client.send(new BatchWriteItemCommand({ RequestItems }));
  }
  client.destroy();
}

const AT_ONCE = 25;

/** A clock by which each look is long ago, so that none is spared for having just been taken. */
function hasty(): Clock {
  const { clock } = createRuntime();
  let askedTimes = 0;
  return { ...clock, monotonicMs: () => (askedTimes += 1) * MINUTE };
}

async function costsIn({ endpoint }: Dynamo, table: string, nowMs: number): Promise<Cost> {
  let units = 0;
  const meter = await startMeter(endpoint, ({ readUnits, writeUnits }) => {
    units += readUnits + writeUnits;
  });
  const options = { table, region: REGION, endpoint: meter.endpoint, clock: hasty() };
  const store = await openDynamoStore({ ...options, kind: 'live' });
  try {
    const deeds = await deedsOn(store, nowMs);
    const consumed = { claim: 0, commit: 0, list: 0 };
    // Once unmeasured, each as often: the meter knows only what it has seen written.
    for (const deed of DEEDS) {
      for (let times = 0; times < TIMES; times += 1) await deeds[deed]();
      units = 0;
      for (let times = 0; times < TIMES; times += 1) await deeds[deed]();
      consumed[deed] = units / TIMES;
    }
    return costOf((deed) => consumed[deed]);
  } finally {
    store.close();
    await meter.close();
  }
}
