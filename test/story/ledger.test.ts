/** The running program keeps its ledger, and its blocks lie in the directory. */

import { generateKeyPairSync } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createLedgerFolder } from '../../adapters/node/ledger-folder.ts';
import { openLedgerCheck } from '../../adapters/node/ledger-key.ts';
import { openSqliteReader } from '../../adapters/sqlite/store.ts';
import { MINUTE } from '../../src/kernel/time.ts';
import { verifyLedger } from '../../src/ops/ledger-verify.ts';
import { createWorld } from './world.ts';

test('within five minutes of its start, the start is anchored', { timeout: 60_000 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'prod-access-ledger-'));
  const [key, directory] = [join(folder, 'key.pem'), join(folder, 'blocks')];
  const { privateKey } = generateKeyPairSync('ed25519');
  writeFileSync(key, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
  const ledger = `\naudit:\n  ledger: { key: "${key}", directory: "${directory}" }\n`;
  const world = await createWorld({ configure: (text) => text + ledger });
  try {
    const isThere = () => existsSync(join(directory, 'block-00000001.json'));
    await world.runUntil('the first block is in its directory', isThere, 5 * MINUTE + MINUTE / 2);
    const reader = openSqliteReader(world.database);
    const place = createLedgerFolder(directory);
    const report = await verifyLedger(reader, place, openLedgerCheck(key));
    reader.close();
    expect(report).toMatchObject({ fault: undefined, blocks: 1 });
    expect(report.anchors).toBeGreaterThan(0);
  } finally {
    await world.close();
    rmSync(folder, { recursive: true });
  }
});
