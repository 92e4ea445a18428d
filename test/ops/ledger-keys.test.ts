/** Which keys a ledger may be signed with: those that are named, or else the configured one. */

import { generateKeyPairSync } from 'node:crypto';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createLedgerFolder } from '../../adapters/node/ledger-folder.ts';
import { openLedgerKey } from '../../adapters/node/ledger-key.ts';
import { nextDraft } from '../../src/audit/ledger.ts';
import { audit } from '../../src/beside.ts';
import { EXIT } from '../../src/ops/command-table.ts';
import { EXAMPLE } from '../config/example.ts';
import { twoBlocks } from './ledger-tampering.ts';
import { screen } from './screen.ts';

const folder = mkdtempSync(join(tmpdir(), 'prod-access-ledger-'));
afterAll(() => rmSync(folder, { recursive: true }));
const path = join(folder, 'record.db');
const configuration = join(folder, 'prod-access.yml');
const places = join(folder, 'blocks');

/** Files of the private and of the public half. */
function makeKey(name: string): readonly [own: string, shown: string] {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const [own, shown] = [join(folder, `${name}.pem`), join(folder, `${name}.pub.pem`)];
  writeFileSync(own, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
  writeFileSync(shown, publicKey.export({ type: 'spki', format: 'pem' }));
  return [own, shown];
}

const [old, oldShown] = makeKey('old');
const [now, nowShown] = makeKey('now');
const [, strangeShown] = makeKey('strange');

beforeAll(async () => {
  for (const key of [old, now]) {
    await twoBlocks(path, { key: openLedgerKey(key), place: createLedgerFolder(places) });
  }
  const ledger = `ledger: { key: ${now}, directory: ${places} }`;
  writeFileSync(configuration, `${EXAMPLE}\naudit:\n  ${ledger}\n`);
});

async function verified(...key: readonly string[]) {
  const terminal = screen();
  const given = { ledger: true, file: configuration, ...(key.length > 0 ? { key } : {}) };
  const env = { PROD_ACCESS_DATABASE: path, AWS_REGION: 'us-east-1' };
  return { code: await audit('verify', given, env, terminal), err: terminal.err.join('\n') };
}

const unsigned = (...numbers: readonly number[]) => ({
  code: EXIT.broken,
  err: numbers
    .map((one) => `Block ${one} of the ledger does not carry the signature of any of these keys.`)
    .join('\n'),
});

describe('after its key was replaced, a ledger', () => {
  test('is sound with both keys, in whichever order they are named', async () => {
    expect(await verified(oldShown, nowShown)).toEqual({ code: EXIT.done, err: '' });
    expect(await verified(nowShown, strangeShown, oldShown)).toEqual({ code: EXIT.done, err: '' });
  });

  test('is not sound with one of them: each block that it did not sign is named', async () => {
    expect(await verified()).toEqual(unsigned(1, 2));
    expect(await verified(nowShown)).toEqual(unsigned(1, 2));
    expect(await verified(strangeShown)).toEqual(unsigned(1, 2, 3, 4));
  });

  test('is not believed by the configured key where others are named', async () => {
    expect(await verified(oldShown)).toEqual(unsigned(3, 4));
  });
});

describe('a key', () => {
  test('in a file tells its own blocks from all others', async () => {
    const key = openLedgerKey(now);
    const draft = nextDraft(undefined, [], 0, await key.id());
    const block = { ...draft, signature: await key.sign(draft) };
    expect(await key.isOwn(block)).toBe(true);
    for (const change of [{ atMs: 1 }, { by: 'another' }, { signature: '' }]) {
      expect(await key.isOwn({ ...block, ...change })).toBe(false);
    }
  });

  test('that others can read is refused', () => {
    const open = join(folder, 'open.pem');
    writeFileSync(open, readFileSync(now));
    chmodSync(open, 0o644);
    expect(() => openLedgerKey(open)).toThrow('Others may read');
  });

  test('that is none, or of another kind, is refused', () => {
    const none = join(folder, 'none.pem');
    writeFileSync(none, 'none', { mode: 0o600 });
    expect(() => openLedgerKey(none)).toThrow('cannot be read as PEM');
    expect(() => openLedgerKey(`${none}-gone`)).toThrow(`${none}-gone does not exist.`);
    const ec = join(folder, 'ec.pem');
    const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    writeFileSync(ec, pair.privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
    expect(() => openLedgerKey(ec)).toThrow('no Ed25519 key');
  });
});
