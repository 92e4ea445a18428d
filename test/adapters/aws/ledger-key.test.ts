/** The key of the ledger in KMS: what it signs holds far from KMS, and what may be wrong there. */

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createKmsLedgerKey } from '../../../adapters/aws/ledger-key.ts';
import { ledgerCheckOf } from '../../../adapters/node/ledger-key.ts';
import { type Anchor, nextDraft } from '../../../src/audit/ledger.ts';
import { JUMP } from '../../story/seed.ts';
import { createLedgerGround, giveRights, type LedgerGround, NOON } from './ledger-ground.ts';

let ground: LedgerGround;
beforeEach(async () => {
  ground = await createLedgerGround();
  giveRights(ground.aws, ['bot']);
});
afterEach(() => ground.aws.close());

const ENTRIES = Array.from({ length: 100 }, (_, seq): Anchor => {
  return { record: `case/PA-${String(seq).padStart(5, '0')}`, seq, hash: 'f'.repeat(64) };
});
const draftBy = async (key = ground.key) => nextDraft(undefined, ENTRIES, NOON, await key.id());

test('a full block is signed, and verified with the public half alone', async () => {
  const draft = await draftBy();
  const signature = await ground.key.sign(draft);
  const check = ledgerCheckOf(await ground.key.publicKey());
  expect(check.isSigned(draft, signature)).toBe(true);
  expect(check.isSigned({ ...draft, atMs: NOON + 1 }, signature)).toBe(false);
  expect(check.isSigned({ ...draft, by: 'another' }, signature)).toBe(false);
});

test('its own blocks are told from all others, and KMS is not asked again', async () => {
  const draft = await draftBy();
  const block = { ...draft, signature: await ground.key.sign(draft) };
  const asked = ground.aws.calls.length;
  expect(await ground.key.isOwn(block)).toBe(true);
  for (const change of [
    { atMs: NOON + 1 },
    { by: 'another' },
    { signature: '' },
    { entries: [] },
  ]) {
    expect(await ground.key.isOwn({ ...block, ...change })).toBe(false);
  }
  expect(ground.aws.calls).toHaveLength(asked);
});

test.each(['GetPublicKey', 'Sign'])(
  'an answer to %s that stops in its middle is given up',
  async (action) => {
    ground.aws.faults.add({ kind: 'half', action });
    const signing = draftBy().then((draft) => ground.key.sign(draft));
    await expect(signing).rejects.toMatchObject({ code: 'aws-unreachable' });
    await ground.key.sign(await draftBy());
  },
  8_000,
);

test('the public half is asked for once, however many blocks there are', async () => {
  for (let blocks = 0; blocks < 3; blocks += 1) await ground.key.sign(await draftBy());
  const asked = ground.aws.calls.map(({ action }) => action);
  expect(asked).toEqual(['GetPublicKey', 'Sign', 'Sign', 'Sign']);
});

describe('the reason is said in a sentence', () => {
  const why = (promise: Promise<unknown>) =>
    promise.then(
      () => 'nothing is wrong',
      (error: unknown) => String(error),
    );

  test('when the key is of another kind', async () => {
    const other = createKmsLedgerKey(ground.aws.kms.createKey(JUMP, 'ECC_NIST_P256'));
    const words = 'The ledger needs a key of the spec ECC_NIST_EDWARDS25519';
    expect(await why(other.look())).toContain(words);
    expect(await why(other.id())).toContain('is ECC_NIST_P256');
    const draft = await draftBy();
    expect(await why(other.sign(draft))).toContain('is of another kind');
  });

  test('when the key is disabled, goes, or is not there', async () => {
    const draft = await draftBy();
    ground.aws.kms.setState(ground.arn, 'Disabled');
    expect(await why(ground.key.sign(draft))).toContain('is disabled. Enable it.');
    expect(await why(ground.key.look())).toContain('is disabled. Enable it.');
    ground.aws.kms.setState(ground.arn, 'PendingDeletion');
    expect(await why(ground.key.sign(draft))).toContain('is to be deleted');
    const none = createKmsLedgerKey(ground.arn.replace(/.$/, '9'));
    expect(await why(none.look())).toContain('There is no key arn:aws:kms:');
  });

  test('when the bot may not, KMS is too busy, or does not answer', async () => {
    const draft = await draftBy();
    const met = async (kind: 'denied' | 'throttle' | 'lost-before') => {
      ground.aws.faults.add({ kind, action: 'Sign' });
      return why(ground.key.sign(draft));
    };
    expect(await met('denied')).toContain('name both in the stack of deploy/users-account.yml');
    expect(await met('throttle')).toContain('KMS is too busy');
    expect(await met('lost-before')).toContain('KMS did not answer');
    expect(await ground.key.sign(draft)).not.toBe('');
  });
});

test('a KMS that hangs is given up after five seconds, and asked no second time', async () => {
  const draft = await draftBy();
  const fault = ground.aws.faults.add({ kind: 'hold', action: 'Sign' });
  const startedMs = performance.now();
  await expect(ground.key.sign(draft)).rejects.toMatchObject({ code: 'aws-unreachable' });
  expect(performance.now() - startedMs).toBeGreaterThan(4_500);
  expect(performance.now() - startedMs).toBeLessThan(8_000);
  expect(fault.hits).toHaveLength(1);
});
