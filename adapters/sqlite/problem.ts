/** What can be wrong with a database, in a sentence for whoever operates it. */

import { Fault } from '../../src/kernel/fault.ts';

export type ProblemKind =
  | 'missing'
  | 'in-use'
  | 'too-old-sqlite'
  | 'not-ours'
  | 'other-kind'
  | 'too-new'
  | 'too-old'
  | 'damaged'
  | 'other-log'
  | 'failed';

export class StoreProblem extends Fault {
  readonly kind: ProblemKind;

  constructor(kind: ProblemKind, message: string, options?: ErrorOptions) {
    super('store-failed', message, options);
    this.name = 'StoreProblem';
    this.kind = kind;
  }
}

/** Runs one piece of work on the database; whatever SQLite throws becomes a problem with a name. */
export function guarded<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw error instanceof Fault ? error : problemOf(path, error);
  }
}

export function problemOf(path: string, cause: unknown): StoreProblem {
  // What was written as JSON and is none any more was changed on the disk.
  const code = cause instanceof SyntaxError ? CORRUPT : primaryCode(cause);
  const kind = code === CORRUPT || code === NOT_A_DATABASE ? 'damaged' : 'failed';
  const say = (code !== undefined && SENTENCES[code]) || 'The database {path} did not answer.';
  return new StoreProblem(
    kind,
    say.replace('{path}', () => path),
    { cause },
  );
}

/** SQLite's result code without its extension; undefined for an error from elsewhere. */
export function primaryCode(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('errcode' in error)) return undefined;
  return typeof error.errcode === 'number' ? error.errcode & 0xff : undefined;
}

export const BUSY = 5;
export const FAILED_DISK = 10;
export const FULL = 13;
const CORRUPT = 11;
const NOT_A_DATABASE = 26;

const DAMAGED =
  'The database {path} is damaged. Stop the bot, set the file aside with its -wal and -shm, ' +
  'leave -witness, restore the newest backup and start again; access that is live at AWS still ' +
  'ends by its date.';
/** Of a file that does not begin as one does. */
export const NO_DATABASE =
  'The file {path} is no database. If another was meant, name that one; if this was the ' +
  'database, it is damaged: stop the bot, set it aside with its -wal and -shm, leave -witness, ' +
  'restore the newest backup and start again; access that is live at AWS still ends by its date.';

const SENTENCES: Readonly<Record<number, string>> = {
  [BUSY]: 'The database {path} stayed busy for 5 s.',
  8: 'The database {path} cannot be written: the file or its folder is read-only.',
  [FAILED_DISK]: 'The disk under the database {path} failed to read or write.',
  [CORRUPT]: DAMAGED,
  [FULL]: 'The disk under the database {path} is full.',
  14: 'The database {path} cannot be opened: look at its folder and the rights on it.',
  [NOT_A_DATABASE]: NO_DATABASE,
};
