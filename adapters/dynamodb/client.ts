/** Calls to DynamoDB: one attempt each, five seconds, and again where that can do no harm. */

import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { type Clock, SECOND } from '../../src/kernel/time.ts';
import { leanClient } from './lean.ts';
import { isConditionFailed, isFinal, isThrottled, problemOf } from './problem.ts';

export interface TableOptions {
  readonly table: string;
  readonly region: string;
  readonly clock: Clock;
  /** Of tests; otherwise the SDK's own choice. */
  readonly endpoint?: string | undefined;
}

export interface Table {
  readonly name: string;
  readonly client: DynamoDBClient;
  /** Asked again while there is hope: a read changes nothing, nor does the same put twice. */
  readonly ask: <T>(call: () => Promise<T>) => Promise<T>;
  /**
   * A conditional write. `unclear` when a sending was not answered: it may have landed, so that a
   * failed condition afterwards may be our own doing.
   */
  readonly write: (call: () => Promise<unknown>) => Promise<'done' | 'failed' | 'unclear'>;
  readonly close: () => void;
}

const CALL_MS = 5 * SECOND;
const TRIES = 7;
const FIRST_PAUSE_MS = 25;

export function openTable({ table, region, clock, endpoint }: TableOptions): Table {
  const client = leanClient({
    region,
    ...(endpoint === undefined ? {} : { endpoint }),
    requestHandler: {
      connectionTimeout: CALL_MS,
      requestTimeout: CALL_MS,
      throwOnRequestTimeout: true,
    },
  });
  const pause = (tries: number) => clock.sleep(FIRST_PAUSE_MS * 2 ** tries * (0.5 + Math.random()));

  async function ask<T>(call: () => Promise<T>): Promise<T> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await call();
      } catch (error) {
        if (tries >= TRIES || isFinal(error)) throw problemOf(table, error);
        await pause(tries);
      }
    }
  }

  async function write(call: () => Promise<unknown>): Promise<'done' | 'failed' | 'unclear'> {
    let isUnclear = false;
    for (let tries = 1; ; tries += 1) {
      try {
        await call();
        return 'done';
      } catch (error) {
        if (isConditionFailed(error)) return isUnclear ? 'unclear' : 'failed';
        if (tries >= TRIES || isFinal(error)) throw problemOf(table, error);
        isUnclear ||= !isThrottled(error);
        await pause(tries);
      }
    }
  }

  return { name: table, client, ask, write, close: () => client.destroy() };
}
