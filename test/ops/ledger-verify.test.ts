/** The ledger on real files: what a rewritten store hides from its chains, the ledger tells. */

import { generateKeyPairSync } from 'node:crypto';
import { chmodSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { createLedgerFolder } from '../../adapters/node/ledger-folder.ts';
import { openLedgerCheck, openLedgerKey } from '../../adapters/node/ledger-key.ts';
import { openSqliteReader, openSqliteStore } from '../../adapters/sqlite/store.ts';
import { emptyChain, seal } from '../../src/audit/chain.ts';
import { event } from '../../src/audit/event.ts';
import { anchorHeads, blockKey } from '../../src/engine/anchor.ts';
import type { Context } from '../../src/engine/context.ts';
import { moveToLog } from '../../src/engine/move-to-log.ts';
import { commitHead } from '../../src/engine/records.ts';
import { MINUTE } from '../../src/kernel/time.ts';
import { auditVerifyLedger } from '../../src/ops/audit-command.ts';
import { EXIT } from '../../src/ops/command-table.ts';
import { verifyAudit } from '../../src/ops/audit-verify.ts';
import { ledgerSentence } from '../../src/ops/ledger-verify.ts';
import type { SecondPlace } from '../../src/ports/ledger.ts';
import type { RecordKey, Store } from '../../src/ports/store.ts';
import { NOON } from '../case-file/sample.ts';
import { bench } from '../engine/context.ts';

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

function benchOn(store: Store, place: SecondPlace = createLedgerFolder(places)) {
  return bench({ store, ledger: { key: openLedgerKey(keyFile), place } });
}

const said = (word: string) => event('stopped', NOON, 'prod-access', { why: word });

async function write(ctx: Context, key: RecordKey, ...words: readonly string[]): Promise<void> {
  const index = { state: 'open', createdMs: NOON, due: {} };
  const head = await ctx.store.load(key);
  await commitHead(ctx, key, head, { schema: 1 }, words.map(said), index);
  await moveToLog(ctx, key);
}

const ONE = 'journal/2026-11-01' as const;
const TWO = 'journal/2026-11-02' as const;

/** Two records of two events each, anchored in two blocks. */
async function twoBlocks(): Promise<void> {
  const store = openSqliteStore(path);
  const { ctx, clock } = benchOn(store);
  for (const words of [['a'], ['b']]) {
    await write(ctx, ONE, ...words);
    await write(ctx, TWO, ...words);
    clock.turn(5 * MINUTE);
    await anchorHeads(ctx);
  }
  store.close();
}

async function verified(how = check) {
  const err: string[] = [];
  const out: string[] = [];
  const terminal = {
    say: (text: string) => void out.push(text),
    complain: (text: string) => void err.push(text),
    write: () => {},
  };
  const reader = openSqliteReader(path);
  const ledger = { place: createLedgerFolder(places), check: how };
  const code = await auditVerifyLedger(reader, ledger, terminal);
  const chains = await verifyAudit(reader);
  reader.close();
  return { code, err, out, chainsSound: chains.ok };
}

function tamper(change: (database: DatabaseSync) => void): void {
  const database = new DatabaseSync(path);
  database.exec('DROP TRIGGER events_stay; DROP TRIGGER events_stay_as_they_are');
  change(database);
  database.close();
}

/** The whole record made anew, as by somebody who knows how chains are computed. */
function rewrite(database: DatabaseSync, words: readonly string[]): void {
  const { head, sealed } = seal(TWO, emptyChain(TWO), words.map(said));
  database.prepare('DELETE FROM events WHERE record = ?').run(TWO);
  for (const one of sealed) {
    database
      .prepare('INSERT INTO events (record, seq, json, previous, hash) VALUES (?, ?, ?, ?, ?)')
      .run(TWO, one.seq, JSON.stringify(one.event), one.previous, one.hash);
  }
  const update = database.prepare('UPDATE heads SET seq = ?, hash = ? WHERE key = ?');
  update.run(head.seq, head.hash, TWO);
}

describe('with its ledger', () => {
  test('a sound record is sound, and says how much was anchored', async () => {
    await twoBlocks();
    expect(readdirSync(places)).toEqual(['block-00000001.json', 'block-00000002.json']);
    const { code, out } = await verified();
    expect(code).toBe(EXIT.done);
    expect(out.at(-1)).toBe('The ledger is sound: 2 blocks, 4 anchors.');
  });

  test.each([
    ['written anew', (db: DatabaseSync) => rewrite(db, ['x', 'b']), 'written anew'],
    ['cut', (db: DatabaseSync) => rewrite(db, ['a']), 'cut short'],
    [
      'deleted',
      (db: DatabaseSync) => {
        for (const from of ['due', 'heads']) {
          db.prepare(`DELETE FROM ${from} WHERE key = ?`).run(TWO);
        }
        db.prepare('DELETE FROM events WHERE record = ?').run(TWO);
      },
      'was deleted',
    ],
  ])('a record that was %s is found, though its chains are sound', async (_, change, words) => {
    await twoBlocks();
    tamper(change);
    const { code, err, chainsSound } = await verified();
    expect(chainsSound).toBe(true);
    expect(code).toBe(EXIT.broken);
    expect(err.join()).toContain(words);
    expect(err.join()).toContain(TWO);
  });

  test('a block deleted from the store is found, and so is a copy', async () => {
    await twoBlocks();
    tamper((db) => db.prepare('DELETE FROM heads WHERE key = ?').run(blockKey(2)));
    expect((await verified()).err).toEqual(['Block 2 of the ledger is missing from the store.']);
    rmSync(places, { recursive: true });
    expect((await verified()).err.join()).toContain('The copy of block 1');
  });

  test('a ledger signed with another key is no ledger', async () => {
    await twoBlocks();
    const other = join(folder, 'other.pem');
    const { publicKey } = generateKeyPairSync('ed25519');
    writeFileSync(other, publicKey.export({ type: 'spki', format: 'pem' }));
    const { code, err } = await verified(openLedgerCheck(other));
    expect(code).toBe(EXIT.broken);
    expect(err.join()).toContain('does not carry the signature');
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

describe('a key', () => {
  test('that others can read is refused', () => {
    const open = join(folder, 'open.pem');
    writeFileSync(open, privateKey.export(pem));
    chmodSync(open, 0o644);
    expect(() => openLedgerKey(open)).toThrow('Others may read');
  });

  test('that is none, or of another kind, is refused', () => {
    const none = join(folder, 'none.pem');
    writeFileSync(none, 'none', { mode: 0o600 });
    expect(() => openLedgerKey(none)).toThrow('cannot be read as PEM');
    const ec = join(folder, 'ec.pem');
    const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    writeFileSync(ec, pair.privateKey.export(pem), { mode: 0o600 });
    expect(() => openLedgerKey(ec)).toThrow('no Ed25519 key');
  });
});

describe('a folder', () => {
  test('takes a block once, the same again, and never another in its place', async () => {
    const place = createLedgerFolder(places);
    const block = { number: 1, atMs: 0, previous: '', entries: [], by: 'k', signature: 's' };
    expect(await place.put(block)).toBe('put');
    expect(await place.put(block)).toBe('put');
    expect(await place.put({ ...block, atMs: 1 })).toBe('other');
    expect([...(await place.all()).values()].join()).toContain('"atMs":0');
  });
});
