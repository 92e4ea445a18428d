/** Lines of words: written as templates, so that whatever is put into one is text and no markup. */

import type { Person, Reader } from '../kernel/person.ts';
import { HOUR, type EpochMs } from '../kernel/time.ts';
import { formatClock, formatClockInZone, formatWeekdayAndDate } from '../kernel/time-format.ts';
import { zoneNameAt } from '../kernel/time-zone-name.ts';
import type { Who } from '../policy/rule.ts';
import type { Inline, Line } from './card.ts';
import { cleanLine } from './sanitize.ts';

export type Piece = string | number | Inline | Line;

/** Longer than any name, shorter than a bore. */
const LONGEST_PIECE = 500;

/**
 * A line of our own words with the pieces put in. Pieces that are text are cleaned. A line break
 * in the template is a space, or nothing where Japanese goes on.
 */
export function say(words: TemplateStringsArray, ...pieces: readonly Piece[]): Line {
  const parts = ownWords(words).flatMap((text, index): readonly Inline[] => {
    const piece = pieces[index];
    return piece === undefined ? [text] : [text, ...inlines(piece)];
  });
  return merged(parts);
}

const inlines = (piece: Piece): Line => {
  if (Array.isArray(piece)) return piece as Line;
  if (typeof piece === 'object') return [piece as Inline];
  return [{ text: cleanLine(String(piece), LONGEST_PIECE) }];
};

/** A template is the same object each time it is written with, so its own words are read once. */
const read = new WeakMap<TemplateStringsArray, readonly PlainText[]>();
function ownWords(words: TemplateStringsArray): readonly PlainText[] {
  const known = read.get(words);
  if (known) return known;
  const own = words.map((text) => ({ text: unwrapped(text) }));
  read.set(words, own);
  return own;
}

const JAPANESE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー、。「」（）・]/u;
const JAPANESE_FIRST = new RegExp(`^${JAPANESE.source}`, 'u');
const JAPANESE_LAST = new RegExp(`${JAPANESE.source}$`, 'u');
const SPACE_BEFORE_JAPANESE = new RegExp(`^ ${JAPANESE.source}`, 'u');
const SPACE_AFTER_JAPANESE = new RegExp(`${JAPANESE.source} $`, 'u');
const unwrapped = (own: string): string =>
  own.replace(/\s*\n\s*/g, (gap, at: number) => {
    const around = `${own.at(at - 1) ?? ''}${own.at(at + gap.length) ?? ''}`;
    return JAPANESE.test(around) ? '' : ' ';
  });

/** Neighbours that are plain text become one, and empty ones none. */
function merged(parts: readonly Inline[]): Line {
  const line: Inline[] = [];
  for (const part of parts) {
    const last = line.at(-1);
    if ('text' in part && part.text === '') continue;
    if (last && isPlain(last) && isPlain(part)) line[line.length - 1] = join(last, part);
    else line.push(part);
  }
  return line;
}

type PlainText = Extract<Inline, { text: string }>;
const isPlain = (part: Inline): part is PlainText => 'text' in part && !part.bold && !part.code;
/** The space before and behind a name is for names that are not Japanese themselves. */
const join = ({ text: left }: PlainText, { text: right }: PlainText) => {
  if (JAPANESE_LAST.test(left) && SPACE_BEFORE_JAPANESE.test(right))
    return { text: left + right.slice(1) };
  if (SPACE_AFTER_JAPANESE.test(left) && JAPANESE_FIRST.test(right))
    return { text: left.slice(0, -1) + right };
  return { text: left + right };
};

export const bold = (text: string): Inline => ({
  text: cleanLine(text, LONGEST_PIECE),
  bold: true,
});
export const code = (text: string): Inline => ({
  text: cleanLine(text, LONGEST_PIECE),
  code: true,
});
export const mention = ({ key, name }: Pick<Person, 'key' | 'name'>): Inline => ({
  person: key,
  name: cleanLine(name, 80),
});
export const group = (name: string): Inline => ({ group: name, name: cleanLine(name, 80) });
export const link = (url: string, label?: string): Inline =>
  label === undefined ? { link: url } : { link: url, label };

/**
 * `18:05` where that says which moment is meant: less than half a day from `fromMs`. Where nobody
 * knows from when it is looked at, it has its date.
 */
export const moment = (ms: EpochMs, fromMs: EpochMs | undefined): Inline => ({
  instant: ms,
  show: fromMs !== undefined && Math.abs(ms - fromMs) < 12 * HOUR ? 'time' : 'date-time',
});
export const exactly = (ms: EpochMs): Inline => ({ instant: ms, show: 'time-seconds' });
export const dated = (ms: EpochMs): Inline => ({ instant: ms, show: 'date-time' });

/** Lines one after the other on one line: `Can write customer data · 3rd request this week`. */
export const joined = (lines: readonly Line[], between: string): Line =>
  merged(lines.flatMap((line, index) => (index > 0 ? [{ text: between }, ...line] : line)));

/** People and groups, so that they hear of it: `@sre-leads or @ben`. */
export const eachOf = (from: readonly Who[], between: string): Line =>
  joined(
    from.map((who) => [
      'group' in who ? group(who.group) : mention({ key: who.key, name: who.person }),
    ]),
    between,
  );

/** For places that take nothing but text: field errors, summaries, notifications. */
export const plainLine = (line: Line, reader: Reader): string =>
  line.map((part) => plainInline(part, reader)).join('');

function plainInline(part: Inline, reader: Reader): string {
  if ('text' in part) return part.text;
  if ('instant' in part) return plainInstant(part.instant, part.show, reader);
  if ('link' in part) return part.label ?? part.link;
  if ('channel' in part) return part.channel;
  return part.name;
}

function plainInstant(ms: EpochMs, show: string, { zone, locale, nowMs = ms }: Reader): string {
  if (show === 'time') return formatClockInZone(ms, zone);
  if (show === 'time-seconds')
    return `${formatClock(ms, zone, 'second')} (${zoneNameAt(ms, zone)})`;
  const day = formatWeekdayAndDate(ms, { nowMs, zone, locale });
  return `${day} ${formatClockInZone(ms, zone)}`;
}
