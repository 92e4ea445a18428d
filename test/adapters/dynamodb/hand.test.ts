/** A hand in the table: whatever it has left there hides nothing, and `audit verify` tells. */

import { DeleteItemCommand, DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { headItem } from '../../../adapters/dynamodb/head-item.ts';
import { initTable } from '../../../adapters/dynamodb/init.ts';
import { type DynamoStore, openDynamoStore } from '../../../adapters/dynamodb/store.ts';
import type { Head } from '../../../src/ports/store.ts';
import { exportAudit } from '../../../src/ops/audit-export.ts';
import { verifyAudit } from '../../../src/ops/audit-verify.ts';
import { collect, fact, headOf, NOON } from '../../contract/store-samples.ts';
import { faultyForAllTests } from './between.ts';

const on = faultyForAllTests();
const HEAD = headOf('case/PA-00001', { events: [fact(NOON), fact(NOON + 1), fact(NOON + 2)] });
const [, second] = HEAD.sealed;
let store: DynamoStore;
let table: string;
let number = 0;

beforeEach(async () => {
  number += 1;
  table = `hand-${Date.now()}-${number}`;
  await initTable(on.at(on.dynamo.endpoint, table));
  store = await openDynamoStore({ ...on.at(on.dynamo.endpoint, table), kind: 'live' });
  await store.commit({ ...HEAD, sealed: HEAD.sealed.slice(2) });
  await store.append(HEAD.sealed.slice(0, 2));
});
afterEach(() => store.close());

async function hand(work: (client: DynamoDBClient) => Promise<unknown>): Promise<void> {
  const client = new DynamoDBClient({ region: 'us-east-1', endpoint: on.dynamo.endpoint });
  await work(client).finally(() => client.destroy());
}

const put = (sk: string, change: { readonly event?: string } = {}) =>
  hand((client) => {
    const { event, previous = '', hash = '' } = second ?? {};
    const Item = {
      pk: { S: HEAD.key },
      sk: { S: sk },
      event: { S: change.event ?? JSON.stringify(event) },
      previous: { S: previous },
      hash: { S: hash },
    };
    return client.send(new PutItemCommand({ TableName: table, Item }));
  });

describe('an item under a key that we do not write', () => {
  test.each(['event#00000000002', 'event#2', 'event#0000000000', 'event#', 'event#0000000NaN'])(
    '%s is no second event, and is told',
    async (sk) => {
      await put(sk);
      const seqs = (await collect(store.events({ record: HEAD.key }))).map(({ seq }) => seq);
      expect(seqs.toSorted((a, b) => a - b)).toEqual([0, 1, 2]);
      const fault = { kind: 'altered', record: HEAD.key, seq: 0 };
      expect(await verifyAudit(store)).toMatchObject({ ok: false, fault });
    },
  );

  test('hides no forgery behind it', async () => {
    const forged = JSON.stringify({ ...second?.event, actor: 'slack:T1:nobody' });
    await hand((client) => {
      const Key = { pk: { S: HEAD.key }, sk: { S: 'event#0000000002' } };
      return client.send(new DeleteItemCommand({ TableName: table, Key }));
    });
    await put('event#0000000002', { event: forged });
    await put('event#00000000002');
    expect(await verifyAudit(store)).toMatchObject({ ok: false, fault: { kind: 'altered' } });
  });
});

test.each(['null', '[]', '{}', '{"atMs":1e300}', 'scratched out'])(
  'an event that says %s is exported as unreadable, and told',
  async (event) => {
    await put('event#0000000002', { event });
    let text = '';
    await exportAudit(store, { format: 'csv' }, (more) => void (text += more));
    expect(text).toContain('unreadable');
    const fault = { kind: 'altered', record: HEAD.key, seq: 2 };
    expect(await verifyAudit(store)).toMatchObject({ ok: false, fault });
  },
);

test.each([7, null, {}, [7], [{}]])(
  'a head that holds %j as its events is read',
  async (sealed) => {
    const Item = headItem({ ...HEAD, sealed } as unknown as Head, 'token');
    await hand((client) => client.send(new PutItemCommand({ TableName: table, Item })));
    expect((await store.load(HEAD.key))?.chain).toEqual(HEAD.chain);
    await exportAudit(store, { format: 'csv' }, () => {});
    expect(await verifyAudit(store)).toMatchObject({ ok: false });
  },
);
