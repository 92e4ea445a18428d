/** The second place of the ledger in S3: the contract, the lock, and S3's refusals in sentences. */

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { blockText } from '../../../src/audit/ledger.ts';
import { DAY } from '../../../src/kernel/time.ts';
import { keepsSecondPlace, sampleBlock } from '../../contract/second-place.ts';
import { JUMP } from '../../story/seed.ts';
import {
  BUCKET,
  createLedgerGround,
  giveRights,
  type LedgerGround,
  NOON,
} from './ledger-ground.ts';

keepsSecondPlace('a bucket that locks', async () => {
  const { place, aws } = await createLedgerGround();
  return { place, close: () => aws.close() };
});

let ground: LedgerGround;
beforeEach(async () => {
  ground = await createLedgerGround();
});
afterEach(() => ground.aws.close());

const KEY = 'blocks/block-00000001.json';
const stored = () => ground.aws.s3.versions(BUCKET, KEY);

describe('a block', () => {
  test('is locked for as long as the configuration says, in the mode it says', async () => {
    await ground.place.put(sampleBlock(1));
    const lock = stored()[0]?.lock;
    expect(lock?.mode).toBe('COMPLIANCE');
    expect(Math.floor(((lock?.untilMs ?? 0) - NOON) / DAY)).toBe(400);
    const governed = ground.placeIn({ prefix: 'other/', mode: 'governance', retainMs: DAY });
    await governed.put(sampleBlock(1));
    const [other] = ground.aws.s3.versions(BUCKET, 'other/block-00000001.json');
    expect(other?.lock?.mode).toBe('GOVERNANCE');
    expect(Math.floor(((other?.lock?.untilMs ?? 0) - NOON) / DAY)).toBe(1);
    expect((await governed.all()).size).toBe(1);
  });

  test('is read as it was first put, whatever was laid over it since', async () => {
    await ground.place.put(sampleBlock(1));
    ground.aws.s3.put(BUCKET, KEY, 'forged');
    ground.aws.s3.put(BUCKET, KEY, undefined);
    expect([...(await ground.place.all())]).toEqual([[1, blockText(sampleBlock(1))]]);
  });

  test('whose first sending was not answered is put once, and is ours', async () => {
    ground.aws.faults.add({ kind: 'lost-after', action: 'PutObject' });
    await expect(ground.place.put(sampleBlock(1))).rejects.toMatchObject({
      code: 'aws-unreachable',
    });
    expect(await ground.place.put(sampleBlock(1))).toBe('put');
    expect(stored()).toHaveLength(1);
  });

  test.each([
    ['PutObject', () => ground.place.put(sampleBlock(1))],
    ['GetObject', () => ground.place.all()],
  ] as const)(
    'is given up when AWS stops in the middle of its answer: %s',
    async (action, ask) => {
      if (action === 'GetObject') await ground.place.put(sampleBlock(1));
      ground.aws.faults.add({ kind: 'half', action });
      await expect(ask()).rejects.toMatchObject({ code: 'aws-unreachable' });
      expect(stored()).toHaveLength(1);
    },
    8_000,
  );

  test('is not written over by who stole the key of the bot', async () => {
    giveRights(ground.aws, ['bot']);
    await ground.place.put(sampleBlock(1));
    const s3 = await import('@aws-sdk/client-s3');
    const thief = new s3.S3Client({ region: 'us-east-1', maxAttempts: 1 });
    const at = { Bucket: BUCKET, Key: KEY };
    const name = 'AccessDenied';
    const over = new s3.PutObjectCommand({ ...at, Body: 'forged' });
    await expect(thief.send(over)).rejects.toMatchObject({ name });
    await expect(thief.send(new s3.DeleteObjectCommand(at))).rejects.toMatchObject({ name });
    expect(stored()).toHaveLength(1);
  });
});

test('reading goes on where one of many reads met trouble', async () => {
  for (let number = 1; number <= 12; number += 1) await ground.place.put(sampleBlock(number));
  ground.aws.faults.add({ kind: 'throttle', action: 'ListObjectVersions' });
  ground.aws.faults.add({ kind: 'failure', action: 'GetObject', times: 3 });
  expect((await ground.place.all()).size).toBe(12);
});

describe('the reason is said in a sentence', () => {
  const why = (promise: Promise<unknown>) =>
    promise.then(
      () => 'nothing is wrong',
      (error: unknown) => String(error),
    );

  test('when the bucket does not lock: at a look, and at a put', async () => {
    const bucket = `${BUCKET}-open`;
    ground.aws.s3.create(JUMP, bucket, { hasLock: false });
    giveRights(ground.aws, ['bot'], bucket);
    const open = ground.placeIn({ bucket });
    const words = `The bucket ${bucket} has no Object Lock, so whoever may write there`;
    expect(await why(open.look())).toContain(words);
    expect(await why(open.put(sampleBlock(1)))).toContain(words);
    expect(ground.aws.s3.versions(bucket, KEY)).toEqual([]);
  });

  test('when the bot may not, or there is no such bucket', async () => {
    ground.aws.faults.add({ kind: 'denied', action: 'PutObject' });
    expect(await why(ground.place.put(sampleBlock(1)))).toContain(
      `may not use the bucket ${BUCKET}. For the bot, name both in the stack of deploy/`,
    );
    expect(await why(ground.placeIn({ bucket: 'none' }).look())).toContain('no bucket none');
  });

  test('when S3 is too busy, or does not answer', async () => {
    ground.aws.faults.add({ kind: 'throttle', action: 'PutObject' });
    expect(await why(ground.place.put(sampleBlock(1)))).toContain('too busy');
    ground.aws.faults.add({ kind: 'lost-before', action: 'PutObject' });
    expect(await why(ground.place.put(sampleBlock(1)))).toContain('S3 did not answer');
  });
});
