/** With chat away and nobody let into a task, one more bot on the table ends access. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { read, ROOT } from '../house/checkout.ts';
import { freePort, launch, type Program } from '../process/program.ts';
import { channelOf } from '../process/story.ts';
import { createTown, slackId, type Town } from '../process/town.ts';

/** As docs/containers.md has ECS run it. */
const SHELL = /"sh", "-c",\s*"(?<line>[^"]+)"/.exec(read('docs/containers.md'))?.groups?.['line'];

let town: Town;
let first: Program;
let place: string;
beforeEach(async () => {
  town = await createTown({ isShared: true });
  first = launch(['serve'], { env: town.env, cwd: town.folder });
  // In the image the command is there by name.
  place = mkdtempSync(join(tmpdir(), 'prod-access-task-'));
  symlinkSync(join(ROOT, 'bin/prod-access.mjs'), join(place, 'prod-access'));
});
afterEach(async () => {
  first.child.kill('SIGKILL');
  await first.ended;
  await town.close();
  rmSync(place, { recursive: true, force: true });
});

const cardText = () => {
  const card = town.slack.messages(channelOf('logs')).find((one) => !one.threadTs);
  return card ? town.slack.plainText(card) : '';
};
const until = async (holds: () => boolean) => {
  await expect.poll(holds, { timeout: 30_000 }).toBe(true);
};

async function givenAccess(): Promise<string> {
  await until(() => town.slack.sockets.count > 0);
  const engineer = town.slack.as(slackId('engineer1'));
  await engineer.command('/prod-access', 'logs 30m Look at the night of the twelfth');
  await until(() => cardText().includes('waiting'));
  const ts = town.slack.messages(channelOf('logs'))[0]?.ts ?? '';
  await town.slack.as(slackId('lead1')).click(channelOf('logs'), ts, 'Approve');
  await until(() => cardText().includes('active until'));
  return /PA-\w+/.exec(cardText())?.[0] ?? '';
}

/** A group of processes that is stopped as one, as a task is. */
async function task(line: string) {
  const PATH = [place, dirname(process.execPath), process.env['PATH'] ?? ''].join(delimiter);
  const PORT = String(await freePort());
  const env = { ...town.env, SLACK_API_URL: 'http://127.0.0.1:9/api/', PATH, PORT };
  const child = spawn('sh', ['-c', line], { cwd: place, env, detached: true });
  const said = { out: '' };
  child.stdout.setEncoding('utf8').on('data', (part: string) => {
    said.out += part;
  });
  const ended = once(child, 'close');
  const stop = async () => {
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGTERM');
    await ended;
  };
  return { said, stop };
}

test('one more bot on the table ends access by command, though all others are dead', async () => {
  const id = await givenAccess();
  first.child.kill('SIGKILL');
  await first.ended;
  expect(town.may('engineer1', 'ProdLogReader')).toBe(true);
  const { said, stop } = await task(String(SHELL).replace('PA-7K3M2', id));
  try {
    await until(() => said.out.includes(`${id} is being revoked`));
    await until(() => !town.may('engineer1', 'ProdLogReader'));
  } finally {
    await stop();
  }
}, 90_000);
