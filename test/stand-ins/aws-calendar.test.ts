/** Change calendars through the real SDK: open or closed, at an instant, and until when. */

import * as SSM from '@aws-sdk/client-ssm';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { HOME } from './aws/sample.ts';
import {
  AIKO_KEY,
  createSsmSample,
  REGION,
  SHELL,
  type SsmSample,
  ssmOf,
} from './aws/ssm-sample.ts';

let sample: SsmSample;
beforeEach(async () => {
  sample = await createSsmSample();
});
afterEach(() => sample.aws.close());

const calendar = (type: 'OPEN' | 'CLOSED', ...events: string[]) =>
  [
    'BEGIN:VCALENDAR',
    'PRODID:-//AWS//Change Calendar 1.0//EN',
    'VERSION:2.0',
    `X-CALENDAR-TYPE:DEFAULT_${type}`,
    'X-WR-CALDESC:tests',
    ...events.flatMap((event) => ['BEGIN:VEVENT', 'UID:1', ...event.split('|'), 'END:VEVENT']),
    'END:VCALENDAR',
    '',
  ].join('\r\n');
const put = (name: string, type: 'OPEN' | 'CLOSED', ...events: string[]) =>
  sample.aws.ssm.region(HOME, REGION).putCalendar(name, calendar(type, ...events));
const ask = async (CalendarNames: string[], AtTime?: string) => {
  const command = new SSM.GetCalendarStateCommand({ CalendarNames, AtTime });
  const { State, NextTransitionTime } = await sample.ssm.send(command);
  return [State, NextTransitionTime];
};
const EVENING = 'DTSTART:20261122T180000Z|DTEND:20261122T200000Z';

describe('a calendar', () => {
  test('that is open is closed by its events, from their start to their end', async () => {
    put('Freeze', 'OPEN', EVENING);
    expect(await ask(['Freeze'])).toEqual(['OPEN', '2026-11-22T18:00:00Z']);
    expect(await ask(['Freeze'], '2026-11-22T17:59:59Z')).toEqual(['OPEN', '2026-11-22T18:00:00Z']);
    sample.clock.nowMs = Date.UTC(2026, 10, 22, 18);
    expect(await ask(['Freeze'])).toEqual(['CLOSED', '2026-11-22T20:00:00Z']);
    expect(await ask(['Freeze'], '2026-11-22T21:00:00+0100')).toEqual(['OPEN', undefined]);
  });

  test('that is closed is opened by its events', async () => {
    put('Window', 'CLOSED', EVENING);
    expect(await ask(['Window'])).toEqual(['CLOSED', '2026-11-22T18:00:00Z']);
    expect(await ask(['Window'], '2026-11-22T19:00:00Z')).toEqual(['OPEN', '2026-11-22T20:00:00Z']);
  });

  test('is open with others only where all of them are', async () => {
    put('Freeze', 'OPEN', EVENING, 'DTSTART:20261122T190000Z|DTEND:20261122T220000Z');
    put('Window', 'CLOSED', 'DTSTART:20261122T120000Z|DTEND:20261123T120000Z');
    const arn = `arn:aws:ssm:${REGION}:${HOME}:document/Window`;
    expect(await ask(['Freeze', arn])).toEqual(['OPEN', '2026-11-22T18:00:00Z']);
    expect(await ask(['Freeze', arn], '2026-11-22T19:30:00Z')).toEqual([
      'CLOSED',
      '2026-11-22T22:00:00Z',
    ]);
  });

  test('counts in the zone of its events, and whole days', async () => {
    put(
      'Tokyo',
      'OPEN',
      'DTSTART;TZID=Asia/Tokyo:20261123T090000|DTEND;TZID=Asia/Tokyo:20261123T180000',
    );
    expect(await ask(['Tokyo'])).toEqual(['OPEN', '2026-11-23T00:00:00Z']);
    put('Day', 'OPEN', 'DTSTART;VALUE=DATE:20261122|DTEND;VALUE=DATE:20261123');
    expect(await ask(['Day'])).toEqual(['CLOSED', '2026-11-23T00:00:00Z']);
  });

  test('recurs by the day or the week, also across a change of the clocks', async () => {
    const berlin =
      'DTSTART;TZID=Europe/Berlin:20261024T020000|DTEND;TZID=Europe/Berlin:20261024T040000';
    put('Nights', 'OPEN', `${berlin}|RRULE:FREQ=DAILY;COUNT=40`);
    expect(await ask(['Nights'], '2026-11-22T00:00:00Z')).toEqual(['OPEN', '2026-11-22T01:00:00Z']);
    expect(await ask(['Nights'], '2026-12-24T00:00:00Z')).toEqual(['OPEN', undefined]);
    put(
      'Fridays',
      'OPEN',
      `DTSTART:20261106T120000Z|DTEND:20261109T000000Z|RRULE:FREQ=WEEKLY;UNTIL=20261120`,
    );
    expect(await ask(['Fridays'])).toEqual(['CLOSED', '2026-11-23T00:00:00Z']);
    expect(await ask(['Fridays'], '2026-11-23T00:00:00Z')).toEqual(['OPEN', undefined]);
  });
});

test.each([
  ['is not there', ['Nothing'], 'InvalidDocument'],
  ['is no calendar', [SHELL], 'InvalidDocumentType'],
  [
    'is another account’s',
    ['arn:aws:ssm:eu-central-1:222222222222:document/Odd'],
    'InvalidDocument',
  ],
])('a calendar that %s is told so', async (_, names, name) => {
  put('Odd', 'OPEN');
  await expect(ask(names)).rejects.toMatchObject({ name });
});

test('a calendar is made as a text, read as one, and told to who may ask', async () => {
  const create = (Content: string, DocumentFormat: SSM.DocumentFormat = 'TEXT') => {
    const asked = {
      Name: 'Made',
      Content,
      DocumentType: 'ChangeCalendar',
      DocumentFormat,
    } as const;
    return sample.ssm.send(new SSM.CreateDocumentCommand(asked));
  };
  const refusal = { name: 'InvalidDocumentContent' };
  await expect(create('{}', 'JSON')).rejects.toMatchObject(refusal);
  await expect(create('BEGIN:VCALENDAR')).rejects.toMatchObject(refusal);
  const monthly = calendar('OPEN', `${EVENING}|RRULE:FREQ=MONTHLY`);
  await expect(create(monthly)).rejects.toMatchObject({ name: 'UnsupportedCalendarException' });
  await create(calendar('OPEN'));
  const { Content, DocumentFormat } = await sample.ssm.send(
    new SSM.GetDocumentCommand({ Name: 'Made' }),
  );
  expect([Content, DocumentFormat]).toEqual([calendar('OPEN'), 'TEXT']);
  const denied = ssmOf(sample.aws, AIKO_KEY).send(
    new SSM.GetCalendarStateCommand({ CalendarNames: ['Made'] }),
  );
  await expect(denied).rejects.toMatchObject({ name: 'AccessDeniedException' });
});
