/** How a running bot is stopped: by whom it may be, how soon it is gone, and that it goes on. */

import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createConnection } from 'node:net';
import { delimiter } from 'node:path';
import { describe, expect, test } from 'vitest';
import { botForEachTest } from './bot.ts';
import { exported } from './night.ts';
import { launch, pause } from './program.ts';
import { slackId } from './town.ts';

const bot = botForEachTest();

describe.each(['SIGTERM', 'SIGINT'] as const)('on %s', (signal) => {
  test('an idle bot is gone at once, with 0, and says so in the log', async () => {
    const ended = await bot.stopped(await bot.served(), signal);
    expect(ended).toMatchObject({ code: 0, signal: null });
    expect(ended.ms).toBeLessThan(3_000);
    const types = (await exported(bot.town)).map((one) => one.type);
    expect(types.at(-1)).toBe('stopped');
  });
});

describe('a bot that is stopped in the middle', () => {
  test('is gone in ten seconds though Slack and AWS hang, and goes on when started', async () => {
    const first = await bot.served();
    const id = await bot.givenAccess();
    bot.town.aws.faults.random({ seed: 1, ms: 60_000, chance: { hang: 1 } });
    const slow = bot.town.slack.faults.add({ trouble: { kind: 'hang', ms: 60_000 } });
    void bot.town.slack.as(slackId('engineer1')).command('/prod-access', `done ${id}`);
    await pause(1_500);
    const ended = await bot.stopped(first, 'SIGTERM');
    expect(ended).toMatchObject({ code: 0, signal: null });
    expect(ended.ms).toBeLessThan(10_000);
    bot.town.aws.faults.clear();
    slow.remove();
    const second = await bot.served();
    if (!bot.cardText().includes('ended')) await bot.exec(['revoke', id]);
    await bot.until(() => !bot.town.may('engineer1', 'ProdLogReader'));
    await bot.until(() => bot.cardText().includes('access removed'), 45_000);
    expect((await bot.exec(['audit', 'verify'])).code).toBe(0);
    expect(await bot.stopped(second, 'SIGTERM')).toMatchObject({ code: 0 });
  }, 90_000);

  test('does not wait for somebody who holds its local socket open', async () => {
    const program = await bot.served();
    const idle = createConnection(`${bot.town.database}.sock`);
    idle.on('error', () => {});
    await once(idle, 'connect');
    const ended = await bot.stopped(program, 'SIGTERM');
    expect(ended).toMatchObject({ code: 0 });
    expect(ended.ms).toBeLessThan(3_000);
  });
});

describe('a bot that is still starting', () => {
  test('is gone at once, though Slack has not answered yet', async () => {
    bot.town.slack.faults.add({ trouble: { kind: 'hang', ms: 60_000 } });
    const program = launch(['serve'], { env: bot.town.env });
    while (!(await bot.exec(['health', '--ready'])).err.includes('No chat is connected'))
      await pause(100);
    const ended = await bot.stopped(program, 'SIGTERM');
    expect(ended).toMatchObject({ code: 0, signal: null });
    expect(ended.ms).toBeLessThan(3_000);
  });
});

/** The Node of this machine, which is often too old: the launcher then starts the one it brings. */
const [stock] = (process.env['PATH'] ?? '')
  .split(delimiter)
  .map((folder) => `${folder}/node`)
  .filter((file) => !file.includes('node_modules'))
  .filter((file) => spawnSync(file, ['--version']).status === 0);

describe.skipIf(stock === undefined)('on the Node of this machine, whatever it is', () => {
  test('the launcher hands the signal on, and is gone when the bot is', async () => {
    const program = await bot.served(stock === undefined ? {} : { node: stock });
    expect(await bot.exec(['health'])).toMatchObject({ code: 0 });
    const ended = await bot.stopped(program, 'SIGTERM');
    expect(ended).toMatchObject({ code: 0, signal: null });
    expect(await bot.exec(['health'])).toMatchObject({ code: 1 });
    expect((await exported(bot.town)).at(-1)?.type).toBe('stopped');
  });
});
