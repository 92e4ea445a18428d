/** Instants as operators write them. */

import { describe, expect, test } from 'vitest';
import { readDay, readMoment } from '../../src/kernel/moment.ts';

describe('a moment', () => {
  test.each([
    ['2026-12-24 03:00 Asia/Tokyo', '2026-12-23T18:00:00Z'],
    ['2026-12-24 03:00', '2026-12-24T02:00:00Z'],
    ['2026-12-24 3:00', '2026-12-24T02:00:00Z'],
    ['2026-12-24T03:00Z', '2026-12-24T03:00:00Z'],
    ['2026-12-24 03:00 UTC', '2026-12-24T03:00:00Z'],
    ['2026-12-24T03:00:30+09:00', '2026-12-23T18:00:30Z'],
    ['2026-12-24T03:00:30.250Z', '2026-12-24T03:00:30.250Z'],
    ['2026-10-25 02:30 +02:00', '2026-10-25T00:30:00Z'],
    ['2026-10-25 02:30 +01:00', '2026-10-25T01:30:00Z'],
  ])('%s is read in the zone it names, or in that of the file', (text, iso) => {
    expect(readMoment(text, 'Europe/Berlin')).toEqual({ ok: true, atMs: Date.parse(iso) });
  });

  test.each([
    ['2026-02-30 03:00', { code: 'no-such-day', day: '2026-02-30' }],
    ['24.12.2026 03:00', { code: 'not-understood' }],
    ['2026-12-24', { code: 'not-understood' }],
    ['2026-12-24 25:00', { code: 'not-understood' }],
    ['2026-12-24 03:00 +25:00', { code: 'not-understood' }],
    ['2026-12-24 03:00 Asia/Tokio', { code: 'no-such-zone', zone: 'Asia/Tokio' }],
    ['2027-03-28 02:30', { code: 'skipped', clock: '02:30', zone: 'Europe/Berlin' }],
    ['2026-10-25 2:30', { code: 'twice', clock: '02:30', offset: '+02:00' }],
  ])('%s is none, and it is told why', (text, trouble) => {
    expect(readMoment(text, 'Europe/Berlin')).toMatchObject({ ok: false, trouble });
  });
});

describe('a day', () => {
  test('begins at midnight in UTC', () => {
    expect(readDay('2026-12-24')).toBe(Date.parse('2026-12-24T00:00:00Z'));
  });

  test.each(['2026-02-30', '2026-12-24T00:00Z', '24.12.2026', 'tuesday', ''])(
    '%j is none: the calendar has no such day, or it is not understood',
    (text) => {
      expect(readDay(text)).toBeUndefined();
    },
  );
});
