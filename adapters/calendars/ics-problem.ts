/** What is wrong in a calendar of the configuration, and on which line of its file. */

import { dirname, join } from 'node:path';
import * as ical from 'ical.js';
import type { CalendarConfig } from '../../src/config/config.ts';
import type { ParsedConfig } from '../../src/config/parse.ts';
import type { Problem } from '../../src/config/problem.ts';
import { DAY } from '../../src/kernel/time.ts';
import { type IcsOptions, readIcs } from './ics.ts';
import { withoutMark } from './ics-lines.ts';
import { idleEvents, type Trouble, troublesOf } from './ics-trouble.ts';

const ICAL = ical.default;

/** Sound only with calendars that can be read; what is beside it is named as editors open it. */
export function withCalendars(
  parsed: Extract<ParsedConfig, { readonly ok: true }>,
  path: string,
): ParsedConfig {
  const { calendars, zone } = parsed.config;
  const problems = [...calendars.values()].flatMap((one) =>
    one.kind === 'ics' ? problemsIn(one, zone) : [],
  );
  const placed = problems.map((one) => ({ ...one, file: join(dirname(path), one.file) }));
  return placed.length > 0 ? { ok: false, problems: placed } : parsed;
}

type Ics = Extract<CalendarConfig, { readonly kind: 'ics' }>;

function problemsIn({ file, text: whole, outside }: Ics, zone: string): readonly Problem[] {
  const text = withoutMark(whole);
  const options = { zone, outside };
  const placed = ({ line, property, message }: Trouble): Problem => {
    return { file, line, column: 1, path: property, message };
  };
  const troubles = troublesOf(text, outside);
  if (troubles.length > 0) return troubles.map(placed);
  const why = whyNot(text, options);
  if (why === undefined) return idleEvents(text, outside).map(placed);
  const line = lineOf(text, options);
  return [{ file, line, column: 1, path: '', message: `cannot be read as a calendar: ${why}` }];
}

function whyNot(text: string, options: IcsOptions): string | undefined {
  try {
    // Far enough that whatever recurs has been looked through.
    readIcs(text, options).spans(0, Date.now() + 400 * DAY);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** The first line that is none, or the first line of the first event that is at fault. */
function lineOf(text: string, options: IcsOptions): number {
  const lines = text.split(/\r?\n/);
  const folded = (at: number) => /^[ \t]/.test(lines[at + 1] ?? '');
  const wrong = lines.findIndex((line, at) => line !== '' && !folded(at) && !isProperty(line));
  if (wrong >= 0) return wrong + 1;
  const zones = blocksIn(lines, 'VTIMEZONE').flatMap((block) => block.lines);
  const faulty = blocksIn(lines, 'VEVENT').find(
    (block) =>
      whyNot(['BEGIN:VCALENDAR', ...zones, ...block.lines, END].join('\r\n'), options) !==
      undefined,
  );
  return faulty ? faulty.at + 1 : 1;
}

const END = 'END:VCALENDAR\r\n';

/** Lines that go on from the one before are no properties of their own. */
function isProperty(line: string): boolean {
  if (/^(?:[ \t]|BEGIN:|END:)/i.test(line)) return true;
  try {
    const property = new ICAL.Property(ICAL.parse.property(line));
    return property.getFirstValue() !== undefined;
  } catch {
    return false;
  }
}

interface Block {
  /** Of its first line, from 0. */
  readonly at: number;
  readonly lines: readonly string[];
}

function blocksIn(lines: readonly string[], name: string): readonly Block[] {
  return lines.flatMap((line, at) => {
    if (line !== `BEGIN:${name}`) return [];
    const end = lines.indexOf(`END:${name}`, at);
    return end < 0 ? [] : [{ at, lines: lines.slice(at, end + 1) }];
  });
}
