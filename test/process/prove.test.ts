/** `prove` as an operator runs it: asked first, ended in the middle, and cleaned up after. */

import { afterEach, describe, expect, test } from 'vitest';
import { JUMP } from '../story/seed.ts';
import { botForEachTest } from './bot.ts';
import { launch, type Program } from './program.ts';
import { BY_ADMIN } from './town.ts';

const bot = botForEachTest();
const MEANT = ['--account', JUMP, '--yes', JUMP];
const mine = () => {
  const { users, groups, roles } = bot.town.aws.account(JUMP).state();
  const names = [users, groups, roles].flatMap((kind) => Object.keys(kind));
  return names.filter((name) => name.startsWith('prod-access-prove-'));
};

let program: Program | undefined;
afterEach(async () => {
  program?.child.kill('SIGKILL');
  await program?.ended;
  program = undefined;
});
const begun = async () => {
  const { env, folder } = bot.town;
  program = launch(['prove', ...MEANT], { env: { ...env, ...BY_ADMIN }, cwd: folder });
  await bot.until(() => mine().length >= 3);
  return program;
};

describe('prove', () => {
  test('keeps away from the accounts of the configuration', async () => {
    const ended = await bot.exec(['prove', '--yes', JUMP]);
    expect(ended).toMatchObject({ code: 64, out: '' });
    expect(ended.err).toContain(`If it is meant all the same, name it: --account ${JUMP}`);
    expect(mine()).toEqual([]);
  });

  test('keeps away from everything where the configuration cannot be read', async () => {
    const ended = await bot.exec(['prove', ...MEANT, '--config', 'package.json']);
    expect(ended).toMatchObject({ code: 78, out: '' });
    expect(ended.err).toContain('does not say which accounts are production');
  });

  test('goes nowhere but to AWS', async () => {
    const ended = await bot.exec(['prove', ...MEANT], { PROD_ACCESS_STAND_IN: '' });
    expect(ended).toMatchObject({ code: 78, out: '' });
    expect(ended.err).toContain('AWS_ENDPOINT_URL leads outside amazonaws.com');
  });

  test('wants the account typed, and there is nobody to type it', async () => {
    const ended = await bot.exec(['prove', '--account', JUMP]);
    expect(ended).toMatchObject({ code: 64, out: '' });
    expect(ended.err).toContain(`say so: --yes ${JUMP}`);
  });

  test('removes all it made when it is told to stop', async () => {
    const { child, ended } = await begun();
    child.kill('SIGINT');
    const { code, out } = await ended;
    expect(code).toBe(1);
    expect(out).toContain('interrupted');
    expect(out).toContain('All that was made has been removed');
    expect(mine()).toEqual([]);
  });

  test('leaves traces when it is killed, which the next one finds and removes', async () => {
    const { child, ended } = await begun();
    child.kill('SIGKILL');
    await ended;
    expect(mine().length).toBeGreaterThan(0);
    const cleaned = await bot.exec(['prove', ...MEANT, '--clean'], BY_ADMIN);
    expect(cleaned).toMatchObject({ code: 0, err: '' });
    expect(cleaned.out).toMatch(/^To be removed from account .*user prod-access-prove-/);
    expect(mine()).toEqual([]);
  });
});
