/** A bot that cannot start says why, in a sentence, and leaves everything as it was. */

import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { botForEachTest } from './bot.ts';
import { CONFIG } from './town.ts';

const bot = botForEachTest();

test('a bot whose environment has a slip starts, and the log names what nobody reads', async () => {
  const program = await bot.served({ env: { LOG_LEVL: 'debug' } });
  const lines = program
    .err()
    .split('\n')
    .filter((line) => line.includes('variable-not-read'));
  expect(lines.map((line) => JSON.parse(line))).toEqual([
    expect.objectContaining({ level: 'warn', name: 'LOG_LEVL', meant: 'LOG_LEVEL' }),
  ]);
});

describe('a bot that cannot start says why', () => {
  test.each([
    ['a token that Slack does not know', { SLACK_BOT_TOKEN: 'xoxb-9999-2222-standin' }, /token/],
    ['a port that is taken', { PORT: '' }, /Port \d+ is taken.*set PORT/],
  ])('%s', async (_, given, words) => {
    const busy = createServer().listen(0, '0.0.0.0');
    await once(busy, 'listening');
    const { port } = busy.address() as AddressInfo;
    const env = 'PORT' in given ? { PORT: String(port) } : given;
    const ended = await bot.exec(['serve'], env);
    busy.close();
    expect(ended.err).toMatch(words);
    expect(ended.err).not.toMatch(/^\s+at /m);
    expect(ended.code).toBe(78);
  });

  test('a database that is in memory alone: it would forget what it gave', async () => {
    const ended = await bot.exec(['serve'], { PROD_ACCESS_DATABASE: ':memory:' });
    expect(ended).toMatchObject({ code: 78, out: '' });
    expect(ended.err).toContain('forgotten when the bot stops');
  });

  test('a token of another workspace', async () => {
    const file = join(bot.town.folder, 'team.yml');
    writeFileSync(file, CONFIG.replace('slack: T0PRODDEMO', 'slack: T0ANOTHER1'));
    const ended = await bot.exec(['serve'], { PROD_ACCESS_CONFIG: file });
    expect(ended).toMatchObject({ code: 78, out: '' });
    expect(ended.err).toContain('is of workspace T0PRODDEMO');
  });

  test('a calendar beside the configuration that cannot be read, with its line', async () => {
    const file = join(bot.town.folder, 'prod-access.yml');
    writeFileSync(file, `${CONFIG}\ncalendars:\n  year-end: { ics: year-end.ics }\n`);
    writeFileSync(join(bot.town.folder, 'year-end.ics'), 'BEGIN:VCALENDAR\r\nNonsense\r\n');
    const ended = await bot.exec(['serve'], { PROD_ACCESS_CONFIG: file });
    expect(ended.err).toContain('year-end.ics:2:1');
    expect(ended.err).toContain('cannot be read as a calendar');
    expect(ended).toMatchObject({ code: 78, out: '' });
  });

  test('and never deletes a file in the place of its socket', async () => {
    const precious = join(bot.town.folder, 'precious.txt');
    writeFileSync(precious, 'Keep me.');
    const ended = await bot.exec(['serve'], { PROD_ACCESS_SOCKET: precious });
    expect(ended.code).toBe(78);
    expect(ended.err).toContain('is not a socket');
    expect(readFileSync(precious, 'utf8')).toBe('Keep me.');
  });
});
