/** An instant as operators write it: `2026-12-24 03:00 Asia/Tokyo`, or with an offset, or bare. */

import type { EpochMs } from './time.ts';
import { instantsOf } from './time-input-calendar.ts';
import { isZone } from './time-zone-name.ts';

/** Why something written is no one moment, with the facts a sentence about it needs. */
export type MomentTrouble =
  | { readonly code: 'not-understood' }
  | { readonly code: 'no-such-day'; readonly day: string }
  | { readonly code: 'no-such-zone'; readonly zone: string }
  /** The clocks go forward over it. */
  | {
      readonly code: 'skipped';
      readonly day: string;
      readonly clock: string;
      readonly zone: string;
    }
  /** The clocks go back over it. `offset` is that of the first of the two. */
  | {
      readonly code: 'twice';
      readonly day: string;
      readonly clock: string;
      readonly offset: string;
    };

export type ReadMoment =
  | { readonly ok: true; readonly atMs: EpochMs }
  | { readonly ok: false; readonly trouble: MomentTrouble };

const WRITTEN = new RegExp(
  [
    String.raw`^(\d{4}-\d{2}-\d{2})[ T](\d{1,2}:\d{2})(?::(\d{2}(?:\.\d{1,3})?))?`,
    String.raw`(?:\s*(Z|[+-]\d{2}:\d{2}|[A-Za-z][\w+-]*(?:/[\w+-]+)*))?$`,
  ].join(''),
);

/** `zone` is that of a moment that names none. */
export function readMoment(text: string, zone: string): ReadMoment {
  const [, day = '', written = '', second = '0', place = zone] = WRITTEN.exec(text.trim()) ?? [];
  const [hour = 0, minute = 0] = written.split(':').map(Number);
  if (day === '' || hour > 23 || minute > 59 || Number(second) >= 60) {
    return { ok: false, trouble: { code: 'not-understood' } };
  }
  const date = dateOf(day);
  if (!date) return { ok: false, trouble: { code: 'no-such-day', day } };
  const clock = written.padStart(5, '0');
  const ms = Number(second) * 1000;
  if (/^(?:Z|[+-]\d)/.test(place)) return atOffset(`${day}T${clock}${place}`, ms);
  if (!isZone(place)) return { ok: false, trouble: { code: 'no-such-zone', zone: place } };
  const found = instantsOf(date, hour * 60 + minute, place);
  const [firstMs] = found.ms;
  if (found.kind === 'one') return { ok: true, atMs: firstMs + ms };
  if (found.kind === 'none') {
    return { ok: false, trouble: { code: 'skipped', day, clock, zone: place } };
  }
  return { ok: false, trouble: { code: 'twice', day, clock, offset: offsetAt(firstMs, place) } };
}

/** The beginning of a day, as `2026-12-24`, in UTC; undefined where the calendar has none such. */
export function readDay(text: string): EpochMs | undefined {
  const isWritten = /^\d{4}-\d{2}-\d{2}$/.test(text);
  return isWritten ? dateOf(text)?.toZonedDateTime('UTC').epochMilliseconds : undefined;
}

function dateOf(day: string): Temporal.PlainDate | undefined {
  try {
    return Temporal.PlainDate.from(day);
  } catch {
    return undefined;
  }
}

function atOffset(iso: string, moreMs: number): ReadMoment {
  try {
    return { ok: true, atMs: Temporal.Instant.from(iso).epochMilliseconds + moreMs };
  } catch {
    return { ok: false, trouble: { code: 'not-understood' } };
  }
}

const offsetAt = (ms: EpochMs, zone: string): string =>
  Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone).offset;
