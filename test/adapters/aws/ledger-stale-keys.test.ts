/** Keys that AWS no longer knows before their time: the ledger asks for others, as the bot does. */

import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { createLedgerBucket } from '../../../adapters/aws/ledger-bucket.ts';
import { createKmsLedgerKey } from '../../../adapters/aws/ledger-key.ts';
import { createRuntime } from '../../../adapters/node/runtime.ts';
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
  const folder = mkdtempSync(join(tmpdir(), 'prod-access-keys-'));
  const file = join(folder, 'keys.json');
  const Expiration = new Date(Date.now() + 6 * 3_600_000).toISOString();
  const keys = { Version: 1, SecretAccessKey: 'standin', SessionToken: 'standin', Expiration };
  const handOut = (AccessKeyId: string) =>
    writeFileSync(file, JSON.stringify({ ...keys, AccessKeyId }));
  writeFileSync(join(folder, 'config'), `[default]\ncredential_process = cat ${file}\n`);
  vi.stubEnv('AWS_CONFIG_FILE', join(folder, 'config'));
  for (const other of ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY']) vi.stubEnv(other, undefined);
  let known = 'AKIDFIRST';
  const server = createServer((request, response) => {
    const isKnown = request.headers.authorization?.includes(known);
    response.writeHead(isKnown ? 200 : 403, { 'content-type': of.type });
    response.end(isKnown ? of.body : of.refusal(name));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  vi.stubEnv('AWS_ENDPOINT_URL', `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const ask = of.ask();
  handOut('AKIDFIRST');
  await ask();
  handOut('AKIDOTHER');
  known = 'AKIDOTHER';
  await expect(ask()).rejects.toThrow('AWS does not know our credentials');
  await ask();
  server.close();
  rmSync(folder, { recursive: true });
});
