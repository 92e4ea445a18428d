/** A bot in Slack alone pays nothing for Teams: not one module of it is loaded. */

import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { ROOT } from '../house/checkout.ts';
import { botForEachTest } from './bot.ts';

const bot = botForEachTest();

/** Where it is noted what was loaded, and the environment in which that is done. */
function noting() {
  const file = join(bot.town.folder, 'loaded.txt');
  writeFileSync(file, '');
  const preload = pathToFileURL(join(ROOT, 'test/process/note-teams.mjs')).href;
  const env = { NODE_OPTIONS: `--import ${preload}`, LOADED_OF_TEAMS: file };
  return { env, loaded: () => readFileSync(file, 'utf8') };
}

describe('what is there for Teams', () => {
  test('is not loaded where there is Slack alone, however long somebody works', async () => {
    const { env, loaded } = noting();
    const program = await bot.served({ env });
    await bot.givenAccess();
    await bot.stopped(program, 'SIGTERM');
    expect(loaded()).toBe('');
  });

  test('is seen as soon as its adapter is loaded', () => {
    const { env, loaded } = noting();
    const adapter = pathToFileURL(join(ROOT, 'adapters/teams/teams.ts')).href;
    const argv = ['--input-type=module', '--eval', `await import('${adapter}')`];
    const { PATH = '' } = process.env;
    expect(spawnSync(process.execPath, argv, { env: { PATH, ...env } }).status).toBe(0);
    expect(loaded()).toMatch(/adapters\/teams\/connector\.ts/);
    expect(loaded()).toMatch(/node_modules\/botbuilder\//);
    expect(loaded()).toMatch(/node_modules\/botframework-connector\//);
    expect(loaded()).toMatch(/node_modules\/@azure\/msal-node\//);
  });
});
