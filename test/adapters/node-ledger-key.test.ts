/** Whose the file of the ledger's key may be: ours alone, or root's and ours by a group. */

import { spawnSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { chmodSync, chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isOpenToOthers } from '../../adapters/node/ledger-key.ts';

const US = { uid: 65_532, groups: [65_532, 2_000] };

describe('a key', () => {
  test.each([
    ['of ours alone', { mode: 0o100600, uid: 65_532, gid: 65_532 }],
    ['of ours alone, to be read only', { mode: 0o100400, uid: 65_532, gid: 0 }],
    ['of a Secret of Kubernetes, read by the fsGroup', { mode: 0o100440, uid: 0, gid: 2_000 }],
  ])('%s is taken', (_, rights) => expect(isOpenToOthers(rights, US)).toBe(false));

  test.each([
    ['of ours that a group reads', { mode: 0o100440, uid: 65_532, gid: 2_000 }],
    ['of a group that is not ours', { mode: 0o100440, uid: 0, gid: 100 }],
    ['that a group may write', { mode: 0o100660, uid: 0, gid: 2_000 }],
    ['that everybody reads', { mode: 0o100444, uid: 0, gid: 2_000 }],
  ])('%s is refused', (_, rights) => expect(isOpenToOthers(rights, US)).toBe(true));
});

describe.skipIf(process.getuid?.() !== 0)('in the container, as user 65532', () => {
  const folder = mkdtempSync(join(tmpdir(), 'prod-access-key-'));
  const file = join(folder, 'key.pem');
  const module = join(import.meta.dirname, '../../adapters/node/ledger-key.ts');
  const program = `
    const { openLedgerKey } = await import('${module}');
    try { console.log(await openLedgerKey('${file}').look()); }
    catch (error) { console.log(error.message); }`;
  beforeAll(() => {
    chmodSync(folder, 0o755);
    const { privateKey } = generateKeyPairSync('ed25519');
    writeFileSync(file, privateKey.export({ type: 'pkcs8', format: 'pem' }));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  function said(mode: number, gid: number): string {
    chownSync(file, 0, gid);
    chmodSync(file, mode);
    const as = { uid: 65_532, gid: 65_532, encoding: 'utf8', env: {} } as const;
    return spawnSync(process.execPath, ['--input-type=module', '-e', program], as).stdout;
  }

  test('a key that root mounted is read by our group, and said to be kept from us without', () => {
    expect(said(0o440, 65_532)).toMatch(/key\.pem is [0-9a-f]{8}$/m);
    expect(said(0o400, 65_532)).toMatch(/may not be read by this user\..* set an fsGroup/);
    expect(said(0o444, 65_532)).toMatch(/Others may read .* defaultMode 0400 of its Secret/);
  });
});
