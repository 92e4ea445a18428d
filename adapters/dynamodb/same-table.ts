/**
 * Whether a table is still the one that was opened. Its name does not say: a table that was deleted
 * comes back from a backup under the same name, or empty, and would be served as the truth.
 */

import { DescribeTableCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { Fault } from '../../src/kernel/fault.ts';
import { type Clock, SECOND } from '../../src/kernel/time.ts';
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
  trouble(): string | undefined;
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
  /** How often it was not there, and up to which of these times it was found again. */
  let [misses, looked] = [0, 0];
  let seen: Moment | undefined;
  let looking: Promise<void> | undefined;
  const another = `The table ${place.table} is another one than when we started: start again.`;
  const isGone = () => misses > looked;
  const now = (): Moment => ({ wallMs: clock.nowMs(), monotonicMs: clock.monotonicMs() });

  const missed = (error: unknown) => {
    if (first !== undefined && isMissing(error)) misses += 1;
  };

  async function lookOnce(): Promise<void> {
    const [at, before] = [now(), misses];
    const command = new DescribeTableCommand({ TableName: place.table });
    const { Table: found } = await client.send(command).catch((error: unknown) => {
      missed(error);
      throw error;
    });
    if (found?.TableId === undefined) throw new Error('AWS does not describe it.');
    isAnother ||= found.TableId !== first;
    // Gone once more since it was asked for: then this answer is the older one.
    looked = before;
    if (!isAnother) seen = at;
  }

  async function look(): Promise<void> {
    while (!isAnother) {
      await (looking ??= lookOnce().finally(() => {
        looking = undefined;
      }));
      if (!isAnother && !isGone()) return;
    }
    throw new Fault('store-failed', another);
  }

  return {
    opened(id) {
      first = id;
      seen = now();
    },
    wasOpened: () => first !== undefined,
    isCertain: () => first === undefined || (!isAnother && !isGone() && isRecent(seen, now())),
    look,
    async send(call) {
      // When it was sent, not when it was answered: until then it is known to have been there.
      const at = now();
      try {
        const answer = await call();
        seen = at;
        return answer;
      } catch (error) {
        if (isConditionFailed(error)) seen = at;
        missed(error);
        throw error;
      }
    },
    trouble: () => (isAnother ? another : isGone() ? goneSentence(place) : undefined),
  };
}

interface Moment {
  readonly wallMs: number;
  readonly monotonicMs: number;
}

/** By both clocks: the one that nobody can turn stands still while a machine sleeps. */
const isRecent = (seen: Moment | undefined, now: Moment): boolean =>
  seen !== undefined &&
  now.monotonicMs - seen.monotonicMs < SILENCE_MS &&
  Math.abs(now.wallMs - seen.wallMs) < SILENCE_MS;
