/** Beside a running bot, or where there is none: what its neighbours on the host are told. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import { ROOT } from '../house/checkout.ts';
import { botForEachTest } from './bot.ts';
import { freePort, pause } from './program.ts';
import { tidy } from './tidy.ts';

const hasIpv6 = Object.values(networkInterfaces())
  .flat()
  .some((one) => one?.address === '::1');
const bot = botForEachTest();

describe('beside a running bot', () => {
  test('a second one on its database is refused; health, verify and revoke answer', async () => {
    await bot.served();
    const second = await bot.exec(['serve'], { PORT: String(await freePort()) });
    expect(second).toMatchObject({ code: 78, out: '' });
    expect(second.err).toContain('Another process is working on the database');
    expect(await bot.exec(['health'])).toMatchObject({ code: 0, out: 'ok\n' });
    expect(await bot.exec(['audit', 'verify'])).toMatchObject({ code: 0 });
    const unknown = await bot.exec(['revoke', 'PA-00000']);
    expect(unknown).toMatchObject({ code: 1 });
    expect(unknown.err).toBe('There is no request PA-00000. Its card shows the id.\n');
    tidy(bot.town);
    const well = await bot.exec(['doctor']);
    expect(well.out).not.toContain('WRONG');
    expect(well.code).toBe(0);
  });

  test('with Slack down, revoke still ends a grant', async () => {
    await bot.served();
    const id = await bot.givenAccess();
    expect(bot.town.may('engineer1', 'ProdLogReader')).toBe(true);
    const down = bot.town.slack.faults.add({ trouble: { kind: 'down', how: '503' } });
    bot.town.slack.sockets.drop();
    const said = await bot.exec(['revoke', id]);
    expect(said).toMatchObject({ code: 0, err: '' });
    expect(said.out).toContain(`${id} is being revoked.`);
    await bot.until(() => !bot.town.may('engineer1', 'ProdLogReader'), 5_000);
    expect(await bot.exec(['revoke', id])).toMatchObject({ code: 1 });
    down.remove();
    await bot.until(() => bot.cardText().includes('access removed'), 60_000);
  }, 100_000);

  test.skipIf(!hasIpv6)('it answers by IPv6 as by IPv4: a cluster may have one alone', async () => {
    await bot.served();
    const answers = ['127.0.0.1', '[::1]'].map(async (host) => {
      const answer = await fetch(`http://${host}:${bot.town.env['PORT']}/healthz`);
      return answer.status;
    });
    expect(await Promise.all(answers)).toEqual([200, 200]);
  });

  test('with Slack down it lives and is not ready: who restarts by health leaves it', async () => {
    await bot.served();
    expect(await bot.exec(['health', '--ready'])).toMatchObject({ code: 0, out: 'ok\n' });
    bot.town.slack.faults.add({ trouble: { kind: 'down', how: '503' } });
    bot.town.slack.sockets.drop();
    const unready = async () => (await bot.exec(['health', '--ready'])).err;
    while (!(await unready()).includes('No chat is connected')) await pause(100);
    expect(await bot.exec(['health', '--ready'])).toMatchObject({ code: 1, out: '' });
    expect(await bot.exec(['health'])).toMatchObject({ code: 0, out: 'ok\n' });
  }, 30_000);
});

test('health asks this machine itself, whatever proxy the environment names', async () => {
  await bot.served();
  const proxied = { NODE_USE_ENV_PROXY: '1', HTTP_PROXY: 'http://127.0.0.1:9' };
  expect(await bot.exec(['health'], proxied)).toMatchObject({ code: 0, out: 'ok\n' });
}, 30_000);

describe('with no bot running', () => {
  test('health and revoke say so, and what to do', async () => {
    const health = await bot.exec(['health']);
    expect(health).toMatchObject({ code: 1, out: '' });
    expect(health.err).toMatch(/Nothing answers on port \d+\. Is the bot running/);
    const revoke = await bot.exec(['revoke', 'PA-00000']);
    expect(revoke).toMatchObject({ code: 1, out: '' });
    expect(revoke.err).toContain('No running bot answers');
  });

  test('a changed event is found and named; a missing file is said to be missing', async () => {
    const program = await bot.served();
    // Facts stay with their record for two seconds, and move to the log then.
    await pause(3_500);
    await bot.stopped(program, 'SIGTERM');
    expect(await bot.exec(['audit', 'verify'])).toMatchObject({ code: 0 });
    const csv = await bot.exec(['audit', 'export', '--format', 'csv', '--from', '2020-01-01']);
    expect(csv.out.split('\r\n')[0]).toBe(
      '"time","record","seq","type","actor","facts","hash","break_glass","previous"',
    );
    expect(csv.out).toContain('"booted"');
    const none = await bot.exec(['audit', 'export', '--to', '2020-01-01']);
    expect(none).toMatchObject({ code: 0, out: '' });
    expect(tamper(bot.town.database)).toBe(1);
    const broken = await bot.exec(['audit', 'verify']);
    expect(broken).toMatchObject({ code: 3, out: '' });
    expect(broken.err).toMatch(/^Event 1 of journal\/\S+ is not what was recorded\.\n$/);
    const missing = await bot.exec(['audit', 'verify'], {
      PROD_ACCESS_DATABASE: join(bot.town.folder, 'none.db'),
    });
    expect(missing).toMatchObject({ code: 78, out: '' });
    expect(missing.err).toContain('--database');
    expect(existsSync(join(bot.town.folder, 'none.db'))).toBe(false);
  });

  test('a reader that goes away early is no failure of the export', async () => {
    await bot.stopped(await bot.served(), 'SIGTERM');
    const line = `"${process.execPath}" "${ROOT}/bin/prod-access.mjs" audit export | head -c 1`;
    const child = spawn('sh', ['-c', line], {
      env: { PATH: process.env['PATH'], ...bot.town.env },
    });
    let err = '';
    child.stderr.on('data', (part: Buffer) => {
      err += String(part);
    });
    await once(child, 'close');
    expect(err).toBe('');
  });
});

/** Somebody with an editor makes the first recorded fact say something else. */
function tamper(path: string): number | bigint {
  const database = new DatabaseSync(path);
  database.exec('DROP TRIGGER events_stay_as_they_are');
  const change = "UPDATE events SET json = replace(json, 'sqlite live', 'sqlite love')";
  const { changes } = database.prepare(`${change} WHERE seq = 1 AND record LIKE 'journal/%'`).run();
  database.close();
  return changes;
}
