/** The second place of the ledger in a folder: one file a block, written once. */

import { randomUUID } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { access, constants, link, mkdir, open, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { blockText } from '../../src/audit/ledger.ts';
import { Fault } from '../../src/kernel/fault.ts';
import type { SecondPlace } from '../../src/ports/ledger.ts';

export function createLedgerFolder(folder: string): SecondPlace {
  return {
    async put(block) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const path = join(folder, nameOf(block.number));
      const text = blockText(block);
      if (!(await written(folder, path, text))) {
        const other = await readFile(path, 'utf8');
        return other === text ? 'put' : { other };
      }
      return 'put';
    },
    get: (number) => textIn(join(folder, nameOf(number))),
    async all() {
      const found = new Map<number, string>();
      for (const name of await namesIn(folder)) {
        const number = NAME.exec(name)?.[1];
        if (number) found.set(Number(number), await readFile(join(folder, name), 'utf8'));
      }
      return found;
    },
    async look() {
      await mkdir(folder, { recursive: true, mode: 0o700 }).catch(refuse);
      await access(folder, constants.W_OK).catch(refuse);
      return `${folder} can be written to`;
    },
  };

  function refuse(cause: unknown): never {
    const why = cause instanceof Error ? cause.message : String(cause);
    const words = `Blocks cannot be written to the directory ${folder}: ${why}`;
    throw new Fault('cannot-start', words, { cause });
  }
}

/** A link is made whole or not at all, and never over a file that is there. */
async function written(folder: string, path: string, text: string): Promise<boolean> {
  // A name of its own: replicas in containers share even the number of their process.
  const draft = join(folder, `.${randomUUID()}`);
  try {
    await onDisk(await open(draft, 'w', 0o600), (file) => file.writeFile(text));
    await link(draft, path);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
  await onDisk(await open(folder, 'r'));
  return true;
}

/** Closed whatever happens: one that is left to be collected ends the process (Node 25). */
async function onDisk(file: FileHandle, write = async (_: FileHandle) => {}): Promise<void> {
  try {
    await write(file);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** A folder that is gone has lost every block, and the store knows how many there were. */
const namesIn = (folder: string): Promise<readonly string[]> =>
  readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });

const textIn = (path: string): Promise<string | undefined> =>
  readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });

const NAME = /^block-(\d{8,})\.json$/;
const nameOf = (number: number) => `block-${String(number).padStart(8, '0')}.json`;
