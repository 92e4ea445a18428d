/** Going back to an older release: what it cannot read it does not touch, and says what to do. */

import { DatabaseSync } from 'node:sqlite';
import { PutItemCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import { headItem, type Item } from '../../adapters/dynamodb/head-item.ts';
import { headOf } from '../contract/store-samples.ts';
import { botForEachTest } from './bot.ts';
import { run } from './program.ts';
import { createTown } from './town.ts';

const bot = botForEachTest();
const KEY = 'case/PA-7K3M2';
const NEWER = headOf(KEY, { body: { schema: 2 }, index: { state: 'active' } });
const SAID =
  'case/PA-7K3M2 was written by another prod-access: its version is 2, this one knows 1.';

function edit(sql: string, ...values: readonly (string | number)[]): void {
  const database = new DatabaseSync(bot.town.database);
  database.prepare(sql).run(...values);
  database.close();
}

test('F58: a file with newer tables, or with a newer record, is refused at boot', async () => {
  await bot.stopped(await bot.served(), 'SIGTERM');
  const { index, chain } = NEWER;
  edit(
    `INSERT INTO heads (key, version, state, created_ms, seq, hash, sealed, body)
     VALUES (?, 1, ?, ?, 0, ?, '[]', '{"schema":2}')`,
    KEY,
    index.state,
    index.createdMs,
    chain.hash,
  );
  const record = await bot.exec(['serve']);
  expect(record).toMatchObject({ code: 78 });
  expect(record.err).toContain(SAID);
  expect(record.err).toContain('Run the newer one again, or restore a backup from before it');

  edit('PRAGMA user_version = 99');
  const tables = await bot.exec(['serve']);
  expect(tables).toMatchObject({ code: 78, out: '' });
  expect(tables.err).toContain('was written by a newer prod-access (version 99 of its tables');
  expect(tables.err).toContain('Run that one, or restore a backup from before it');
});

test.each<[string, Item, string]>([
  ['a newer record', headItem(NEWER, 't'), SAID],
  [
    'a record packed by newer words',
    packedAs('packed9', headItem(NEWER, 't')),
    'case/PA-7K3M2 was written by another prod-access: its form is packed9',
  ],
])('F58: a table with %s is refused at boot', async (_, item, said) => {
  const town = await createTown({ isShared: true });
  const endpoint = town.env['AWS_ENDPOINT_URL_DYNAMODB'] ?? '';
  const client = new DynamoDBClient({ region: 'us-east-1', endpoint });
  await client.send(new PutItemCommand({ TableName: 'prod-access', Item: item }));
  client.destroy();
  const refused = await run(['serve'], { env: town.env, cwd: town.folder });
  await town.close();
  expect(refused).toMatchObject({ code: 78 });
  expect(refused.err).toContain(said);
  expect(refused.err).toContain('Run the newer one again, or restore a backup from before it');
});

function packedAs(name: string, { packed3, ...plain }: Item): Item {
  return { ...plain, ...(packed3 && { [name]: packed3 }) };
}
