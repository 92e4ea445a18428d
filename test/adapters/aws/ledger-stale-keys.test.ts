/** Keys that AWS no longer knows before their time: the ledger asks for others, as the bot does. */

import { afterEach, expect, test, vi } from 'vitest';
import { createLedgerBucket } from '../../../adapters/aws/ledger-bucket.ts';
import { createKmsLedgerKey } from '../../../adapters/aws/ledger-key.ts';
import { createRuntime } from '../../../adapters/node/runtime.ts';
import { keysOfTheDay } from '../keys-of-the-day.ts';
import { PLACE } from './ledger-ground.ts';

afterEach(() => vi.unstubAllEnvs());

const { clock } = createRuntime();
const ARN = 'arn:aws:kms:us-east-1:111122223333:key/11111111-2222-3333-4444-555555555555';

const key = {
  ask: () => {
    const kms = createKmsLedgerKey(ARN);
    return () => kms.sign({ number: 1, atMs: 0, previous: '', entries: [], by: '' });
  },
  body: JSON.stringify({ Signature: 'AAAA' }),
  type: 'application/x-amz-json-1.1',
  refusal: (name: string) => JSON.stringify({ __type: name, message: 'no' }),
};

const bucket = {
  ask: () => {
    const place = createLedgerBucket({ place: PLACE, region: 'us-east-1', clock });
    return () => place.get(1);
  },
  body: 'a block',
  type: 'application/xml',
  refusal: (name: string) => `<Error><Code>${name}</Code><Message>no</Message></Error>`,
};

test.each([
  ['KMS', key, 'ExpiredTokenException'],
  ['KMS', key, 'UnrecognizedClientException'],
  ['S3', bucket, 'ExpiredToken'],
  ['S3', bucket, 'InvalidAccessKeyId'],
])('%s: is said, and over once there are others', async (_, of, name) => {
  const { type, body } = of;
  const refusal = { status: 403, body: of.refusal(name) };
  const aws = await keysOfTheDay({ type, body, refusal });
  vi.stubEnv('AWS_ENDPOINT_URL', aws.url);
  const ask = of.ask();
  aws.handOut('AKIDFIRST');
  await ask();
  aws.handOut('AKIDOTHER');
  await expect(ask()).rejects.toThrow('AWS does not know our credentials');
  await ask();
  aws.close();
});
