/** Says back what was understood, so that a misunderstanding is seen before it is sent. */

import {
  formatClock,
  formatDate,
  formatDuration,
  type TimeLocale,
  type TimeReader,
} from './time-format.ts';
import type { TimeWindow } from './time-input-value.ts';

/** `2 h from activation`, `24 Nov 18:00–19:00 (Asia/Tokyo) = 09:00–10:00 UTC`. */
export function echoTimeInput(value: TimeWindow, reader: TimeReader): string {
  const words = WORDS[reader.locale];
  if (value.kind === 'duration') {
    return words.fromActivation(formatDuration(value.durationMs, reader.locale));
  }
  const stretch = value.kind === 'window' ? [value.startMs, value.endMs] : [value.endMs];
  const finish = value.kind === 'until' ? words.until : (text: string) => text;
  const local = `${finish(print(stretch, reader, true))} (${reader.zone})`;
  if (reader.zone === 'UTC') return local;

  const utc = { ...reader, zone: 'UTC' };
  const isOtherDay = stretch.some((ms) => formatDate(ms, reader) !== formatDate(ms, utc));
  return `${local} = ${print(stretch, utc, isOtherDay)} UTC`;
}

/** One instant or two. The date is said once where both lie on it. */
function print(stretch: readonly number[], reader: TimeReader, withDate: boolean): string {
  const { tight, loose } = WORDS[reader.locale];
  const dates = stretch.map((ms) => formatDate(ms, reader));
  const clocks = stretch.map((ms) => formatClock(ms, reader.zone));
  if (!withDate) return clocks.join(tight);
  if (new Set(dates).size === 1) return `${dates[0]} ${clocks.join(tight)}`;
  return clocks.map((clock, index) => `${dates[index]} ${clock}`).join(loose);
}

interface Words {
  readonly fromActivation: (duration: string) => string;
  readonly until: (instant: string) => string;
  readonly tight: string;
  readonly loose: string;
}

const WORDS: Readonly<Record<TimeLocale, Words>> = {
  en: {
    fromActivation: (duration) => `${duration} from activation`,
    until: (instant) => `until ${instant}`,
    tight: '–',
    loose: ' – ',
  },
  ja: {
    fromActivation: (duration) => `有効になってから${duration}`,
    until: (instant) => `${instant}まで`,
    tight: '〜',
    loose: ' 〜 ',
  },
};
