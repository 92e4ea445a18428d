/** The ledger on real files: what a rewritten store hides from its chains, the ledger tells. */

import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { createLedgerFolder } from '../../adapters/node/ledger-folder.ts';
import { openLedgerCheck, openLedgerKey } from '../../adapters/node/ledger-key.ts';
import { openSqliteReader } from '../../adapters/sqlite/store.ts';
import { auditVerifyLedger } from '../../src/ops/audit-command.ts';
import { EXIT } from '../../src/ops/command-table.ts';
import { verifyAudit } from '../../src/ops/audit-verify.ts';
import type { BlockFault } from '../../src/audit/ledger-faults.ts';
import { ledgerSentence, ledgerSentences } from '../../src/ops/ledger-text.ts';
import {
  breakChain,
  double,
  forgotten,
  ONE,
  removeBlock,
  removeRecord,
  TAMPERINGS,
  tamper,
  TWO,
  twoBlocks,
  unwritten,
  writtenDown,
} from './ledger-tampering.ts';
import { minutes, screen } from './screen.ts';

const folder = mkdtempSync(join(tmpdir(), 'prod-access-ledger-'));
afterAll(() => rmSync(folder, { recursive: true }));
const keyFile = join(folder, 'key.pem');
const pem = { type: 'pkcs8', format: 'pem' } as const;
const { privateKey } = generateKeyPairSync('ed25519');
writeFileSync(keyFile, privateKey.export(pem), { mode: 0o600 });
const check = openLedgerCheck(keyFile);

let files = 0;
let path = '';
let places = '';
beforeEach(() => {
  path = join(folder, `${(files += 1)}.db`);
  places = join(folder, `${files}-ledger`);
});

const anchored = () =>
  twoBlocks(path, { key: openLedgerKey(keyFile), place: createLedgerFolder(places) });

async function verified(how = check, options = {}) {
  const terminal = screen();
  const { out, err } = terminal;
  const reader = openSqliteReader(path);
  const ledger = { place: createLedgerFolder(places), check: how };
  const code = await auditVerifyLedger(reader, ledger, terminal, options);
  const chains = await verifyAudit(reader);
  reader.close();
  return { code, err, out, chainsSound: chains.ok };
}

describe('with its ledger', () => {
  test('a sound record is sound, and says how much was anchored', async () => {
    await anchored();
    expect(readdirSync(places)).toEqual(['block-00000001.json', 'block-00000002.json']);
    const { code, out } = await verified();
    expect(code).toBe(EXIT.done);
    expect(minutes(out).at(-1)).toBe(
      'The ledger is sound up to block 2 of 2026-11-23T12:10Z: 2 blocks, 4 anchors.',
    );
  });

  test.each(TAMPERINGS)(
    'a record that was %s is found, though its chains are sound',
    async (_, change, words) => {
      await anchored();
      tamper(path, change);
      const { code, err, chainsSound } = await verified();
      expect(chainsSound).toBe(true);
      expect(code).toBe(EXIT.broken);
      expect(err.join()).toContain(words);
      expect(err.join()).toContain(TWO);
    },
  );

  test('a record written anew is found beside rows that state what was anchored', async () => {
    await anchored();
    tamper(path, double);
    const { code, err } = await verified();
    expect(code).toBe(EXIT.broken);
    expect(err).toEqual([
      `${TWO} was written anew: its event 2 is not what block 2 of the ledger saw.`,
      `Event 1 of ${TWO} is not what was recorded.`,
    ]);
  });

  test('a record made to forget its anchor is named, once others have theirs', async () => {
    await anchored();
    await forgotten(path, { key: openLedgerKey(keyFile), place: createLedgerFolder(places) });
    const { code, out } = await verified();
    expect(out.at(-1)).toBe(`Not vouched for: ${TWO} from its event 3, which no block saw.`);
    expect(code).toBe(EXIT.done);
  });

  test('without any block it vouches for nothing, and does not say that all is sound', async () => {
    await unwritten(path);
    const { code, out, err } = await verified();
    expect([code, out.join()]).toEqual([EXIT.failed, expect.not.stringContaining('ledger is')]);
    expect(err.join()).toContain('has no block yet');
  });

  test('a block deleted from the store is found, and so is a copy', async () => {
    await anchored();
    tamper(path, removeBlock);
    expect((await verified()).err).toEqual(['Block 2 of the ledger is missing from the store.']);
    rmSync(places, { recursive: true });
    expect((await verified()).err.join()).toContain('The copy of block 1');
  });

  test('a ledger signed with another key is no ledger', async () => {
    await anchored();
    const other = join(folder, 'other.pem');
    const { publicKey } = generateKeyPairSync('ed25519');
    writeFileSync(other, publicKey.export({ type: 'spki', format: 'pem' }));
    const { code, err } = await verified(openLedgerCheck(other));
    expect(code).toBe(EXIT.broken);
    expect(err.join()).toContain('does not carry the signature');
  });

  test('one fault hides no other: not a block, not a record, not a chain', async () => {
    await anchored();
    tamper(path, removeBlock);
    for (const [, change] of TAMPERINGS.slice(2)) tamper(path, change);
    tamper(path, breakChain);
    rmSync(join(places, 'block-00000001.json'));
    expect(await verified()).toMatchObject({
      code: EXIT.broken,
      err: [
        'The copy of block 1 of the ledger is gone from the second place.',
        'Block 2 of the ledger is missing from the store.',
        `${TWO} was deleted: block 2 of the ledger saw 2 events of it.`,
        `Event 1 of ${ONE} is not what was recorded.`,
      ],
      out: [],
    });
  });

  test('faults by the hundred are counted, and those of blocks leave room for the others', () => {
    const bad = Array.from({ length: 200 }, (_, number) => ({ kind: 'copy-differs', number }));
    const at = { number: 7, record: ONE, seq: 3 } as const;
    const faults = [...(bad as BlockFault[]), { kind: 'cut', ...at } as const];
    const sentences = ledgerSentences(faults);
    expect(sentences).toContain(ledgerSentence({ kind: 'cut', ...at }));
    expect(sentences.at(-1)).toBe('190 more like these are left out; --all names them.');
    expect(sentences).toHaveLength(12);
  });

  test('with --all every one is said, those of chains too', async () => {
    await anchored();
    const names = Array.from({ length: 12 }, (_, n) => `journal/2026-12-${n + 10}` as const);
    const ledger = { key: openLedgerKey(keyFile), place: createLedgerFolder(places) };
    for (const name of names) await writtenDown(path, ledger, name);
    for (const name of names) tamper(path, (database) => removeRecord(database, name));
    tamper(path, breakChain);
    const few = (await verified()).err;
    expect(few.at(-2)).toBe('2 more like these are left out; --all names them.');
    const { err } = await verified(check, { all: true });
    for (const name of names) expect(err.join()).toContain(`${name} was deleted`);
    expect(err.at(-1)).toBe(`Event 1 of ${ONE} is not what was recorded.`);
    expect(err).toHaveLength(13);
  });

  test('every fault has its sentence', () => {
    const of = { number: 7, record: ONE, seq: 3 };
    const blockKinds = ['block-missing', 'block-altered', 'block-unsigned'] as const;
    const copyKinds = ['copy-missing', 'copy-differs'] as const;
    const recordKinds = ['deleted', 'cut', 'rewritten'] as const;
    const all = [...blockKinds, ...copyKinds, ...recordKinds].map((kind) =>
      ledgerSentence({ kind, ...of }),
    );
    expect(new Set(all).size).toBe(8);
  });
});
