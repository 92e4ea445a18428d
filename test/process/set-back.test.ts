/** Records that are older than the world: the bot says so, and waits for a person's word. */

import { copyFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { CHANNELS } from '../story/seed.ts';
import { botForEachTest } from './bot.ts';
import { pause } from './program.ts';
import { slackId } from './town.ts';

const bot = botForEachTest();

const may = () => bot.town.may('engineer1', 'ProdLogReader');
const opsSay = (words: string) =>
  ops().find((one) => bot.town.slack.plainText(one).includes(words));
const ops = () => bot.town.slack.messages(CHANNELS.ops);
const whispers = (who: string) =>
  bot.town.slack.as(slackId(who)).whispers.map((one) => bot.town.slack.plainText(one));

interface Way {
  /** Beside the running bot, before anything was given. */
  readonly before: (database: string) => Promise<void>;
  /** Once it is dead. */
  readonly after: (database: string) => Promise<void>;
}

const RESTORED: Way = {
  before: async (database) => {
    // Facts stay with their record for two seconds, and move to the log then.
    await pause(2_600);
    const made = await bot.exec(['store', 'backup', `${database}-backup`]);
    expect(made).toMatchObject({ code: 0, err: '' });
    expect(made.out).toContain('put the copy in its place, and leave -witness.');
  },
  after: async (database) => {
    // Killed, so its log is there still: it would be played over the backup.
    expect(existsSync(`${database}-wal`)).toBe(true);
    copyFileSync(`${database}-backup`, database);
    const refused = await bot.exec(['serve']);
    expect(refused).toMatchObject({ code: 78, out: '' });
    expect(refused.err).toContain('set -wal and -shm aside, leave -witness, and start again.');
    for (const more of ['-wal', '-shm']) rmSync(`${database}${more}`, { force: true });
  },
};

const ZEROED: Way = {
  before: async () => {},
  after: async (database) => {
    const log = `${database}-wal`;
    expect(existsSync(log)).toBe(true);
    writeFileSync(log, Buffer.alloc(readFileSync(log).length));
  },
};

test.each([
  ['F53: records restored from a backup', RESTORED],
  ['F51: records whose write-ahead log was zeroed', ZEROED],
])(
  '%s give nothing and take nothing by themselves',
  async (_, way) => {
    const { database } = bot.town;
    const first = await bot.served();
    await way.before(database);
    await bot.givenAccess();
    await bot.stopped(first, 'SIGKILL');
    await way.after(database);

    const second = await bot.served();
    await bot.until(() => opsSay('This store is an older copy of itself') !== undefined);
    await bot.until(() => opsSay('engineer1') !== undefined);
    await bot.town.slack.as(slackId('engineer2')).command('/prod-access', 'logs 30m Look at it');
    await bot.until(() =>
      whispers('engineer2').join().includes('an older copy, which no operator'),
    );
    expect(may()).toBe(true);
    expect(second.out() + second.err()).toContain('store-is-a-copy');
  },
  60_000,
);
