/** A start at a table that is not as it should be is refused, in a sentence that says what is. */

import {
  CreateTableCommand,
  type CreateTableCommandInput,
  type DescribeTableOutput,
  DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { beforeEach, expect, test } from 'vitest';
import { initTable } from '../../../adapters/dynamodb/init.ts';
import { openDynamoReader, openDynamoStore } from '../../../adapters/dynamodb/store.ts';
import { tableInput } from '../../../adapters/dynamodb/table.ts';
import { MINUTE } from '../../../src/kernel/time.ts';
import { headOf } from '../../contract/store-samples.ts';
import { faultyForAllTests } from './between.ts';

const on = faultyForAllTests();
beforeEach(() => on.faulty.clear());

const opened = (table: string, kind: 'live' | 'demo' = 'live') =>
  openDynamoStore({ ...on.at(on.faulty.endpoint, table), kind });

async function make(input: CreateTableCommandInput): Promise<void> {
  const client = new DynamoDBClient({ region: 'us-east-1', endpoint: on.dynamo.endpoint });
  await client.send(new CreateTableCommand(input));
  client.destroy();
}

test('a table that is not there is named, with the Region and how to make it', async () => {
  await expect(opened('nowhere')).rejects.toThrow(
    'There is no table nowhere in us-east-1 (AWS_REGION). ' +
      'Make it with: npx prod-access store init --database dynamodb:nowhere',
  );
});

test('a table of another program is not touched', async () => {
  const table = `other-${Date.now()}`;
  await make({
    TableName: table,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
  });
  await expect(opened(table)).rejects.toThrow('is not one of ours: its key is id and not pk, sk');
  await expect(initTable(on.at(on.dynamo.endpoint, table))).rejects.toThrow(
    'There is another table',
  );
});

test('a table whose index lacks what it must hold is refused: nothing would be due', async () => {
  const table = `bare-${Date.now()}`;
  const input = tableInput(table);
  const GlobalSecondaryIndexes = (input.GlobalSecondaryIndexes ?? []).map((index) => ({
    ...index,
    Projection: { ProjectionType: 'KEYS_ONLY' as const },
  }));
  await make({ ...input, GlobalSecondaryIndexes });
  await expect(opened(table)).rejects.toThrow('its index by-due does not hold due');
});

test('a table without one of its indexes is refused', async () => {
  const table = `less-${Date.now()}`;
  const { GlobalSecondaryIndexes = [], AttributeDefinitions = [], ...input } = tableInput(table);
  await make({
    ...input,
    AttributeDefinitions: AttributeDefinitions.filter((one) => one.AttributeName !== 'state'),
    GlobalSecondaryIndexes: GlobalSecondaryIndexes.filter((one) => one.IndexName !== 'by-state'),
  });
  await expect(opened(table)).rejects.toThrow('is not one of ours: it has no index by-state.');
});

test.each(['CREATING', 'DELETING'])(
  'a table with an index that is %s is not ready yet',
  async (status) => {
    const table = `index-${status}-${Date.now()}`;
    await initTable(on.at(on.dynamo.endpoint, table));
    on.faulty.rewrite('DescribeTable', 2, withIndex('by-due', status));
    const said =
      `The index by-due of the table ${table} is ${status.toLowerCase()}: not ready yet. ` +
      'Start again in a minute.';
    const failed = { code: 'store-failed', message: said };
    await expect(opened(table)).rejects.toMatchObject(failed);
    await expect(openDynamoReader(on.at(on.faulty.endpoint, table))).rejects.toMatchObject(failed);
    (await opened(table)).close();
  },
);

test('a table with an index whose capacity is being changed is served meanwhile', async () => {
  const table = `updating-${Date.now()}`;
  await initTable(on.at(on.dynamo.endpoint, table));
  on.faulty.rewrite('DescribeTable', 1, withIndex('by-due', 'UPDATING'));
  (await opened(table)).close();
});

test('a global table whose Regions agree after a while is refused by every start', async () => {
  const table = `global-${Date.now()}`;
  await initTable(on.at(on.dynamo.endpoint, table));
  const Replicas = [{ RegionName: 'eu-west-1', ReplicaStatus: 'ACTIVE' }];
  const everywhere = (answer: DescribeTableOutput) => ({ Table: { ...answer.Table, Replicas } });
  on.faulty.rewrite('DescribeTable', 3, everywhere);
  const said = 'it is a global table, also in eu-west-1, whose Regions agree only after a while';
  await expect(opened(table)).rejects.toThrow(said);
  await expect(openDynamoReader(on.at(on.faulty.endpoint, table))).rejects.toThrow(said);
  await expect(initTable(on.at(on.faulty.endpoint, table))).rejects.toThrow(said);
});

/** As AWS describes the table while one of its indexes is not as the others. */
const withIndex = (name: string, IndexStatus: string) => (answer: DescribeTableOutput) => ({
  Table: {
    ...answer.Table,
    GlobalSecondaryIndexes: answer.Table?.GlobalSecondaryIndexes?.map((index) =>
      index.IndexName === name ? { ...index, IndexStatus } : index,
    ),
  },
});

test('a table that we may not use is named, with the rights to give', async () => {
  on.faulty.add('DescribeTable', 'denied', 1);
  await expect(opened('anything')).rejects.toThrow(
    'Name it in the stack of deploy/users-account.yml: Table.',
  );
});

test.each([1, -1])(
  'a clock that is %d hours from that of AWS keeps no store closed',
  async (hours) => {
    const table = `clock-${Date.now()}`;
    await initTable(on.at(on.dynamo.endpoint, table));
    on.faulty.setAhead(hours * 60 * MINUTE);
    const store = await opened(table);
    const head = headOf('case/PA-7K3M2');
    expect(await store.commit(head)).toBe('committed');
    expect(await store.load(head.key)).toEqual(head);
    on.faulty.setAhead(0);
    expect(await store.commit({ ...head, version: 2 })).toBe('committed');
    store.close();
  },
);

test('credentials that AWS does not know end the start at once, by a right clock', async () => {
  on.faulty.add('DescribeTable', 'forged', 1);
  await expect(opened('anything')).rejects.toThrow('AWS does not know our credentials.');
  expect(on.faulty.asked).toEqual(['DescribeTable']);
});

test('a table of the demo is not served, and made twice is made once', async () => {
  const table = `demo-${Date.now()}`;
  expect(await initTable(on.at(on.dynamo.endpoint, table))).toContain('is made');
  expect(await initTable(on.at(on.dynamo.endpoint, table))).toContain('is there already');
  (await opened(table, 'demo')).close();
  await expect(opened(table)).rejects.toThrow('belongs to the demo');
});
