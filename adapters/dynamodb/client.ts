/** Calls to DynamoDB: one attempt each, five seconds, and again where that can do no harm. */

import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Fault } from '../../src/kernel/fault.ts';
import { type Clock, SECOND } from '../../src/kernel/time.ts';
import { leanClient } from './lean.ts';
import { isConditionFailed, isFinal, isStale, isUnseen, problemOf } from './problem.ts';
import { type SameTable, sameTable } from './same-table.ts';

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
  /** What is sent goes to the table that was opened, or is refused. */
  readonly same: Pick<SameTable, 'opened' | 'trouble'>;
  /** Asked again while there is hope: a read changes nothing, nor does the same put twice. */
  readonly ask: <T>(call: () => Promise<T>) => Promise<T>;
  readonly askOnce: <T>(call: () => Promise<T>) => Promise<T>;
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
      // The one before ends with the headers of the answer: its body may still never come.
      socketTimeout: CALL_MS,
      throwOnRequestTimeout: true,
    },
  });
  const place = { table, region };
  const same = sameTable(client, place, clock);
  const tries: Tries = {
    pause: (count) => clock.sleep(FIRST_PAUSE_MS * 2 ** count * (0.5 + Math.random())),
    problem(error) {
      if (isStale(error)) askForOthers(client);
      return problemOf(place, error, same.wasOpened());
    },
  };

  async function askOnce<T>(call: () => Promise<T>): Promise<T> {
    if (!same.isCertain()) await same.look();
    return same.send(call);
  }

  return {
    name: table,
    client,
    same,
    ask: (call) => patiently(tries, () => askOnce(call)),
    askOnce,
    write: (call) => write(tries, same, call),
    close: () => client.destroy(),
  };
}

/**
 * The SDK keeps credentials for as long as they were said to last, by our clock. Not waited for:
 * whoever asks next has them, or asks once more.
 */
function askForOthers({ config }: DynamoDBClient): void {
  config.credentials({ forceRefresh: true }).catch(() => {});
}

interface Tries {
  readonly pause: (count: number) => Promise<void>;
  readonly problem: (error: unknown) => Fault;
}

async function patiently<T>({ pause, problem }: Tries, call: () => Promise<T>): Promise<T> {
  for (let count = 1; ; count += 1) {
    try {
      return await call();
    } catch (error) {
      if (count >= TRIES || isFinal(error)) throw problem(error);
      await pause(count);
    }
  }
}

async function write(
  tries: Tries,
  same: SameTable,
  call: () => Promise<unknown>,
): ReturnType<Table['write']> {
  let isUnclear = false;
  for (let count = 1; ; count += 1) {
    // Of a look that fails nothing is unclear: nothing was sent.
    if (!same.isCertain()) await patiently(tries, () => same.look());
    try {
      await same.send(call);
      return 'done';
    } catch (error) {
      if (isConditionFailed(error)) return isUnclear ? 'unclear' : 'failed';
      if (count >= TRIES || isFinal(error)) throw tries.problem(error);
      isUnclear ||= !isUnseen(error);
      await tries.pause(count);
    }
  }
}
