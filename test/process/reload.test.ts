/** A configuration that is changed while the real program serves: taken over, or told and left. */

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { CHANNELS } from '../story/seed.ts';
import { botForEachTest } from './bot.ts';
import { exported } from './night.ts';
import { slackId } from './town.ts';

const bot = botForEachTest();

const file = () => join(bot.town.folder, 'prod-access.yml');
const change = (from: string, to: string) => {
  const text = readFileSync(file(), 'utf8');
  if (!text.includes(from)) throw new Error(`The file has no ${from}.`);
  writeFileSync(file(), text.replace(from, to));
};
const ops = () => {
  const { slack } = bot.town;
  return slack
    .messages(CHANNELS.ops)
    .map((one) => slack.plainText(one))
    .join('\n');
};
const ready = (text: string) => text.split('"event":"ready"').length - 1;

test('is taken over on SIGHUP without a new process, and what is given stays given', async () => {
  const program = await bot.served();
  const id = await bot.givenAccess();
  change('eligible: [engineers]', 'eligible: [leads]');
  const sinceMs = performance.now();
  program.child.kill('SIGHUP');
  await program.says('"event":"configuration-taken"');
  expect(performance.now() - sinceMs).toBeLessThan(8_000);
  expect(ready(program.out() + program.err())).toBe(2);
  expect(bot.town.may('engineer1', 'ProdLogReader')).toBe(true);
  await bot.until(() => bot.town.slack.sockets.count > 0);
  const asking = bot.town.slack.as(slackId('engineer1'));
  const answer = await asking.command('/prod-access', 'db 30m Look at the night of the twelfth');
  const said = bot.town.slack.plainText(await answer.untilWhisper('', 5_000));
  expect(said).toContain('leads');
  expect(await bot.exec(['revoke', id])).toMatchObject({ code: 0 });
  await bot.until(() => !bot.town.may('engineer1', 'ProdLogReader'));
  expect(await bot.stopped(program, 'SIGTERM')).toMatchObject({ code: 0, signal: null });
  const loaded = (await exported(bot.town)).filter(({ type }) => type === 'configuration-loaded');
  expect(loaded).toHaveLength(2);
}, 90_000);

test('is told with file, line, column and sentence where it is not sound, once', async () => {
  const program = await bot.served();
  change('longest: 4h', 'longest: 4 hours');
  program.child.kill('SIGHUP');
  await program.says('"event":"configuration-not-taken"');
  await bot.until(() => ops().includes('The changed configuration is not sound.'));
  expect(ops()).toMatch(/prod-access\.yml:\d+:\d+ entitlements\[0\]\.longest: expected/);
  program.child.kill('SIGHUP');
  change('longest: 4 hours', 'longest: 4h');
  program.child.kill('SIGHUP');
  await bot.givenAccess();
  expect(ops().split('is not sound')).toHaveLength(2);
  expect(ready(program.out() + program.err())).toBe(1);
  expect(await bot.stopped(program, 'SIGTERM')).toMatchObject({ code: 0 });
}, 90_000);

test('that its reader trips over is told, and what is given goes on', async () => {
  const program = await bot.served();
  await bot.givenAccess();
  // Within every bound of adapters/cedar/too-much.ts, and too deep for Cedar all together.
  const [open, close] = ['('.repeat(30), `${'.a'.repeat(250)} == 1)`.repeat(30)];
  const statement = `forbid(principal, action, resource) when { ${open}principal${close} };`;
  writeFileSync(join(bot.town.folder, 'deep.cedar'), statement);
  change('\nrules:', '\npolicies:\n  - { file: deep.cedar, as: forbid }\nrules:');
  program.child.kill('SIGHUP');
  await program.says('"event":"configuration-not-taken"');
  await bot.until(() => ops().includes('cannot be read with what is beside it'));
  expect(bot.town.may('engineer1', 'ProdLogReader')).toBe(true);
  expect(ready(program.out() + program.err())).toBe(1);
  expect(await bot.stopped(program, 'SIGTERM')).toMatchObject({ code: 0 });
}, 90_000);

test('with which the bot cannot start is told, and the last good one serves again', async () => {
  const program = await bot.served();
  await bot.givenAccess();
  change('slack: T0PRODDEMO', 'slack: T0ANOTHER1');
  program.child.kill('SIGHUP');
  await program.says('"event":"configuration-not-taken"', 30_000);
  await bot.until(() => ops().includes('could not start with the changed configuration'));
  expect(bot.town.may('engineer1', 'ProdLogReader')).toBe(true);
  expect((await bot.exec(['health'])).code).toBe(0);
  expect(await bot.stopped(program, 'SIGTERM')).toMatchObject({ code: 0 });
}, 90_000);

test('that leaves nothing to serve by ends the process, for whoever watches over it', async () => {
  const program = await bot.served();
  const database = new DatabaseSync(bot.town.database);
  database.exec('PRAGMA user_version = 999');
  database.close();
  change('eligible: [engineers]', 'eligible: [leads]');
  program.child.kill('SIGHUP');
  const ended = await program.ended;
  expect(ended).toMatchObject({ code: 78, signal: null });
  expect(ended.err).toContain('was written by a newer prod-access');
}, 60_000);
