/** The second place of the ledger in a folder: the contract, and a folder that is none. */

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createLedgerFolder } from '../../adapters/node/ledger-folder.ts';
import { keepsSecondPlace, sampleBlock } from '../contract/second-place.ts';

const temporary = () => mkdtempSync(join(tmpdir(), 'prod-access-place-'));
const emptied = (folder: string) => rmSync(folder, { recursive: true });

keepsSecondPlace('a folder', () => {
  const folder = temporary();
  const place = createLedgerFolder(join(folder, 'blocks'));
  return { place, close: () => emptied(folder) };
});

test('what is not a block is left where it is, and not read', async () => {
  const folder = temporary();
  writeFileSync(join(folder, 'notes.txt'), 'not ours');
  const place = createLedgerFolder(folder);
  await place.put(sampleBlock(1));
  expect([...(await place.all()).keys()]).toEqual([1]);
  emptied(folder);
});

test('a folder that cannot be one is said to be unfit, with its name', async () => {
  const folder = temporary();
  const file = join(folder, 'file');
  writeFileSync(file, '');
  await expect(createLedgerFolder(join(file, 'blocks')).look()).rejects.toThrow(
    `Blocks cannot be written to the directory ${file}`,
  );
  emptied(folder);
});

test('a folder that takes no more is a failure like any other, and ends no process', () => {
  const folder = temporary();
  const at = (path: string) => JSON.stringify(new URL(path, import.meta.url).href);
  const script = `
    import { createLedgerFolder } from ${at('../../adapters/node/ledger-folder.ts')};
    const place = createLedgerFolder(${JSON.stringify(folder)});
    for (let tries = 0; tries < 3; tries += 1) {
      await place.put(${JSON.stringify(sampleBlock(1))}).catch((error) => console.log(error.code));
      globalThis.gc();
      await new Promise((resolve) => setTimeout(resolve, 50));
    }`;
  // No file may grow by a byte: as a full disk is, for this process alone.
  const full = 'ulimit -f 0; exec "$0" "$@"';
  const node = [process.execPath, '--expose-gc', '--input-type=module', '-e', script];
  const ended = spawnSync('sh', ['-c', full, ...node], { encoding: 'utf8' });
  expect([ended.stdout, ended.stderr]).toEqual(['EFBIG\nEFBIG\nEFBIG\n', '']);
  emptied(folder);
});
