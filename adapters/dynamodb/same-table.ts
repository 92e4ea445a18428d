/**
 * Whether a table is still the one that was opened. Its name does not say: a table that was deleted
 * comes back from a backup under the same name, or empty, and would be served as the truth.
 */

import { DescribeTableCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { Fault } from '../../src/kernel/fault.ts';
import { type Clock, SECOND } from '../../src/kernel/time.ts';
import type { StoreTrouble } from '../../src/ports/store.ts';
import { goneSentence, isConditionFailed, isMissing, type Place } from './problem.ts';

export interface SameTable {
  /** From now on it must be this very one. */
  opened(id: string | undefined): void;
  wasOpened(): boolean;
  /** Whether a call can only go to that one; unless it can, look first. */
  isCertain(): boolean;
  /** @throws Fault store-failed when it is another one, and for ever after. */
  look(): Promise<void>;
  send<T>(call: () => Promise<T>): Promise<T>;
  /** Why nothing is to be given from it. */
  trouble(): StoreTrouble | undefined;
}

/**
 * Work that is due is asked for every two seconds, and while a table is away one of these calls is
 * told so: between two answers so close it was there throughout. After a longer silence, as of a
 * machine that slept, it may have gone and come back, so AWS is asked, which costs nothing.
 */
const SILENCE_MS = 10 * SECOND;

export function sameTable(client: DynamoDBClient, place: Place, clock: Clock): SameTable {
  let first: string | undefined;
  let isAnother = false;
  let looking: Promise<void> | undefined;
  const heard = createHeard(clock);
  const another = `The table ${place.table} is another one than when we started: start again.`;

  async function lookOnce(): Promise<void> {
    const [at, misses] = [heard.now(), heard.misses()];
    const command = new DescribeTableCommand({ TableName: place.table });
    const { Table: found } = await client.send(command).catch((error: unknown) => {
      if (isMissing(error)) heard.missed();
      throw error;
    });
    if (found?.TableId === undefined) throw new Error('AWS does not describe it.');
    if (found.TableId === first) heard.found(at, misses);
    else isAnother = true;
  }

  async function look(): Promise<void> {
    while (!isAnother) {
      await (looking ??= lookOnce().finally(() => {
        looking = undefined;
      }));
      if (!isAnother && !heard.isGone()) return;
    }
    throw new Fault('store-failed', another);
  }

  return {
    opened(id) {
      first = id;
      heard.found(heard.now(), heard.misses());
    },
    wasOpened: () => first !== undefined,
    isCertain: () => first === undefined || (!isAnother && !heard.isGone() && heard.isRecent()),
    look,
    send: (call) => heard.of(call),
    trouble: () => {
      if (isAnother) return { is: 'table', why: another };
      const isGone = first !== undefined && heard.isGone();
      return isGone ? { is: 'table', why: goneSentence(place) } : undefined;
    },
  };
}

/** What answers tell of a table: that it is there, or that it was missed. */
function createHeard(clock: Clock) {
  let misses = 0;
  let missesUntilFound = 0;
  let there: Moment | undefined;
  const now = (): Moment => ({ wallMs: clock.nowMs(), monotonicMs: clock.monotonicMs() });
  return {
    now,
    misses: () => misses,
    missed() {
      misses += 1;
    },
    async of<T>(call: () => Promise<T>): Promise<T> {
      // When it was sent, not when it was answered: until then it is known to have been there.
      const at = now();
      try {
        const answer = await call();
        there = at;
        return answer;
      } catch (error) {
        if (isConditionFailed(error)) there = at;
        if (isMissing(error)) misses += 1;
        throw error;
      }
    },
    /** It may have been missed once more since it was asked for: then this is the older word. */
    found(at: Moment, missesBefore: number) {
      missesUntilFound = missesBefore;
      there = at;
    },
    isGone: () => misses > missesUntilFound,
    isRecent: () => isRecent(there, now()),
  };
}

interface Moment {
  readonly wallMs: number;
  readonly monotonicMs: number;
}

/** By both clocks: the one that nobody can turn stands still while a machine sleeps. */
const isRecent = (there: Moment | undefined, now: Moment): boolean =>
  there !== undefined &&
  now.monotonicMs - there.monotonicMs < SILENCE_MS &&
  Math.abs(now.wallMs - there.wallMs) < SILENCE_MS;
