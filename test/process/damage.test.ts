/** A file that the disk has damaged is found out before anything is decided by it. */

import { closeSync, openSync, readSync, renameSync, rmSync, writeSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { CHANNELS } from '../story/seed.ts';
import { botForEachTest } from './bot.ts';

const bot = botForEachTest();

test('F51: a flipped page is found at boot, with what to do; AWS is asked instead', async () => {
  const { town } = bot;
  const first = await bot.served();
  await bot.givenAccess();
  expect(await bot.stopped(first, 'SIGTERM')).toMatchObject({ code: 0 });
  flipPageOf('heads', town.database);

  const refused = await bot.exec(['serve']);
  expect(refused).toMatchObject({ code: 78, out: '' });
  expect(refused.err).toContain(`The database ${town.database} is damaged. Stop the bot`);
  expect(refused.err).toContain('restore the newest backup');
  expect(refused.err).toContain('still ends by its date');

  // Set aside, as it says, and there is no backup.
  renameSync(town.database, `${town.database}-damaged`);
  for (const more of ['-wal', '-shm']) rmSync(`${town.database}${more}`, { force: true });
  await bot.served();
  const ops = () => town.slack.messages(CHANNELS.ops).map((one) => town.slack.plainText(one));
  await bot.until(() => ops().join().includes('engineer1 in account'));
  expect(town.may('engineer1', 'ProdLogReader')).toBe(true);
}, 60_000);

/** Every bit of it, as a broken disk may hand it back. */
function flipPageOf(table: string, path: string): void {
  const database = new DatabaseSync(path, { readOnly: true });
  const find = database.prepare('SELECT rootpage FROM sqlite_schema WHERE name = ?');
  const page = Number(find.get(table)?.['rootpage']);
  const size = Number(database.prepare('PRAGMA page_size').get()?.['page_size']);
  database.close();
  const file = openSync(path, 'r+');
  const bytes = Buffer.alloc(size);
  readSync(file, bytes, 0, size, (page - 1) * size);
  writeSync(
    file,
    bytes.map((byte) => byte ^ 0xff),
    0,
    size,
    (page - 1) * size,
  );
  closeSync(file);
}
