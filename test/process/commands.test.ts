/** The commands as a user runs them: what is said, where, and with which exit code. */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openSqliteStore } from '../../adapters/sqlite/store.ts';
import { type Ended, run } from './program.ts';
import { CONFIG, createTown, type Town } from './town.ts';

let town: Town;
beforeAll(async () => {
  town = await createTown();
  openSqliteStore(town.database).close();
});
afterAll(() => town?.close());

const exec = (argv: readonly string[], env: Readonly<Record<string, string>> = {}) =>
  run(argv, { env: { ...town.env, ...env }, cwd: town.folder });

/** A sentence for a person, never a trace. */
function expectSentence({ err, out }: Ended): void {
  expect(out).toBe('');
  expect(err).toMatch(/[.?]\n$/);
  expect(err).not.toMatch(/^\s+at /m);
}

test('revoke-only makes one round without records, and says what it did', async () => {
  const { code, out } = await exec(['revoke-only', '--once'], { PROD_ACCESS_DATABASE: '/nowhere' });
  expect({ code, out }).toEqual({ code: 0, out: '0 removed, 0 could not be.\n' });
});

describe('what was typed', () => {
  test('help lists every command, with or without the word', async () => {
    const [help, nothing, flag] = await Promise.all([exec(['help']), exec([]), exec(['--help'])]);
    expect(help).toMatchObject({ code: 0, err: '' });
    for (const name of ['serve', 'check', 'explain', 'revoke', 'audit verify', 'doctor']) {
      expect(help.out).toContain(`  ${name}`);
    }
    expect([nothing.out, flag.out]).toEqual([help.out, help.out]);
  });

  test.each([
    ['a command that is none', ['chek'], 'no command "chek"; did you mean "check"?'],
    ['an option that is none', ['check', '--confg', 'x'], '--confg; did you mean "--config"?'],
    ['an option without its value', ['audit', 'export', '--from'], '--from needs a value'],
    [
      'an option of another command',
      ['revoke', 'PA-00000', '--format', 'csv'],
      'takes no --format',
    ],
    ['too short a grace', ['revoke-only', '--grace', '1m'], 'at least 5m, as 15m; got "1m"'],
    ['a word too many', ['check', 'other.yml'], 'does not know what to do with "other.yml"'],
    ['a file for serve, as for check', ['serve', 'other.yml'], 'do with "other.yml"'],
    ['half a command', ['audit', 'verfy'], 'audit verify'],
    ['a format that is none', ['audit', 'export', '--format', 'xml'], 'jsonl or csv, not xml'],
    ['a day that is none', ['audit', 'export', '--from', 'tuesday'], '2026-11-01'],
    [
      'a span with nothing in it',
      ['audit', 'export', '--from', '2026-11-02', '--to', '2026-11-01'],
      '--to is not after --from',
    ],
    ['a copy to nowhere', ['store', 'backup'], 'store backup /backup/prod-access.db'],
    [
      'a copy of a table',
      ['store', 'backup', 'x.db', '--database', 'dynamodb:prod-access'],
      'switch on point-in-time recovery',
    ],
    ['a key for no ledger', ['audit', 'verify', '--key', 'x.pem'], 'verify --ledger --key FILE'],
    [
      'blocks of no export',
      ['audit', 'verify', '--blocks', 'x', '--key', 'x.pem'],
      '--export FILE --blocks DIR --key FILE',
    ],
    [
      'blocks without a key',
      ['audit', 'verify', '--export', 'x', '--blocks', 'x'],
      'the public half of the key',
    ],
    ['a Region that is none', ['init', '--region', 'mars'], '--region is no Region'],
    ['a value that begins with a hyphen', ['explain', '--for', '-1h'], 'written --for=-…'],
    ['no id', ['revoke'], 'revoke PA-'],
    ['no person', ['explain'], 'explain --person aiko --entitlement prod-db'],
  ])('%s is wrong usage', async (_, argv, words) => {
    const ended = await exec(argv);
    expect(ended.err).toContain(words);
    expect(ended).toMatchObject({ code: 64 });
    expect(ended.err).not.toMatch(/^\s+at /m);
  });

  test('--config and --database count for every command that reads them', async () => {
    const nowhere = join(town.folder, 'nowhere.yml');
    const served = await exec(['serve', '--config', nowhere]);
    expect(served).toMatchObject({ code: 78 });
    expect(served.err).toContain('nowhere.yml:1:1 does not exist');
    const other = join(town.folder, 'other.db');
    expect((await exec(['revoke', 'PA-00000', '--database', other])).err).toContain(
      'other.db.sock',
    );
  });
});

describe('check', () => {
  test('passes the example', async () => {
    const ended = await run(['check', '--config', 'prod-access.example.yml']);
    expect(ended).toMatchObject({ code: 0, err: '' });
    expect(ended.out).toContain('prod-access.example.yml is sound: 3 entitlements, 2 rules.');
  });

  test('finds all of five mistakes, each with line and column', async () => {
    const file = join(town.folder, 'five.yml');
    const planted = CONFIG.replace('eligible: [engineers]', 'eligible: [enginers]')
      .replace('longest: 4h', 'longest: 4 hours')
      .replace('lapse: 1h', 'laps: 1h')
      .replace('slack: U0LEAD2', 'slack: lead2')
      .replace('channel: C0APPROVE2', 'channel: approvals');
    writeFileSync(file, planted);
    const ended = await exec(['check', '--config', file]);
    expect(ended.code).toBe(78);
    const lines = ended.err.trim().split('\n');
    expect(lines.at(-1)).toMatch(/^5 errors\. /);
    for (const line of lines.slice(0, -1)) expect(line).toMatch(/five\.yml:\d+:\d+ /);
  });
});

describe('explain', () => {
  test('says what policy would decide', async () => {
    const ended = await exec(['explain', 'engineer1', 'db', '--time', '1h']);
    expect(ended).toMatchObject({ code: 0, err: '' });
    expect(ended.out).toContain('0 of 2 from leads');
  });

  test('names those it knows when it does not know the one', async () => {
    const ended = await exec(['explain', 'nobody', 'db']);
    expect(ended).toMatchObject({ code: 64, out: '' });
    expect(ended.err).toContain('engineer1');
  });
});

describe('serve refuses to start, in a sentence and with 78', () => {
  test('with nothing set', async () => {
    const ended = await run(['serve'], { cwd: town.folder });
    expect(ended.code).toBe(78);
    expectSentence(ended);
    expect(ended.err).toMatch(/SLACK_BOT_TOKEN is not set[\s\S]*SLACK_SIGNING_SECRET/);
  });

  test.each(['SLACK_BOT_TOKEN', 'SLACK_APP_TOKEN'])('with a %s that is wrong', async (name) => {
    const kind = name === 'SLACK_APP_TOKEN' ? 'xapp' : 'xoxb';
    const env = {
      PROD_ACCESS_DATABASE: join(town.folder, 'x.db'),
      [name]: `${kind}-1-wrong-token`,
    };
    const ended = await exec(['serve'], env);
    expect(ended.code).toBe(78);
    expectSentence(ended);
    expect(ended.err).toContain(`${name}: Slack refuses`);
    const examined = await exec(['doctor'], env);
    expect(examined.code).toBe(1);
    expect(examined.out).toContain(`WRONG Slack workspace: ${name}: Slack refuses`);
  });

  test('on a database of the demo', async () => {
    const path = join(town.folder, 'demo.db');
    openSqliteStore(path, { kind: 'demo' }).close();
    const ended = await exec(['serve'], { PROD_ACCESS_DATABASE: path });
    expect(ended.code).toBe(78);
    expectSentence(ended);
    expect(ended.err).toContain('belongs to the demo');
  });

  test('with endpoints elsewhere, unless this is a test', async () => {
    const ended = await exec(['serve'], { PROD_ACCESS_STAND_IN: '' });
    expect(ended.code).toBe(78);
    expectSentence(ended);
    expect(ended.err).toMatch(/AWS_ENDPOINT_URL leads outside amazonaws\.com/);
    expect(ended.err).toMatch(/SLACK_API_URL leads outside slack\.com/);
    expect(ended.err).not.toContain('127.0.0.1');
  });

  test.each([
    ['that does not exist', 'nope.yml', 'does not exist; begin with a copy'],
    ['that is a folder', '', 'is a directory'],
  ])('with a configuration %s', async (_, name, words) => {
    const ended = await exec(['serve'], { PROD_ACCESS_CONFIG: join(town.folder, name) });
    expect(ended).toMatchObject({ code: 78, out: '' });
    expect(ended.err).toContain(words);
  });

  test('with a database that is none, or in a folder that is not there', async () => {
    const text = join(town.folder, 'text.db');
    writeFileSync(text, 'Dear diary. '.repeat(500));
    const damaged = await exec(['serve'], { PROD_ACCESS_DATABASE: text });
    const nowhere = await exec(['serve'], { PROD_ACCESS_DATABASE: join(town.folder, 'no/x.db') });
    for (const ended of [damaged, nowhere]) {
      expect(ended.code).toBe(78);
      expectSentence(ended);
    }
  });
});
