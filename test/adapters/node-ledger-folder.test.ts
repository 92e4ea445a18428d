/** The second place of the ledger in a folder: the contract, and a folder that is none. */

import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createLedgerFolder } from '../../adapters/node/ledger-folder.ts';
import { anchorHeads } from '../../src/engine/anchor.ts';
import { MINUTE } from '../../src/kernel/time.ts';
import { keepsSecondPlace, sampleBlock } from '../contract/second-place.ts';
import { bench } from '../engine/context.ts';
import { ledgerInMemory, write } from '../engine/ledger-in-memory.ts';

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

describe('a folder without the block before', () => {
  test('is another one, as where it is not mounted: nothing is put there, or made', async () => {
    const folder = temporary();
    const blocks = join(folder, 'blocks');
    const place = createLedgerFolder(blocks);
    for (const number of [1, 2]) await place.put(sampleBlock(number));
    renameSync(blocks, join(folder, 'away'));
    await expect(place.put(sampleBlock(3))).rejects.toThrow(
      `The directory ${blocks} has no block-00000002.json, so block 3 is not put there. ` +
        'Is it mounted?',
    );
    expect(await place.look()).toBe(`${blocks} is not there yet: the first block makes it`);
    expect(readdirSync(folder)).toEqual(['away']);
    mkdirSync(blocks);
    await expect(place.put(sampleBlock(3))).rejects.toThrow('copy the earlier blocks into it');
    expect(readdirSync(blocks)).toEqual([]);
    emptied(blocks);
    renameSync(join(folder, 'away'), blocks);
    expect(await place.put(sampleBlock(3))).toBe('put');
    emptied(folder);
  });

  test('costs no anchor: heads owe until the right one is there again', async () => {
    const folder = temporary();
    const blocks = join(folder, 'blocks');
    const { key } = ledgerInMemory().ledger;
    const { ctx, clock, store } = bench({ ledger: { key, place: createLedgerFolder(blocks) } });
    const anchored = async (name: string) => {
      await write(ctx, name);
      clock.turn(5 * MINUTE);
      await anchorHeads(ctx);
    };
    await anchored('a');
    renameSync(blocks, join(folder, 'away'));
    await anchored('b');
    expect(await store.due('ledger', Infinity, 10)).toHaveLength(1);
    renameSync(join(folder, 'away'), blocks);
    await anchored('c');
    expect(await store.due('ledger', Infinity, 10)).toEqual([]);
    expect(readdirSync(blocks)).toEqual(['block-00000001.json', 'block-00000002.json']);
    emptied(folder);
  });
});

test('a look at a folder tries it, and leaves nothing behind', async () => {
  const folder = temporary();
  expect(await createLedgerFolder(folder).look()).toBe(`${folder} can be written to`);
  expect(readdirSync(folder)).toEqual([]);
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
      await place.look().catch((error) => console.log(error.code));
      globalThis.gc();
      await new Promise((resolve) => setTimeout(resolve, 50));
    }`;
  // No file may grow by a byte: as a full disk is, for this process alone.
  const full = 'ulimit -f 0; exec "$0" "$@"';
  const node = [process.execPath, '--expose-gc', '--input-type=module', '-e', script];
  const ended = spawnSync('sh', ['-c', full, ...node], { encoding: 'utf8' });
  expect([ended.stdout, ended.stderr]).toEqual(['EFBIG\ncannot-start\n'.repeat(3), '']);
  emptied(folder);
});
