/** A calendar beside the configuration that cannot be read is a problem with file and line. */

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readConfig } from '../../../adapters/registry.ts';
import { parseConfig } from '../../../src/config/parse.ts';
import { problemLine } from '../../../src/config/problem.ts';
import { icsOf, typed, YEAR_END } from './sample.ts';

const EXAMPLE = readFileSync(new URL('../../../prod-access.example.yml', import.meta.url), 'utf8');
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'prod-access-calendars-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function problems(text: string | undefined, more = ''): Promise<readonly string[]> {
  const path = join(folder, 'prod-access.yml');
  writeFileSync(path, `${EXAMPLE}\ncalendars:\n  year-end: { ics: freeze.ics${more} }\n`);
  if (text !== undefined) writeFileSync(join(folder, 'freeze.ics'), text);
  const read = await readConfig(path, parseConfig);
  if (read.ok) return [];
  return read.problems.map((one) => problemLine(one).slice(folder.length + 1));
}

test('one that can be read is no problem', async () => {
  expect(await problems(icsOf(YEAR_END))).toEqual([]);
});

test('one that is not there is a problem of the configuration', async () => {
  expect((await problems(undefined)).join()).toContain('freeze.ics does not exist');
});

test.each([
  ['a line that is none', icsOf(YEAR_END, 'DTSTART:20261224T100000Z|nonsense'), 12],
  ['an event without a start', icsOf(YEAR_END, 'SUMMARY:x'), 9],
  ['a rule that matches no day', icsOf(`${YEAR_END}|RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30`), 4],
  ['a page', '<html>', 1],
])('%s is told with its line', async (_, text, line) => {
  const [first = ''] = await problems(text);
  expect(first).toMatch(new RegExp(`^freeze\\.ics:${line}:1 cannot be read as a calendar: .`));
});

const TOKYO = 'DTSTART;TZID=Asia/Tokyo';
const timed = (time: string) => `${TOKYO}:${time}|DURATION:P30D`;
const day = (from: string, to: string) => `DTSTART;VALUE=DATE:${from}|DTEND;VALUE=DATE:${to}`;

test.each([
  [timed('20261131T180000'), 'DTSTART: there is no day 2026-11-31'],
  [timed('20260230T180000'), 'DTSTART: there is no day 2026-02-30'],
  [timed('20261228T250000'), 'DTSTART: there is no time 25:00:00'],
  [timed('20261328T180000'), 'DTSTART: there is no month 2026-13'],
  [`UID:2|${TOKYO}:20261228T180000|DTEND:20261232T090000`, 'DTEND: there is no day 2026-12-32', 13],
  [`${day('20260101', '20260102')}|RRULE:FREQ=DAILY;UNTIL=20261131`, 'RRULE: there is no day', 13],
  [
    `${timed('20261228T180000')}|EXDATE:20261228T090000Z,\r\n 20261131T090000Z`,
    'EXDATE: there',
    13,
  ],
  [
    timed('2026-12-28T18:00'),
    'DTSTART: expected a time as 20261228T180000, got "2026-12-28T18:00"; write 20261228T180000',
  ],
  [timed('tomorrow'), 'DTSTART: expected a time as 20261228T180000, got "tomorrow"'],
  ['DTSTART:20261224|DURATION:P3D', 'DTSTART: a whole day is written DTSTART;VALUE=DATE:20261224'],
  [
    `${timed('20261228T180000')}|RDATE;VALUE=PERIOD:20270107T090000Z/20270107T120000Z`,
    'RDATE: a period is not read here; write an event of its own for it',
    13,
  ],
])(
  '%j, which the clock or the library reads otherwise, is told',
  async (event, said, line = 11) => {
    const [first = ''] = await problems(icsOf(YEAR_END, event));
    expect(first).toContain(`freeze.ics:${line}:1 ${said}`);
  },
);

test('each impossible time is told at once; those of a leap are none', async () => {
  const text = icsOf(timed('20261131T180000'), timed('20280229T235960'), timed('20270229T180000'));
  expect(await problems(text)).toHaveLength(2);
});

test.each([
  [`${TOKYO}:20261228T180000`, 'this event has no end, so it closes nothing; give it DTEND'],
  [day('20261224', '20261224'), 'this event ends as it begins, so it closes nothing; DTEND is'],
  [`${TOKYO}:20261228T180000|DURATION:PT0S`, 'this event ends as it begins, so it closes nothing'],
])('%j, which is on at no time, is told with its line', async (event, said) => {
  const [first = ''] = await problems(icsOf(event));
  expect(first).toContain(`freeze.ics:6:1 DTSTART: ${said}`);
});

test('an event that was called off, or is an alarm of one, needs no end', async () => {
  const alarm = 'BEGIN:VALARM|TRIGGER:-PT5M|DURATION:PT0S|END:VALARM';
  const off = `${TOKYO}:20261228T180000|STATUS:CANCELLED`;
  expect(await problems(icsOf(off, `${timed('20261228T180000')}|${alarm}`))).toEqual([]);
  const free = icsOf(`${TOKYO}:20261228T180000|TRANSP:TRANSPARENT`);
  expect(await problems(free, ', outside: closed')).toEqual([]);
  const [first] = await problems(icsOf(`${TOKYO}:20261228T180000`), ', outside: closed');
  expect(first).toContain('so it opens nothing');
});

test.each([
  ['CLOSED', '', 'DEFAULT_CLOSED means closed while no event is on; write outside: closed for it'],
  [
    'OPEN',
    ', outside: closed',
    'DEFAULT_OPEN means open while no event is on; write outside: open',
  ],
])(
  'a Change Calendar that is %s outside agrees with the configuration',
  async (type, more, said) => {
    const text = typed(type, icsOf(YEAR_END));
    const [first] = await problems(text, more);
    expect(first).toContain(`freeze.ics:3:1 X-CALENDAR-TYPE: ${said}`);
    expect(await problems(text, `, outside: ${type.toLowerCase()}`)).toEqual([]);
  },
);

test('a file that begins with a byte order mark is read without it', async () => {
  expect(await problems(`\uFEFF${icsOf(YEAR_END)}`)).toEqual([]);
  const [first] = await problems(`\uFEFF${icsOf(YEAR_END, 'SUMMARY:x')}`);
  expect(first).toContain('freeze.ics:9:1 cannot be read as a calendar: an event has no DTSTART');
});
