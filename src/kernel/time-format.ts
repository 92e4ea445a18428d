/** Prints durations and instants the way they are said to people, in English and Japanese. */

import { EN_MONTHS, EN_WEEKDAYS, JA_WEEKDAYS } from './time-names.ts';
import { zoneNameAt } from './time-zone-name.ts';

export type TimeLocale = 'en' | 'ja';

/** Whose eyes read it: their zone, their language, and the moment at which they do. */
export interface TimeReader {
  readonly nowMs: number;
  readonly zone: string;
  readonly locale: TimeLocale;
}

/**
 * `2 h 30 min` or `2時間30分`. Rounded down to seconds, so it never promises more than there is.
 * Days alone are `2日間`, since `2日` is the second of a month as well.
 */
export function formatDuration(ms: number, locale: TimeLocale): string {
  const whole = Math.max(0, Math.floor(ms / 1000));
  let rest = whole;
  const parts: string[] = [];
  for (const { seconds, en, ja } of UNITS) {
    const count = Math.floor(rest / seconds);
    rest %= seconds;
    if (count === 0) continue;
    const name = en === 'day' && count > 1 ? 'days' : en;
    parts.push(locale === 'ja' ? `${count}${ja}` : `${count} ${name}`);
  }
  if (parts.length === 0) return locale === 'ja' ? '0分' : '0 min';
  if (locale === 'en') return parts.join(' ');
  const isDays = whole > DAY_S && whole % DAY_S === 0;
  return `${parts.join('')}${isDays ? '間' : ''}`;
}

/** `18:05`, and `18:05:21` where seconds are proof. Rounded down: an end is never shown late. */
export function formatClock(
  ms: number,
  zone: string,
  precision: 'minute' | 'second' = 'minute',
): string {
  return at(ms, zone).toPlainTime().toString({ smallestUnit: precision });
}

/** `18:05 (JST)`. */
export const formatClockInZone = (ms: number, zone: string): string =>
  `${formatClock(ms, zone)} (${zoneNameAt(ms, zone)})`;

/** `18:05` today, `Tue 24 Nov 18:05` or `11月24日(火) 18:05` on any other day. */
export function formatInstant(ms: number, reader: TimeReader): string {
  const clock = formatClock(ms, reader.zone);
  return daysAhead(ms, reader) === 0 ? clock : `${formatWeekdayAndDate(ms, reader)} ${clock}`;
}

/** As `formatInstant`, with the zone's short name: `Tue 24 Nov 18:05 (JST)`. */
export const formatInstantInZone = (ms: number, reader: TimeReader): string =>
  `${formatInstant(ms, reader)} (${zoneNameAt(ms, reader.zone)})`;

/** `today 18:05`, `tomorrow 18:05`, `Tue 24 Nov 18:05`: never without its day. */
export function formatDayAndClock(ms: number, reader: TimeReader): string {
  const word = DAY_WORDS[reader.locale][daysAhead(ms, reader)];
  return `${word ?? formatWeekdayAndDate(ms, reader)} ${formatClock(ms, reader.zone)}`;
}

/** `24 Nov` or `11月24日`, with the year when it is not the reader's. */
export function formatDate(ms: number, { nowMs, zone, locale }: TimeReader): string {
  const { year, month, day } = at(ms, zone);
  const isThisYear = year === at(nowMs, zone).year;
  if (locale === 'ja') return `${isThisYear ? '' : `${year}年`}${month}月${day}日`;
  return `${day} ${EN_MONTHS[month - 1]}${isThisYear ? '' : ` ${year}`}`;
}

/** `Tue 24 Nov` or `11月24日(火)`. */
export function formatWeekdayAndDate(ms: number, reader: TimeReader): string {
  const weekday = at(ms, reader.zone).dayOfWeek - 1;
  const date = formatDate(ms, reader);
  return reader.locale === 'ja'
    ? `${date}(${JA_WEEKDAYS[weekday]})`
    : `${EN_WEEKDAYS[weekday]} ${date}`;
}

const at = (ms: number, zone: string) =>
  Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone);

const daysAhead = (ms: number, { nowMs, zone }: TimeReader) =>
  at(nowMs, zone).toPlainDate().until(at(ms, zone).toPlainDate()).days;

const DAY_WORDS: Readonly<Record<TimeLocale, readonly string[]>> = {
  en: ['today', 'tomorrow'],
  ja: ['今日', '明日'],
};

const DAY_S = 86_400;
const UNITS = [
  { seconds: DAY_S, en: 'day', ja: '日' },
  { seconds: 3_600, en: 'h', ja: '時間' },
  { seconds: 60, en: 'min', ja: '分' },
  { seconds: 1, en: 's', ja: '秒' },
] as const;
