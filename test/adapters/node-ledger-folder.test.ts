/** The second place of the ledger in a folder: the contract, and a folder that is none. */

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
