/** The demo of `npm start`: its small world, as whoever plays with it leaves and finds it. */

import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, expect, test } from 'vitest';
import { type Demo, startDemo } from '../../tools/demo/demo.ts';
import { startTeamsDemo } from '../../tools/demo-teams/demo.ts';
import { openTown, type Town } from '../../tools/demo/town.ts';
import { CHANNELS, PEOPLE } from '../story/seed.ts';

const ENVIRONMENT = { ...process.env };
const open: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of open.splice(0)) await close();
  for (const name of Object.keys(process.env)) delete process.env[name];
  Object.assign(process.env, ENVIRONMENT);
});

async function town(): Promise<Town> {
  const folder = mkdtempSync(join(tmpdir(), 'prod-access-demo-'));
  const opened = await openTown(folder);
  open.push(async () => {
    await opened.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return opened;
}

async function playing(port: number): Promise<{ demo: Demo; folder: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'prod-access-demo-'));
  const demo = await startDemo(folder, port);
  open.push(async () => {
    await demo.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return { demo, folder };
}

test.each(['AWS_USE_FIPS_ENDPOINT', 'AWS_USE_DUALSTACK_ENDPOINT'])(
  'an ask becomes a card though %s is set',
  async (name) => {
    process.env[name] = 'true';
    const { slack } = await town();
    const line = 'prod-logs 1h Look for the slow query';
    const at = { channel: CHANNELS.approvals };
    const answer = await slack.as(PEOPLE.aiko).command('/prod-access', line, at);
    expect(slack.plainText(await answer.untilWhisper())).toMatch(/^PA-\w+/);
  },
);

test('the bot is on that was turned off and on in one breath', async () => {
  const here = await town();
  await Promise.all([here.turnBot(false), here.turnBot(true), here.turnBot(true)]);
  expect(here.isBotOn()).toBe(true);
});

test('a second demo beside the first says that one plays, and deletes nothing', async () => {
  const { folder } = await playing(4490);
  await expect(startDemo(folder, 4490)).rejects.toThrow('This demo plays already.');
  const inTeams = startTeamsDemo({ folder, port: 56_350, language: 'en' });
  await expect(inTeams).rejects.toThrow('This demo plays already.');
  expect(existsSync(join(folder, 'prod-access.sqlite'))).toBe(true);
});

test('two who start over at once have one town between them', async () => {
  const { demo } = await playing(4480);
  const over = async () => {
    const addressBefore = process.env['AWS_ENDPOINT_URL'];
    const body = JSON.stringify({ do: 'start-over' });
    const { status } = await fetch(`${demo.url}act`, { method: 'POST', body });
    const isOther = process.env['AWS_ENDPOINT_URL'] !== addressBefore;
    return { status, isOther, address: process.env['AWS_ENDPOINT_URL'] };
  };
  const [one, other] = await Promise.all([over(), over()]);
  expect(one).toMatchObject({ status: 200, isOther: true });
  expect(other).toEqual(one);
});

test('a story is played in the terminal though AWS_USE_FIPS_ENDPOINT is set', async () => {
  const story = fileURLToPath(new URL('../../tools/story.ts', import.meta.url));
  const env = { ...process.env, AWS_USE_FIPS_ENDPOINT: 'true' };
  const { stdout } = await promisify(execFile)(process.execPath, [story, 'freeze'], { env });
  expect(stdout).toContain('Everything was as it should be.');
});
