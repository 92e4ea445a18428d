/** The demo of `npm start`: its small world, as whoever plays with it leaves and finds it. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
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
