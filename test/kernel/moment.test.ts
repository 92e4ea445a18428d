/** Instants as operators write them. */

import { describe, expect, test } from 'vitest';
import { readMoment } from '../../src/kernel/moment.ts';

describe('a moment', () => {
  test.each([
    ['2026-12-24 03:00 Asia/Tokyo', '2026-12-23T18:00:00Z'],
    ['2026-12-24 03:00', '2026-12-24T02:00:00Z'],
    ['2026-12-24 3:00', '2026-12-24T02:00:00Z'],
    ['2026-12-24T03:00Z', '2026-12-24T03:00:00Z'],
    ['2026-12-24 03:00 UTC', '2026-12-24T03:00:00Z'],
    ['2026-12-24T03:00:30+09:00', '2026-12-23T18:00:30Z'],
  ])('%s is read in the zone it names, or in that of the file', (text, iso) => {
    expect(readMoment(text, 'Europe/Berlin')).toBe(Date.parse(iso));
  });

  test.each([
    '2026-02-30 03:00',
    '24.12.2026 03:00',
    '2026-12-24',
    '2026-12-24 25:00',
    '2026-12-24 03:00 Asia/Tokio',
    '2027-03-28 02:30',
    '2026-10-25 02:30',
  ])('%s is none: it does not exist, exists twice, or is not understood', (text) => {
    expect(readMoment(text, 'Europe/Berlin')).toBeUndefined();
  });
});
