/** KMS of the stand-in, through the real SDK: who may sign what, with which key. */

import { createPublicKey, verify } from 'node:crypto';
import { GetPublicKeyCommand, KMSClient, SignCommand } from '@aws-sdk/client-kms';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { BOT_KEY, createSample, HOME, OWNER_KEY, PROD, type Sample } from './aws/sample.ts';

let sample: Sample;
let arn = '';
beforeEach(async () => {
  sample = await createSample();
  arn = sample.aws.kms.createKey(HOME);
});
afterEach(() => sample.aws.close());

const kms = (credentials = OWNER_KEY) =>
  new KMSClient({ endpoint: sample.aws.url, region: 'us-east-1', maxAttempts: 1, credentials });
const sign = (more: object = {}) =>
  kms().send(
    new SignCommand({
      KeyId: arn,
      Message: Buffer.from('a block'),
      MessageType: 'RAW',
      SigningAlgorithm: 'ED25519_SHA_512',
      ...more,
    }),
  );

describe('an Ed25519 key', () => {
  test('signs, and its public half verifies far from KMS', async () => {
    const { Signature = new Uint8Array() } = await sign();
    const found = await kms().send(new GetPublicKeyCommand({ KeyId: arn }));
    expect(found).toMatchObject({ KeySpec: 'ECC_NIST_EDWARDS25519', KeyUsage: 'SIGN_VERIFY' });
    const spki = Buffer.from(found.PublicKey ?? []);
    const key = createPublicKey({ key: spki, format: 'der', type: 'spki' });
    expect(verify(null, Buffer.from('a block'), key, Signature)).toBe(true);
    expect(verify(null, Buffer.from('another'), key, Signature)).toBe(false);
  });

  test('takes no digest in place of the text, and no more than 4,096 bytes of it', async () => {
    const name = 'ValidationException';
    await expect(sign({ MessageType: 'DIGEST' })).rejects.toMatchObject({ name });
    const Message = Buffer.alloc(4_097);
    await expect(sign({ Message })).rejects.toMatchObject({ name });
    await sign({ Message: Buffer.alloc(4_096) });
  });

  test('signs nothing while it is disabled or waits to be deleted', async () => {
    sample.aws.kms.setState(arn, 'Disabled');
    await expect(sign()).rejects.toMatchObject({ name: 'DisabledException' });
    sample.aws.kms.setState(arn, 'PendingDeletion');
    await expect(sign()).rejects.toMatchObject({ name: 'KMSInvalidStateException' });
    sample.aws.kms.setState(arn, 'Enabled');
    await sign();
  });
});

test('a key of another curve cannot be used for Ed25519', async () => {
  const KeyId = sample.aws.kms.createKey(HOME, 'ECC_NIST_P256');
  await expect(sign({ KeyId })).rejects.toMatchObject({ name: 'InvalidKeyUsageException' });
});

test('who has no right to it, or is of another account, signs nothing', async () => {
  const name = 'AccessDeniedException';
  const command = new SignCommand({
    KeyId: arn,
    Message: Buffer.from('x'),
    SigningAlgorithm: 'ED25519_SHA_512',
  });
  await expect(kms(BOT_KEY).send(command)).rejects.toMatchObject({ name });
  const KeyId = sample.aws.kms.createKey(PROD);
  await expect(sign({ KeyId })).rejects.toMatchObject({ name });
});

test('there is no key but those that were made, and trouble has the names of KMS', async () => {
  const KeyId = arn.replace(/.$/, '9');
  await expect(sign({ KeyId })).rejects.toMatchObject({ name: 'NotFoundException' });
  sample.aws.faults.add({ kind: 'throttle', action: 'Sign' });
  await expect(sign()).rejects.toMatchObject({ name: 'ThrottlingException' });
});
