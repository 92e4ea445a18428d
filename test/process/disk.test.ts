/** A disk that is full: nothing new is begun, what was given still ends, and it goes on after. */

import { existsSync, rmSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { mountSmallDisk, NO_DISK, type SmallDisk } from '../adapters/small-disk.ts';
import { botForEachTest } from './bot.ts';
import { leftovers } from './night.ts';
import { channelOf } from './story.ts';
import { slackId } from './town.ts';

const bot = botForEachTest();

let disk: SmallDisk | undefined;
afterEach(() => disk?.close());

const whispers = (who: string) =>
  bot.town.slack.as(slackId(who)).whispers.map((one) => bot.town.slack.plainText(one));
const type = (who: string, line: string) =>
  bot.town.slack.as(slackId(who)).command('/prod-access', line);

test('F50: with a full disk access ends, none is given, and with room again it is', async ({
  skip,
}) => {
  disk = mountSmallDisk(40);
  if (disk === undefined) return skip(NO_DISK);
  const env = { PROD_ACCESS_DATABASE: join(disk.folder, 'prod-access.db') };
  await bot.served({ env });
  const id = await bot.givenAccess();
  const ballast = disk.fill();
  expect(statfsSync(disk.folder).bavail).toBe(0);

  await type('engineer2', 'logs 30m Look at the night of the thirteenth');
  await bot.until(() => whispers('engineer2').join().includes('is full'));
  expect((await bot.exec(['revoke', id], env)).out).toContain('is being revoked');
  await bot.until(() => leftovers(bot.town).length === 0);
  expect((await bot.exec(['audit', 'verify'], env)).code).toBe(0);

  rmSync(ballast);
  await type('engineer2', 'logs 30m Look at the night of the thirteenth');
  const cards = () => bot.town.slack.messages(channelOf('logs')).filter((one) => !one.threadTs);
  await bot.until(() => cards().length === 2);
  expect(existsSync(`${env.PROD_ACCESS_DATABASE}-reserve`)).toBe(true);
}, 90_000);
