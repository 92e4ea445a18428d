/** A DynamoDB for all tests of a file, and one before it that fails when it is told to. */

import { afterAll, beforeAll } from 'vitest';
import { createRuntime } from '../../../adapters/node/runtime.ts';
import { type Dynamo, startDynamo } from '../../stand-ins/dynamodb/dynamo.ts';
import { type Faulty, startFaulty } from '../../stand-ins/dynamodb/faulty.ts';

const { clock } = createRuntime();

export function faultyForAllTests() {
  let dynamo: Dynamo;
  let faulty: Faulty;
  beforeAll(async () => {
    dynamo = await startDynamo();
    faulty = await startFaulty(dynamo.endpoint);
  });
  afterAll(async () => {
    await faulty.close();
    await dynamo.close();
  });
  return {
    get dynamo() {
      return dynamo;
    },
    get faulty() {
      return faulty;
    },
    at: (endpoint: string, table: string) => ({ table, region: 'us-east-1', endpoint, clock }),
  };
}
