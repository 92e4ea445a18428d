/** A database restored beside its ledger: what was lost is said, and hides nothing that follows. */

import { generateKeyPairSync } from 'node:crypto';
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { createLedgerFolder } from '../../adapters/node/ledger-folder.ts';
import { openLedgerCheck, openLedgerKey } from '../../adapters/node/ledger-key.ts';
import { openSqliteReader } from '../../adapters/sqlite/store.ts';
import { auditVerifyLedger } from '../../src/ops/audit-command.ts';
import { EXIT } from '../../src/ops/command-table.ts';
import { removeRecord, tamper, TWO, writtenDown } from './ledger-tampering.ts';
import { minutes, screen } from './screen.ts';

const folder = mkdtempSync(join(tmpdir(), 'prod-access-ledger-'));
afterAll(() => rmSync(folder, { recursive: true }));
const keyFile = join(folder, 'key.pem');
const { privateKey } = generateKeyPairSync('ed25519');
writeFileSync(keyFile, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
const path = join(folder, 'record.db');
const place = createLedgerFolder(join(folder, 'blocks'));
const ledger = { key: openLedgerKey(keyFile), place };

async function verified() {
  const terminal = screen();
  const { out, err } = terminal;
  const reader = openSqliteReader(path);
  const check = openLedgerCheck(keyFile);
  const code = await auditVerifyLedger(reader, { place, check }, terminal);
  reader.close();
  return { code, err, out: minutes(out).at(-1) };
}

test('after a restore both places agree, and what is deleted later is found', async () => {
  await writtenDown(path, ledger, 'journal/2026-10-01');
  copyFileSync(path, `${path}.bak`);
  await writtenDown(path, ledger, 'journal/2026-10-02');
  expect(await verified()).toEqual({
    code: EXIT.done,
    err: [],
    out: 'The ledger is sound up to block 2 of 2026-11-23T12:05Z: 2 blocks, 2 anchors.',
  });

  for (const rest of ['-wal', '-shm']) rmSync(path + rest, { force: true });
  copyFileSync(`${path}.bak`, path);
  await writtenDown(path, ledger, 'journal/2026-10-03');
  await writtenDown(path, ledger, TWO);
  const lost = 'journal/2026-10-02 was deleted: block 2 of the ledger saw 1 events of it.';
  expect(await verified()).toMatchObject({ code: EXIT.broken, err: [lost] });

  tamper(path, removeRecord);
  const deleted = `${TWO} was deleted: block 4 of the ledger saw 1 events of it.`;
  expect(await verified()).toMatchObject({ code: EXIT.broken, err: [deleted, lost] });
});
