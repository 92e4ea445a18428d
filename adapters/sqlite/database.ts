/** Opens a database file, having made sure that it is ours, sound, and of the version we know. */

import { existsSync } from 'node:fs';
import { DatabaseSync, type DatabaseSyncOptions } from 'node:sqlite';
import { createPrivately, isInMemory, requireFile } from './file.ts';
import { guarded, StoreProblem } from './problem.ts';
import { APPLICATION_ID, MIGRATIONS } from './schema.ts';
import { requireSound } from './soundness.ts';

/** A database made by the demo is never served, nor the other way round. */
export type DatabaseKind = 'demo' | 'live';

export interface WriterOptions {
  readonly kind: DatabaseKind;
  readonly nowMs: number;
}

/** For the one process that writes: creates the file, migrates it, checks it. */
export function openForWriting(path: string, { kind, nowMs }: WriterOptions): DatabaseSync {
  requireSqlite(process.versions.sqlite ?? 'none');
  if (!isInMemory(path)) createPrivately(path);
  return opened(path, { timeout: BUSY_MS }, (database) => {
    database.exec(`PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON;`);
    requireOurs(path, database);
    // What is committed is on disk before anybody is told: see `disk.ts`.
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;');
    database.exec(`PRAGMA journal_size_limit = ${JOURNAL_BYTES}`);
    migrate(path, database);
    requireKind(path, stamped(database, kind, nowMs), kind);
    requireSound(path, database);
  });
}

/** For looking on beside the process that writes. */
export function openForReading(path: string): DatabaseSync {
  requireSqlite(process.versions.sqlite ?? 'none');
  if (!existsSync(path)) throw new StoreProblem('missing', `There is no database at ${path}.`);
  requireFile(path);
  return opened(path, { timeout: BUSY_MS, readOnly: true }, (database) => {
    requireOurs(path, database);
    requireKnown(path, database);
    const version = pragma(database, 'user_version');
    if (version === MIGRATIONS.length) return;
    if (version === 0)
      throw new StoreProblem(
        'too-old',
        NO_TABLES.replace('{path}', () => path),
      );
    const sentence = `The database ${path} is of an older version. Start the bot once, then retry.`;
    throw new StoreProblem('too-old', sentence);
  });
}

const NO_TABLES =
  'The database {path} has no tables: it is new, or a copy without the -wal in which they are. ' +
  'Copy both together, or in one file: npx prod-access store backup FILE';

/** Older ones can lose committed pages when a write-ahead log is reset (fixed in 3.51.3). */
export function requireSqlite(version: string): void {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number);
  const isSound = major > 3 || (major === 3 && (minor > 51 || (minor === 51 && patch >= 3)));
  if (isSound) return;
  const sentence =
    `This Node carries SQLite ${version}, which can lose what was committed. ` +
    'SQLite 3.51.3 or later is needed: use Node 24.15 or later.';
  throw new StoreProblem('too-old-sqlite', sentence);
}

export const BUSY_MS = 5_000;
const JOURNAL_BYTES = 16 * 1024 * 1024;

function opened(
  path: string,
  options: DatabaseSyncOptions,
  prepare: (database: DatabaseSync) => void,
): DatabaseSync {
  const database = guarded(path, () => new DatabaseSync(path, options));
  try {
    guarded(path, () => prepare(database));
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

function requireOurs(path: string, database: DatabaseSync): void {
  const id = pragma(database, 'application_id');
  const isEmpty = pragma(database, 'schema_version') === 0;
  if (id === APPLICATION_ID || (id === 0 && isEmpty)) return;
  throw new StoreProblem('not-ours', `${path} is a database of another program.`);
}

function requireKnown(path: string, database: DatabaseSync): void {
  const version = pragma(database, 'user_version');
  if (version <= MIGRATIONS.length) return;
  const sentence =
    `The database ${path} was written by a newer prod-access (version ${version} of its tables, ` +
    `this one knows ${MIGRATIONS.length}). Run that one, or restore a backup from before it, ` +
    'with -wal and -shm of this file set aside and -witness left.';
  throw new StoreProblem('too-new', sentence);
}

function migrate(path: string, database: DatabaseSync): void {
  requireKnown(path, database);
  for (const [index, statements] of MIGRATIONS.entries()) {
    if (index < pragma(database, 'user_version')) continue;
    database.exec(`BEGIN IMMEDIATE;
      PRAGMA application_id = ${APPLICATION_ID};
      ${statements}
      PRAGMA user_version = ${index + 1};
      COMMIT;`);
  }
}

function stamped(database: DatabaseSync, kind: DatabaseKind, nowMs: number): unknown {
  const stamp = database.prepare('INSERT INTO stamp VALUES (1, ?, ?) ON CONFLICT DO NOTHING');
  stamp.run(kind, Math.floor(nowMs));
  return database.prepare('SELECT kind FROM stamp').get()?.['kind'];
}

function requireKind(path: string, found: unknown, wanted: DatabaseKind): void {
  if (found === wanted) return;
  const sentence =
    found === 'demo'
      ? `The database ${path} belongs to the demo. Name another file for the real bot.`
      : `The database ${path} holds real requests. The demo does not touch it: name another file.`;
  throw new StoreProblem('other-kind', sentence);
}

function pragma(database: DatabaseSync, name: string): number {
  return Number(database.prepare(`PRAGMA ${name}`).get()?.[name]);
}
