/**
 * The second place of the ledger in S3: one object a block, put once, and locked.
 *
 * Object Lock keeps versions, not names: over a locked block a newer version or a delete marker may
 * still be put. So the oldest version of each name is read, which is the one that cannot go.
 */

import type * as S3Sdk from '@aws-sdk/client-s3';
import type {
  ListObjectVersionsCommandInput,
  ListObjectVersionsCommandOutput,
  PutObjectCommandInput,
  S3Client,
} from '@aws-sdk/client-s3';
import { blockText } from '../../src/audit/ledger.ts';
import type { LedgerBucketConfig } from '../../src/config/config.ts';
import { Fault } from '../../src/kernel/fault.ts';
import type { Clock } from '../../src/kernel/time.ts';
import type { SecondPlace } from '../../src/ports/ledger.ts';
import { askingAgain } from './ask-again.ts';
import { bucketProblem, isNotShown, isThere, isUnknown, unlocked } from './ledger-problem.ts';
import { ONE_ATTEMPT } from './one-attempt.ts';

export interface LedgerBucketOptions {
  readonly place: LedgerBucketConfig;
  /** Unless the place names its own. */
  readonly region: string;
  readonly clock: Clock;
}

interface Caller {
  readonly s3: typeof S3Sdk;
  readonly client: S3Client;
}

const MODES = { compliance: 'COMPLIANCE', governance: 'GOVERNANCE' } as const;

export function createLedgerBucket({ place, region, clock }: LedgerBucketOptions): SecondPlace {
  const { bucket: Bucket, prefix, mode, retainMs } = place;
  const open = async (): Promise<Caller> => {
    const s3 = await import('@aws-sdk/client-s3');
    return { s3, client: new s3.S3Client({ region: place.region ?? region, ...ONE_ATTEMPT }) };
  };
  let opened: Promise<Caller> | undefined;
  const asked = async <T>(ask: (caller: Caller) => Promise<T>): Promise<T> => {
    try {
      return await ask(await (opened ??= open()));
    } catch (error) {
      // As in ledger-key.ts.
      if (isUnknown(error)) opened = undefined;
      throw bucketProblem(Bucket, error);
    }
  };

  return {
    put: (block) =>
      asked((caller) => {
        const until = new Date(clock.nowMs() + retainMs);
        const object = { Bucket, Key: `${prefix}${nameOf(block.number)}`, Body: blockText(block) };
        const lock = { ObjectLockMode: MODES[mode], ObjectLockRetainUntilDate: until };
        return putOnce(caller, object, lock);
      }),
    get: (number) =>
      asked((caller) => textOf(caller, { Bucket, Key: `${prefix}${nameOf(number)}` })).catch(
        (error: unknown) => {
          if (error instanceof Fault && isNotShown(error.cause)) return undefined;
          throw error;
        },
      ),
    all: () =>
      asked(async ({ s3 }) => {
        // Thousands of reads in a row: one that fails is asked again, or none would get through.
        const reading = { s3, client: askingAgain((await open()).client, clock) };
        return allBlocks(reading, Bucket, prefix);
      }),
    look: () =>
      asked(async ({ s3, client }) => {
        const command = new s3.GetObjectLockConfigurationCommand({ Bucket });
        const { ObjectLockConfiguration: found } = await client.send(command);
        if (found?.ObjectLockEnabled !== 'Enabled') throw unlocked(Bucket);
        return `${Bucket} locks what is put there`;
      }),
  };
}

interface Written {
  readonly Bucket: string;
  readonly Key: string;
  readonly Body: string;
}
type Lock = Pick<PutObjectCommandInput, 'ObjectLockMode' | 'ObjectLockRetainUntilDate'>;

/** Whoever comes second compares: an answer may have been lost, or a replica was faster. */
async function putOnce(
  { s3, client }: Caller,
  object: Written,
  lock: Lock,
): ReturnType<SecondPlace['put']> {
  const { Body, ...place } = object;
  // S3 locks nothing that comes without a checksum.
  const how = { IfNoneMatch: '*', ChecksumAlgorithm: 'SHA256' } as const;
  const command = new s3.PutObjectCommand({
    ...object,
    ...how,
    ...lock,
    ContentType: 'application/json',
  });
  try {
    await client.send(command);
    return 'put';
  } catch (error) {
    if (!isThere(error)) throw error;
    const other = await textOf({ s3, client }, place);
    return other === Body ? 'put' : { other };
  }
}

interface Version {
  readonly Bucket: string;
  readonly Key: string;
  readonly VersionId?: string | undefined;
}

async function textOf({ s3, client }: Caller, version: Version): Promise<string> {
  const { Body } = await client.send(new s3.GetObjectCommand(version));
  return (await Body?.transformToString()) ?? '';
}

const AT_A_TIME = 16;

async function allBlocks(
  caller: Caller,
  bucket: string,
  prefix: string,
): Promise<ReadonlyMap<number, string>> {
  const left = [...(await oldestVersions(caller, bucket, prefix))];
  const texts = new Map<number, string>();
  const read = async () => {
    for (let next = left.pop(); next; next = left.pop()) {
      texts.set(next[0], await textOf(caller, next[1]));
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, read));
  return texts;
}

type Marker = Pick<ListObjectVersionsCommandInput, 'KeyMarker' | 'VersionIdMarker'>;

/** S3 lists the versions of a name from the newest to the oldest, so the last one stays. */
async function oldestVersions(
  { s3, client }: Caller,
  Bucket: string,
  prefix: string,
): Promise<ReadonlyMap<number, Version>> {
  const found = new Map<number, Version>();
  let from: Marker | undefined = {};
  while (from) {
    const query: ListObjectVersionsCommandInput = { Bucket, Prefix: `${prefix}block-`, ...from };
    const page: ListObjectVersionsCommandOutput = await client.send(
      new s3.ListObjectVersionsCommand(query),
    );
    for (const { Key = '', VersionId } of page.Versions ?? []) {
      const number = NAME.exec(Key.slice(prefix.length))?.[1];
      if (number) found.set(Number(number), { Bucket, Key, VersionId });
    }
    const { NextKeyMarker: KeyMarker, NextVersionIdMarker: VersionIdMarker } = page;
    from = page.IsTruncated ? { KeyMarker, VersionIdMarker } : undefined;
  }
  return found;
}

const NAME = /^block-(\d{8,})\.json$/;
const nameOf = (number: number) => `block-${String(number).padStart(8, '0')}.json`;
