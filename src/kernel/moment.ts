/** An instant as operators write it: `2026-12-24 03:00 Asia/Tokyo`, or with an offset, or bare. */

import type { EpochMs } from './time.ts';

const WRITTEN = new RegExp(
  [
    String.raw`^(\d{4}-\d{2}-\d{2})[ T](\d{1,2}:\d{2}(?::\d{2})?)`,
    String.raw`(?:\s*(Z|[+-]\d{2}:\d{2}|[A-Za-z][\w+-]*(?:/[\w+-]+)*))?$`,
  ].join(''),
);

/** `zone` is that of a moment that names none. Undefined for what is none, or is none there. */
export function readMoment(text: string, zone: string): EpochMs | undefined {
  const [, date = '', clock = '', place = zone] = WRITTEN.exec(text.trim()) ?? [];
  if (date === '') return undefined;
  const iso = `${date}T${clock.padStart(clock.length > 5 ? 8 : 5, '0')}`;
  try {
    if (/^(?:Z|[+-]\d)/.test(place)) return Temporal.Instant.from(iso + place).epochMilliseconds;
    const local = Temporal.PlainDateTime.from(iso);
    // An hour that a change of the clock leaves out, or has twice, is no one moment.
    return local.toZonedDateTime(place, { disambiguation: 'reject' }).epochMilliseconds;
  } catch {
    return undefined;
  }
}
