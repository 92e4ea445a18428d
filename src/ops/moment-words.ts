/** Why something written is no moment, in both languages, and what to write instead. */

import { nearestZone } from '../config/near.ts';
import type { MomentTrouble } from '../kernel/moment.ts';
import type { Locale, Reader } from '../kernel/person.ts';
import { zoneCalled } from '../kernel/time-zone-name.ts';

/** `zone` is that of a moment that names none. */
export function momentText(written: string, trouble: MomentTrouble, reader: Reader): string {
  const words = WORDS[reader.locale];
  switch (trouble.code) {
    case 'not-understood':
      return words.notUnderstood(written);
    case 'no-such-day':
      return words.noSuchDay(trouble.day);
    case 'no-such-zone':
      return words.noSuchZone(trouble.zone, meantBy(trouble.zone, reader.zone));
    case 'skipped':
      return words.skipped(trouble);
    case 'twice':
      return words.twice(trouble);
  }
}

const meantBy = (zone: string, here: string): string | undefined =>
  zoneCalled(zone, here) ?? nearestZone(zone);

type Trouble<C extends MomentTrouble['code']> = Extract<MomentTrouble, { code: C }>;

interface MomentWords {
  notUnderstood(written: string): string;
  noSuchDay(day: string): string;
  noSuchZone(zone: string, meant: string | undefined): string;
  skipped(trouble: Trouble<'skipped'>): string;
  twice(trouble: Trouble<'twice'>): string;
}

const WORDS: Readonly<Record<Locale, MomentWords>> = {
  en: {
    notUnderstood: (written) =>
      `"${written}" was not understood as a moment. Try "2026-12-24 03:00 Asia/Tokyo".`,
    noSuchDay: (day) => `There is no such day as ${day}.`,
    noSuchZone: (zone, meant) =>
      `There is no time zone ${zone}; ` +
      (meant === undefined ? 'write one such as Asia/Tokyo.' : `did you mean ${meant}?`),
    skipped: ({ day, clock, zone }) =>
      `There is no ${clock} on ${day} in ${zone}: the clocks go forward.`,
    twice: ({ day, clock, offset }) =>
      `${clock} comes twice on that day. Add the offset: ${day} ${clock} ${offset}.`,
  },
  ja: {
    notUnderstood: (written) =>
      `「${written}」を日時として読み取れません。` +
      `「2026-12-24 03:00 Asia/Tokyo」のように入力してください。`,
    noSuchDay: (day) => `${day} という日付はありません。`,
    noSuchZone: (zone, meant) =>
      `${zone} というタイムゾーンはありません。` +
      (meant === undefined ? 'Asia/Tokyo のように入力してください。' : `${meant} のことですか。`),
    skipped: ({ day, clock, zone }) =>
      `${zone} の ${day} に ${clock} は存在しません（夏時間への切り替え）。`,
    twice: ({ clock, offset }) =>
      `この日は ${clock} が2回あります。${offset} のように時差を付けてください。`,
  },
};
