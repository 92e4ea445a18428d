/** The table keeps the promises of a store. */

import { afterAll, beforeAll } from 'vitest';
import { initTable } from '../../../adapters/dynamodb/init.ts';
import { openDynamoStore } from '../../../adapters/dynamodb/store.ts';
import { createRuntime } from '../../../adapters/node/runtime.ts';
import { storeContract } from '../../contract/store.ts';
import { type Dynamo, startDynamo } from '../../stand-ins/dynamodb/dynamo.ts';

let dynamo: Dynamo;
let number = 0;
beforeAll(async () => {
  dynamo = await startDynamo();
});
afterAll(() => dynamo.close());

storeContract('DynamoDB', async () => {
  number += 1;
  const table = `contract-${Date.now()}-${number}`;
  const { clock } = createRuntime();
  const options = { table, region: 'us-east-1', endpoint: dynamo.endpoint, clock };
  await initTable(options);
  const opened = [await openDynamoStore({ ...options, kind: 'live' })];
  return {
    store: opened[0] as (typeof opened)[number],
    reopen: async () => {
      const again = await openDynamoStore({ ...options, kind: 'live' });
      opened.push(again);
      return again;
    },
    close: async () => {
      for (const one of opened) one.close();
    },
  };
});
