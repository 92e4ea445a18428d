/** A table that is made is one that can be restored. */

import { beforeEach, expect, test } from 'vitest';
import { initTable } from '../../../adapters/dynamodb/init.ts';
import { openDynamoStore } from '../../../adapters/dynamodb/store.ts';
import { faultyForAllTests } from './between.ts';

const on = faultyForAllTests();
let table: string;
let number = 0;
beforeEach(() => {
  on.faulty.clear();
  number += 1;
  table = `init-${Date.now()}-${number}`;
});

const init = () => initTable(on.at(on.faulty.endpoint, table));
const made = () => `The table ${table} is made. Every replica names it: dynamodb:${table}`;

test('it can be restored to any moment', async () => {
  expect(await init()).toBe(made());
  expect(on.dynamo.recoverable).toContain(table);
});

test('where AWS has not prepared backups yet, they are switched on once it has', async () => {
  on.faulty.add('UpdateContinuousBackups', 'too-early', 9);
  expect(await init()).toBe(made());
  expect(on.dynamo.recoverable).toContain(table);
}, 20_000);

test('whoever may not switch backups on has made the table, and hears what is amiss', async () => {
  on.faulty.add('UpdateContinuousBackups', 'denied', 1);
  const said = await init();
  expect(said.split('\n')).toEqual([
    made(),
    'Point-in-time recovery is not switched on, so it can be restored to no moment: by the test',
    'Somebody with the right dynamodb:UpdateContinuousBackups does it with: ' +
      `aws dynamodb update-continuous-backups --table-name ${table} ` +
      '--point-in-time-recovery-specification PointInTimeRecoveryEnabled=true',
  ]);
  expect(on.dynamo.recoverable).not.toContain(table);
  (await openDynamoStore({ ...on.at(on.faulty.endpoint, table), kind: 'live' })).close();
});

test('of a table that is there already nothing is changed', async () => {
  await init();
  on.faulty.asked.length = 0;
  expect(await init()).toBe(`The table ${table} is there already, and as it should be.`);
  expect(on.faulty.asked).not.toContain('UpdateContinuousBackups');
});

test('of one that can be restored to no moment that is said again, not praised', async () => {
  on.faulty.add('UpdateContinuousBackups', 'denied', 1);
  const [, ...amiss] = (await init()).split('\n');
  const again = await init();
  expect(again).not.toContain('as it should be');
  expect(again).toContain('Point-in-time recovery is not switched on');
  expect(again.split('\n').at(-1)).toBe(amiss.at(-1));
  on.faulty.add('DescribeContinuousBackups', 'denied', 1);
  expect(await init()).toContain('Whether it can be restored was not read: by the test');
});
