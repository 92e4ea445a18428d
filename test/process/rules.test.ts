/** Commands about the rules, as an operator runs them. */

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSqliteStore } from '../../adapters/sqlite/store.ts';
import { run } from './program.ts';
import { createTown, type Town } from './town.ts';

const EXAMPLE = readFileSync(new URL('../../prod-access.example.yml', import.meta.url), 'utf8');

let town: Town;
let folder: string;
beforeAll(async () => {
  town = await createTown();
  openSqliteStore(town.database).close();
  folder = join(town.folder, 'rules');
  mkdirSync(folder);
  writeFileSync(join(folder, 'prod-access.yml'), EXAMPLE);
});
afterAll(() => town?.close());

const exec = (...argv: readonly string[]) =>
  run([...argv, '--config', 'prod-access.yml'], { env: town.env, cwd: folder });

const SCENARIOS = `scenarios:
  - name: Two leads for the database
    person: aiko
    entitlement: prod-db
    for: 2h
    at: 2026-12-01 10:00
    expect: needs-approval
    levels: { leads: 2 }
`;

test('explain takes names, a moment in a zone, and speaks to machines', async () => {
  const asked = ['--person', 'aiko', '--entitlement', 'prod-db', '--for', '2h'];
  const at = ['--at', '2026-12-24 03:00 Asia/Tokyo'];
  const said = await exec('explain', ...asked, ...at);
  expect(said).toMatchObject({ code: 0, err: '' });
  expect(said.out).toContain('Thu 24 Dec 03:00 (JST)');
  expect(said.out).toContain('Could approve: ben, chie, dai.');
  const json = await exec('explain', ...asked, '--json');
  expect(JSON.parse(json.out)).toMatchObject({ person: 'aiko', decision: 'needs-approval' });
});

test('explain refuses with 1, and is told in Japanese where that is asked for', async () => {
  const no = await exec('explain', 'mallory', 'prod-db', '--lang', 'ja');
  expect(no.code).toBe(1);
  expect(no.out).toContain('ルール prod-two-people が適用されます');
  expect((await exec('explain', 'aiko')).err).toContain('--person aiko --entitlement prod-db');
  expect((await exec('explain', 'aiko', '--lang', 'ja')).err).toContain('誰が何を申請するのか');
});

test('explain says of a rule that it lets nobody break the glass', async () => {
  const { code, out } = await exec('explain', 'aiko', 'prod-db', '--break-glass');
  expect(code).toBe(1);
  expect(out).toContain('It lets nobody break the glass.');
  expect(out).not.toContain('not eligible');
});

test('what explain does not understand is a problem to machines as well, with 64', async () => {
  for (const wrong of [['nobody', 'prod-db'], ['aiko'], ['aiko', 'prod-db', '--lang', 'fr']]) {
    const { code, out, err } = await exec('explain', ...wrong, '--json');
    expect({ code, err }).toEqual({ code: 64, err: '' });
    expect(JSON.parse(out)).toEqual({ problem: expect.any(String) });
  }
});

test('policy test finds the scenarios beside the configuration', async () => {
  expect((await exec('policy', 'test')).err).toContain('No scenarios belong to ');
  writeFileSync(join(folder, 'a.scenarios.yml'), SCENARIOS);
  // Those of another configuration stay with it.
  writeFileSync(join(folder, 'other.yml'), EXAMPLE);
  writeFileSync(join(folder, 'other.scenarios.yml'), SCENARIOS.replace('aiko', 'nobody'));
  const { code, out } = await exec('policy', 'test');
  expect(code).toBe(0);
  expect(out).toContain('1 scenario, all as expected.');
});

test('policy test fails for a planted mistake, naming rule and scenario', async () => {
  const wrong = join(folder, 'wrong.yml');
  writeFileSync(wrong, SCENARIOS.replace('leads: 2', 'leads: 1'));
  const { code, out } = await exec('policy', 'test', wrong);
  expect(code).toBe(1);
  expect(out).toContain('FAIL  Two leads for the database');
  expect(out).toContain('decided by rule prod-two-people');
});

test('policy test says of a scenario file what is wrong in it, and where', async () => {
  const wrong = join(folder, 'nobody.yml');
  writeFileSync(wrong, SCENARIOS.replace('person: aiko', 'person: aikko'));
  const { code, err } = await exec('policy', 'test', wrong);
  expect(code).toBe(78);
  expect(err).toMatch(/nobody\.yml:3:13 .*there is no person "aikko"; did you mean "aiko"\?/);
});

test('policy replay reads the records and writes nothing', async () => {
  const { code, out } = await exec('policy', 'replay', '--since', '2026-11-01');
  expect(code).toBe(0);
  expect(out).toBe('0 requests since 2026-11-01.\n');
  for (const day of ['monday', '2026-02-30']) {
    const ended = await exec('policy', 'replay', '--since', day);
    expect(ended).toMatchObject({ code: 64, out: '' });
    expect(ended.err).toContain(`There is no day ${day}. --since takes one such as 2026-11-01.`);
  }
  expect((await exec('policy')).err).toContain('policy import, or policy replay');
});

test.each([
  ['policy test', ['policy', 'test', '.']],
  ['policy replay', ['policy', 'replay', '--suppose', '.']],
  ['policy import', ['policy', 'import', 'jitna', '.']],
])('%s says of a folder that it is one', async (_, argv) => {
  const { code, err } = await exec(...argv);
  expect(err).toContain('.:1:1 is a directory');
  expect(code).toBe(78);
});

test('so does what takes a database', async () => {
  const { code, out, err } = await exec('policy', 'replay', '--database', '.');
  expect({ code, out }).toEqual({ code: 78, out: '' });
  expect(err).toBe('. is a directory; name the file, as prod-access.sqlite.\n');
});

test.each([
  ['prod-access.example.yml', 5],
  ['deploy/policies/prod-access.yml', 10],
])('%s decides as its scenarios say, each rule and statement exercised', async (path, count) => {
  const example = new URL(`../../${path}`, import.meta.url).pathname;
  const argv = ['policy', 'test', '--config', example];
  const { code, out } = await run(argv, { env: town.env, cwd: folder });
  expect(out).toContain(`${count} scenarios, all as expected.`);
  expect(out).toContain('Every rule and every statement was exercised.');
  expect(code).toBe(0);
});
