/** `audit verify --ledger` with a key in KMS and blocks in S3: what the store hides is found. */

import { createPublicKey } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { audit, looksAtLedger } from '../../src/beside.ts';
import { EXIT } from '../../src/ops/command-table.ts';
import {
  BUCKET,
  createLedgerGround,
  giveRights,
  type LedgerGround,
  PLACE,
} from '../adapters/aws/ledger-ground.ts';
import { configOf, EXAMPLE } from '../config/example.ts';
import { cutLedger, removeBlock, TAMPERINGS, tamper, TWO, twoBlocks } from './ledger-tampering.ts';
import { minutes, screen } from './screen.ts';

const SECOND = `${PLACE.prefix}block-00000002.json`;

let ground: LedgerGround;
let folder = '';
let path = '';
let configuration = '';

/** Written by the bot with its rights, and looked at by an auditor with theirs. */
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'prod-access-ledger-'));
  path = join(folder, 'record.db');
  ground = await createLedgerGround();
  giveRights(ground.aws, ['bot']);
  const place = `{ bucket: ${BUCKET}, prefix: ${PLACE.prefix}, retain: 400d }`;
  const ledger = `ledger: { key: { kms: "${ground.arn}" }, s3: ${place} }`;
  configuration = `${EXAMPLE}\naudit:\n  ${ledger}\n`;
  writeFileSync(join(folder, 'prod-access.yml'), configuration);
  await twoBlocks(path, ground);
  giveRights(ground.aws, ['auditor']);
});
afterEach(async () => {
  await ground.aws.close();
  rmSync(folder, { recursive: true });
});

async function verified(...key: readonly string[]) {
  const terminal = screen();
  const { out, err } = terminal;
  const file = join(folder, 'prod-access.yml');
  const given = { ledger: true, file, ...(key.length > 0 ? { key } : {}) };
  const env = { PROD_ACCESS_DATABASE: path, AWS_REGION: 'us-east-1' };
  const code = await audit('verify', given, env, terminal);
  return { code, err: minutes(err).join('\n'), out };
}

describe('a record', () => {
  test('that nobody touched is sound', async () => {
    const { code, out } = await verified();
    expect(out.at(-1)).toMatch(/^The ledger is sound up to block 2 of .*: 2 blocks, 4 anchors\.$/);
    expect(code).toBe(EXIT.done);
  });

  test('is verified with a file of the public half, and KMS is not asked', async () => {
    giveRights(ground.aws, ['bot']);
    const key = Buffer.from(await ground.key.publicKey());
    giveRights(ground.aws, ['auditor']);
    const file = join(folder, 'public.pem');
    const spki = createPublicKey({ key, format: 'der', type: 'spki' });
    writeFileSync(file, spki.export({ type: 'spki', format: 'pem' }));
    const asked = ground.aws.calls.length;
    expect(await verified(file)).toMatchObject({ code: EXIT.done });
    const services = ground.aws.calls.slice(asked).map(({ service }) => service);
    expect(new Set(services)).toEqual(new Set(['s3']));
  });

  test.each(TAMPERINGS)('that was %s is found', async (_, change, words) => {
    tamper(path, change);
    const { code, err } = await verified();
    expect(code).toBe(EXIT.broken);
    expect(err).toContain(words);
    expect(err).toContain(TWO);
  });
});

describe('a block', () => {
  test('that is gone from the store is found', async () => {
    tamper(path, removeBlock);
    expect(await verified()).toMatchObject({
      code: EXIT.broken,
      err: 'Block 2 of the ledger is missing from the store.',
    });
  });

  test('that is cut off with all it saw is found by its locked copy, hidden or not', async () => {
    tamper(path, cutLedger);
    const end = 'block 1 of 2026-11-23T12:05Z; 1 newer block is in the second place.';
    const those = 'Of what only newer blocks saw, this is not in the store:';
    const missing = `The store ends at ${end}\n${those}`;
    const cut = `${TWO} is cut short: block 2 of the ledger saw 2 events of it.`;
    expect((await verified()).err).toBe(`${missing}\n${cut}`);
    ground.aws.s3.put(BUCKET, SECOND, undefined);
    expect((await verified()).err).toBe(`${missing}\n${cut}`);
    const [, locked] = ground.aws.s3.versions(BUCKET, SECOND);
    const remove = () => ground.aws.s3.deleteVersion(BUCKET, SECOND, locked?.id ?? '', true);
    expect(remove).toThrow('protected by object lock');
  });

  test('that was laid over in the bucket is read as it was first put', async () => {
    ground.aws.s3.put(BUCKET, SECOND, 'forged');
    expect(await verified()).toMatchObject({ code: EXIT.done });
  });

  test('signed with another key is found', async () => {
    const other = ground.aws.kms.createKey(ground.arn.split(':')[4] ?? '');
    const text = configuration.replace(ground.arn, other);
    writeFileSync(join(folder, 'prod-access.yml'), text);
    const { code, err } = await verified();
    expect(code).toBe(EXIT.broken);
    expect(err).toContain('does not carry the signature');
  });
});

test('doctor says of key, bucket and backlog what there is to say', async () => {
  giveRights(ground.aws, ['bot']);
  const env = { PROD_ACCESS_DATABASE: path, AWS_REGION: 'us-east-1' };
  const looks = looksAtLedger(configOf(configuration), env);
  const told = await Promise.all(looks.map(async ({ what, look }) => `${what}: ${await look()}`));
  expect(told).toEqual([
    expect.stringMatching(/^Ledger key: arn:aws:kms:.* is [0-9a-f]{8}$/),
    `Ledger blocks: ${BUCKET} locks what is put there`,
    'Ledger backlog: nothing is late',
  ]);
  expect(looksAtLedger(configOf(EXAMPLE), env)).toEqual([]);
  ground.aws.kms.setState(ground.arn, 'Disabled');
  await expect(looks[0]?.look()).rejects.toThrow('is disabled. Enable it.');
});
