/** A calendar beside the configuration that cannot be read is a problem with file and line. */

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readConfig } from '../../../adapters/registry.ts';
import { parseConfig } from '../../../src/config/parse.ts';
import { icsOf, YEAR_END } from './sample.ts';

const EXAMPLE = readFileSync(new URL('../../../prod-access.example.yml', import.meta.url), 'utf8');
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'prod-access-calendars-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function problems(text: string | undefined): Promise<readonly string[]> {
  const path = join(folder, 'prod-access.yml');
  writeFileSync(path, `${EXAMPLE}\ncalendars:\n  year-end: { ics: freeze.ics }\n`);
  if (text !== undefined) writeFileSync(join(folder, 'freeze.ics'), text);
  const read = await readConfig(path, parseConfig);
  if (read.ok) return [];
  return read.problems.map(
    (one) => `${one.file.slice(folder.length + 1)}:${one.line} ${one.message}`,
  );
}

test('one that can be read is no problem', async () => {
  expect(await problems(icsOf(YEAR_END))).toEqual([]);
});

test('one that is not there is a problem of the configuration', async () => {
  expect((await problems(undefined)).join()).toContain('freeze.ics does not exist');
});

test.each([
  ['a line that is none', icsOf(YEAR_END, 'DTSTART:20261224T100000Z|nonsense'), 12],
  ['a time that is none', icsOf(YEAR_END, 'DTSTART:tomorrow'), 11],
  ['a time that is cut short', icsOf(YEAR_END, 'DTSTART:20261224T1000Z'), 11],
  ['an event without a start', icsOf(YEAR_END, 'SUMMARY:x'), 9],
  ['a rule that matches no day', icsOf(`${YEAR_END}|RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30`), 4],
  ['a page', '<html>', 1],
])('%s is told with its line', async (_, text, line) => {
  const [first = ''] = await problems(text);
  expect(first).toMatch(new RegExp(`^freeze\\.ics:${line} cannot be read as a calendar: .`));
});
