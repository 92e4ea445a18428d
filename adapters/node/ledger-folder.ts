/** The second place of the ledger in a folder: one file a block, written once. */

import { randomUUID } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import {
  access,
  constants,
  link,
  mkdir,
  open,
  readdir,
  readFile,
  rm,
  stat,
} from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { blockText } from '../../src/audit/ledger.ts';
import { Fault } from '../../src/kernel/fault.ts';
import type { SecondPlace } from '../../src/ports/ledger.ts';

export function createLedgerFolder(folder: string): SecondPlace {
  return {
    async put(block) {
      await requirePlace(folder, block.number);
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
      if (!(await isThere(folder).catch(refuse))) {
        await access(await nearest(folder), constants.W_OK).catch(refuse);
        return `${folder} is not there yet: the first block makes it`;
      }
      const name = `.${randomUUID()}`;
      await written(folder, join(folder, name), 'as a block is').catch(refuse);
      await rm(join(folder, name)).catch(refuse);
      return `${folder} can be written to`;
    },
  };

  function refuse(cause: unknown): never {
    const why = cause instanceof Error ? cause.message : String(cause);
    const words = `Blocks cannot be written to the directory ${folder}: ${why}`;
    throw new Fault('cannot-start', words, { cause });
  }
}

/**
 * Only the first block makes the directory. One that has not the block before is another one, as
 * where it is not mounted: what came into it would be hidden by the right one, or part from it.
 */
async function requirePlace(folder: string, number: number): Promise<void> {
  if (number === 1) return void (await mkdir(folder, { recursive: true, mode: 0o700 }));
  const before = nameOf(number - 1);
  if (await isThere(join(folder, before))) return;
  throw new Fault(
    'cannot-start',
    `The directory ${folder} has no ${before}, so block ${number} is not put there. ` +
      'Is it mounted? If it is a new one, copy the earlier blocks into it.',
  );
}

const isThere = async (path: string): Promise<boolean> =>
  (await orMissing(stat(path))) !== undefined;

/** Where the directory would be made. */
const nearest = async (path: string): Promise<string> =>
  (await isThere(path)) ? path : nearest(dirname(path));

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
  orMissing(readdir(folder)).then((names) => names ?? []);

const textIn = (path: string): Promise<string | undefined> => orMissing(readFile(path, 'utf8'));

const orMissing = <T>(answer: Promise<T>): Promise<T | undefined> =>
  answer.catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });

const NAME = /^block-(\d{8,})\.json$/;
const nameOf = (number: number) => `block-${String(number).padStart(8, '0')}.json`;
