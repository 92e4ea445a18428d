/** An export alone, and beside its blocks: what an auditor can prove without the database. */

import { createHash, createPublicKey, generateKeyPairSync, verify } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createLedgerFolder } from '../../adapters/node/ledger-folder.ts';
import { openLedgerKey } from '../../adapters/node/ledger-key.ts';
import { openSqliteReader } from '../../adapters/sqlite/store.ts';
import { audit } from '../../src/beside.ts';
import { auditExport } from '../../src/ops/audit-command.ts';
import { verifyAudit } from '../../src/ops/audit-verify.ts';
import { EXIT } from '../../src/ops/command-table.ts';
import { readExport } from '../../src/ops/export-source.ts';
import { EXAMPLE } from '../config/example.ts';
import { ONE, TWO, twoBlocks } from './ledger-tampering.ts';
import { minutes, screen } from './screen.ts';

const folder = mkdtempSync(join(tmpdir(), 'prod-access-exported-'));
afterAll(() => rmSync(folder, { recursive: true }));
const [path, blocks] = [join(folder, 'record.db'), join(folder, 'blocks')];
const [keyFile, shown] = [join(folder, 'key.pem'), join(folder, 'key.pub.pem')];
const configuration = join(folder, 'prod-access.yml');
const file = join(folder, 'export.jsonl');
let whole: readonly string[];

/** Two records of two events each, as JSONL. */
beforeAll(async () => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  writeFileSync(keyFile, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
  writeFileSync(shown, publicKey.export({ type: 'spki', format: 'pem' }));
  const ledger = `ledger: { key: ${keyFile}, directory: ${blocks} }`;
  writeFileSync(configuration, `${EXAMPLE}\naudit:\n  ${ledger}\n`);
  await twoBlocks(path, { key: openLedgerKey(keyFile), place: createLedgerFolder(blocks) });
  const terminal = screen();
  const reader = openSqliteReader(path);
  await auditExport(reader, {}, terminal);
  reader.close();
  whole = terminal.out.join('').trimEnd().split('\n');
});

async function verified(lines: readonly string[], more: object = { blocks, key: [shown] }) {
  writeFileSync(file, lines.map((line) => `${line}\n`).join(''));
  const terminal = screen();
  const given = { export: file, file: configuration, ...more };
  const code = await audit('verify', given, { AWS_REGION: 'us-east-1' }, terminal);
  return { code, out: minutes(terminal.out), err: terminal.err };
}

const isOf = (record: string, seq: number) => (line: string) => {
  const told = JSON.parse(line) as { record: string; seq: number };
  return told.record === record && told.seq === seq;
};
const sound = 'The ledger is sound up to block 2 of 2026-11-23T12:10Z: 2 blocks, 4 anchors.';

describe('an export', () => {
  test('is sound beside its blocks, with the public half of the key and nothing else', async () => {
    const { code, out } = await verified(whole);
    expect([code, out.at(-1)]).toEqual([EXIT.done, sound]);
  });

  test('is sound by the configured ledger, and by its chains alone', async () => {
    const { code, out } = await verified(whole, { ledger: true });
    expect([code, out.at(-1)]).toEqual([EXIT.done, sound]);
    const alone = await verified(whole, {});
    expect(alone).toMatchObject({ code: EXIT.done });
    expect(alone.out).toEqual(['The log is sound: 2 records, 4 events.']);
  });

  test('that is empty, as one that failed leaves it, proves nothing', async () => {
    const { code, out, err } = await verified([], {});
    expect([code, out]).toEqual([EXIT.failed, []]);
    expect(err).toEqual([expect.stringContaining('is empty, so nothing is proved.')]);
    expect(await verified([])).toMatchObject({ code: EXIT.broken });
  });

  test('of which a line is gone, doubled or changed is not what was recorded', async () => {
    const [first = ''] = whole;
    const without = await verified(whole.slice(1), {});
    expect([without.code, without.err[0]]).toEqual([EXIT.broken, expect.stringContaining(ONE)]);
    expect(await verified([...whole, first], {})).toMatchObject({ code: EXIT.broken });
    const changed = whole.with(0, first.replace('"why":"a"', '"why":"x"'));
    expect(changed).not.toEqual(whole);
    expect((await verified(changed, {})).err).toEqual([
      `Event 1 of ${ONE} is not what was recorded.`,
    ]);
  });

  test('cut at the end of a record is found by the blocks, which saw more', async () => {
    const cut = whole.filter((line) => !isOf(TWO, 2)(line));
    expect(await verified(cut, {})).toMatchObject({ code: EXIT.done });
    expect((await verified(cut)).err).toEqual([
      `${TWO} is cut short: block 2 of the ledger saw 2 events of it.`,
    ]);
    const gone = whole.filter((line) => !line.includes(TWO));
    expect((await verified(gone)).err).toEqual([
      `${TWO} was deleted: block 2 of the ledger saw 2 events of it.`,
    ]);
  });

  test('beside blocks of another key, or with one missing, proves nothing', async () => {
    const other = join(folder, 'other.pem');
    const { publicKey } = generateKeyPairSync('ed25519');
    writeFileSync(other, publicKey.export({ type: 'spki', format: 'pem' }));
    expect(await verified(whole, { blocks, key: [other] })).toMatchObject({ code: EXIT.broken });
    const some = join(folder, 'some');
    const place = createLedgerFolder(some);
    await place.put(JSON.parse(readFileSync(join(blocks, 'block-00000001.json'), 'utf8')));
    writeFileSync(join(some, 'block-00000003.json'), 'none');
    expect((await verified(whole, { blocks: some, key: [shown] })).err).toContain(
      'Block 2 of the ledger is missing from the store.',
    );
  });

  test.each([
    ['no JSON', 'time,record,seq'],
    ['no event', '{"record":"case/PA-1"}'],
    ['empty', ''],
  ])('with a line that is %s is refused, with its number', async (_, line) => {
    const { code, err } = await verified([...whole, line]);
    expect(code).toBe(EXIT.failed);
    expect(err.join()).toContain(`Line 5 of ${file} is no line of an export.`);
  });
});

test('an event that the export could not read is read back, for its hash to betray', async () => {
  async function* lines() {
    const event = { type: 'unreadable', atMs: 0, actor: '?', facts: { json: 'x' } };
    yield JSON.stringify({ record: ONE, seq: 1, ...event, hash: 'h', previous: 'p' });
  }
  const read = await readExport(lines());
  const report = read.ok ? await verifyAudit(read.source) : undefined;
  expect(report).toMatchObject({ ok: false, fault: { record: ONE, seq: 1 } });
});

test('a block is what docs/audit.md says, computed by nothing of ours', () => {
  const text = (number: number) =>
    readFileSync(join(blocks, `block-0000000${number}.json`), 'utf8');
  const sha256 = (what: string | Buffer) => createHash('sha256').update(what).digest('hex');
  const { signature, ...draft } = JSON.parse(text(2)) as Record<string, unknown>;
  expect(Object.keys(draft)).toEqual(['atMs', 'by', 'entries', 'number', 'previous']);
  expect(text(2)).toBe(JSON.stringify({ ...draft, signature }));
  expect(draft['previous']).toBe(sha256(text(1)));
  expect(JSON.parse(text(1))).toMatchObject({ previous: sha256('prod-access ledger') });
  const key = createPublicKey(readFileSync(shown));
  expect(draft['by']).toBe(sha256(key.export({ type: 'spki', format: 'der' })));
  const signed = Buffer.from(`prod-access ledger\n${sha256(JSON.stringify(draft))}`);
  expect(verify(null, signed, key, Buffer.from(String(signature), 'base64'))).toBe(true);
});

test.each([
  ['an export', { export: 'nowhere.jsonl' }],
  ['blocks', { blocks: 'nowhere', key: [shown] }],
])('%s that is not there is said to be missing', async (_, more) => {
  const { code, err } = await verified([], more);
  expect(code).toBe(EXIT.config);
  expect(err.join()).toContain('There is nothing at nowhere');
});
