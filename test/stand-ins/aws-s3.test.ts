/** S3 of the stand-in, through the real SDK: what is put once, and what a lock does not let go. */

import * as s3 from '@aws-sdk/client-s3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DAY } from '../../src/kernel/time.ts';
import { BOT_KEY, createSample, HOME, NOON, OWNER_KEY, PROD, type Sample } from './aws/sample.ts';

const Bucket = 'ledger';
const Key = 'a/block 1.json';
const LOCKED = {
  ChecksumAlgorithm: 'SHA256',
  ObjectLockMode: 'COMPLIANCE',
  ObjectLockRetainUntilDate: new Date(NOON + DAY),
} as const;

let sample: Sample;
let client: s3.S3Client;
beforeEach(async () => {
  sample = await createSample({ pageSize: 2 });
  sample.aws.s3.create(HOME, Bucket);
  client = s3Of(OWNER_KEY);
});
afterEach(() => sample.aws.close());

const s3Of = (credentials: typeof OWNER_KEY, more: Partial<s3.S3ClientConfig> = {}) =>
  new s3.S3Client({
    endpoint: sample.aws.url,
    region: 'us-east-1',
    maxAttempts: 1,
    credentials,
    ...more,
  });
const put = (Body: string, more: Partial<s3.PutObjectCommandInput> = {}) =>
  client.send(new s3.PutObjectCommand({ Bucket, Key, Body, ...more }));
const got = async (more: object = {}) => {
  const { Body } = await client.send(new s3.GetObjectCommand({ Bucket, Key, ...more }));
  return Body?.transformToString();
};
const remove = (more: object = {}) =>
  client.send(new s3.DeleteObjectCommand({ Bucket, Key, ...more }));

describe('an object', () => {
  test('is put if there is none, and otherwise stays as it is', async () => {
    await put('one', { IfNoneMatch: '*' });
    const again = put('two', { IfNoneMatch: '*' });
    await expect(again).rejects.toMatchObject({ name: 'PreconditionFailed' });
    expect(await got()).toBe('one');
  });

  test('that is not there is said to be missing, and so is its bucket', async () => {
    await expect(got()).rejects.toMatchObject({ name: 'NoSuchKey' });
    await expect(got({ Bucket: 'none' })).rejects.toMatchObject({ name: 'NoSuchBucket' });
  });

  test('is put only by who may, in the account of the bucket', async () => {
    client = s3Of(BOT_KEY);
    await expect(put('one')).rejects.toMatchObject({ name: 'AccessDenied' });
    client = s3Of(OWNER_KEY);
    sample.aws.s3.create(PROD, 'theirs');
    const name = 'AccessDenied';
    await expect(put('one', { Bucket: 'theirs' })).rejects.toMatchObject({ name });
  });
});

describe('a locked version', () => {
  test('can be hidden by a marker and by a newer one, and is still there', async () => {
    const { VersionId } = await put('one', LOCKED);
    await put('two');
    await remove();
    await expect(got()).rejects.toMatchObject({ name: 'NoSuchKey' });
    expect(await got({ VersionId })).toBe('one');
  });

  test('cannot be deleted before its time, by nobody in compliance mode', async () => {
    const { VersionId } = await put('one', LOCKED);
    const bypassed = { VersionId, BypassGovernanceRetention: true };
    await expect(remove(bypassed)).rejects.toMatchObject({ name: 'AccessDenied' });
    sample.clock.nowMs += DAY;
    await remove({ VersionId });
    await expect(got({ VersionId })).rejects.toMatchObject({ name: 'NoSuchVersion' });
  });

  test('is deleted in governance mode by who bypasses it, and by nobody else', async () => {
    const { VersionId } = await put('one', { ...LOCKED, ObjectLockMode: 'GOVERNANCE' });
    await expect(remove({ VersionId })).rejects.toMatchObject({ name: 'AccessDenied' });
    await remove({ VersionId, BypassGovernanceRetention: true });
  });

  test('needs a checksum, a day to come, and a bucket that locks', async () => {
    const [Date_, name] = [new Date(NOON - 1), 'InvalidArgument'];
    const past = put('one', { ...LOCKED, ObjectLockRetainUntilDate: Date_ });
    await expect(past).rejects.toMatchObject({ name });
    client = s3Of(OWNER_KEY, { requestChecksumCalculation: 'WHEN_REQUIRED' });
    const { ChecksumAlgorithm: _, ...bare } = LOCKED;
    await expect(put('one', bare)).rejects.toMatchObject({
      message: expect.stringContaining('Content-MD5 OR x-amz-checksum-') as unknown,
    });
    sample.aws.s3.create(HOME, 'open', { hasLock: false });
    await expect(put('one', { ...LOCKED, Bucket: 'open' })).rejects.toMatchObject({
      name: 'InvalidRequest',
    });
  });
});

describe('a bucket', () => {
  test('says whether it locks', async () => {
    const ask = (name: string) =>
      client.send(new s3.GetObjectLockConfigurationCommand({ Bucket: name }));
    const { ObjectLockConfiguration } = await ask(Bucket);
    expect(ObjectLockConfiguration?.ObjectLockEnabled).toBe('Enabled');
    sample.aws.s3.create(HOME, 'open', { hasLock: false });
    const name = 'ObjectLockConfigurationNotFoundError';
    await expect(ask('open')).rejects.toMatchObject({ name });
  });

  test('lists what is there, page by page, and versions from the newest on', async () => {
    for (const key of ['a/1', 'a/2', 'a/3', 'b/1']) await put(key, { Key: key });
    await put('newer', { Key: 'a/1' });
    await remove({ Key: 'a/2' });
    const query = { client, pageSize: 2 };
    const keys: string[] = [];
    for await (const page of s3.paginateListObjectsV2(query, { Bucket, Prefix: 'a/' })) {
      keys.push(...(page.Contents ?? []).map((one) => one.Key ?? ''));
    }
    expect(keys).toEqual(['a/1', 'a/3']);
    const first = await client.send(new s3.ListObjectVersionsCommand({ Bucket, Prefix: 'a/' }));
    expect(first).toMatchObject({ IsTruncated: true, NextKeyMarker: 'a/1' });
    expect(first.Versions?.map(({ IsLatest }) => IsLatest)).toEqual([true, false]);
    const { NextKeyMarker: KeyMarker, NextVersionIdMarker: VersionIdMarker } = first;
    const more = { Bucket, Prefix: 'a/', KeyMarker, VersionIdMarker };
    const second = await client.send(new s3.ListObjectVersionsCommand(more));
    expect(second.DeleteMarkers?.map((one) => one.Key)).toEqual(['a/2']);
    expect(second.Versions?.map((one) => one.Key)).toEqual(['a/2']);
  });

  test('that is asked too often says so in its own words', async () => {
    sample.aws.faults.add({ kind: 'throttle', action: 'GetObject' });
    await expect(got()).rejects.toMatchObject({ name: 'SlowDown' });
  });
});
