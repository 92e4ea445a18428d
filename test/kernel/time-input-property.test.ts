/** What holds for every time anybody could type, in every zone, at any moment. */

import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseTimeInput, takeTimeInput } from '../../src/kernel/time-input.ts';

const ZONES = ['Asia/Tokyo', 'America/New_York', 'Europe/Berlin', 'Australia/Lord_Howe', 'UTC'];
const MINUTE = 60_000;
const DAY = 1440 * MINUTE;

const contexts = fc.record({
  nowMs: fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2033, 0, 1) }),
  zone: fc.constantFrom(...ZONES),
});

/** Full-width or capital letters, and a blank around it: spellings of the same thing. */
const dresses = fc.constantFrom<(text: string) => string>(
  (text) => text,
  (text) => text.toUpperCase(),
  (text) => ` ${text}　`,
  (text) => text.replace(/[!-~]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0)),
);

const UNITS = [
  { ms: 7 * DAY, max: 51, names: ['w', ' wk', 'week', ' weeks', '週間'] },
  { ms: DAY, max: 6, names: ['d', 'day', ' days', '日', '日間'] },
  { ms: 60 * MINUTE, max: 23, names: ['h', ' hr', 'hrs', ' hour', 'hours', '時間'] },
  { ms: MINUTE, max: 59, names: ['m', ' min', 'mins', ' minutes', '分', ' 分間'] },
  { ms: 1000, max: 59, names: ['s', ' sec', 'seconds', '秒', '秒間'] },
];
const amounts = fc
  .tuple(
    ...UNITS.map(({ ms, max, names }) =>
      fc.option(
        fc.record({
          ms: fc.constant(ms),
          count: fc.integer({ min: 1, max }),
          name: fc.constantFrom(...names),
        }),
      ),
    ),
  )
  .map((parts) => parts.filter((part) => part !== null))
  .filter((parts) => parts.length > 0);
const typedAmounts = fc
  .tuple(amounts, fc.constantFrom('', ' ', ' and '), fc.constantFrom('', 'for '))
  .map(([parts, joint, start]) => ({
    text: start + parts.map(({ count, name }) => `${count}${name}`).join(joint),
    ms: parts.reduce((sum, { count, ms }) => sum + count * ms, 0),
  }));

/** A window to come of less than a day, whose ends each come once on the clock of its zone. */
const windows = fc
  .tuple(contexts, fc.integer({ min: 1, max: 5 * 1440 }), fc.integer({ min: 1, max: 1439 }))
  .map(([context, ahead, length]) => {
    const startMs = (Math.floor(context.nowMs / MINUTE) + ahead) * MINUTE;
    return { ...context, startMs, endMs: startMs + length * MINUTE };
  })
  .filter(({ startMs, endMs, zone }) => comesOnce(startMs, zone) && comesOnce(endMs, zone));

const at = (ms: number, zone: string) =>
  Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone);
function comesOnce(ms: number, zone: string): boolean {
  const local = at(ms, zone).toPlainDateTime();
  const places = (['earlier', 'later'] as const).map(
    (disambiguation) => local.toZonedDateTime(zone, { disambiguation }).epochMilliseconds,
  );
  return places[0] === places[1];
}

interface Window {
  readonly startMs: number;
  readonly endMs: number;
  readonly zone: string;
}

/** Every way we know to write one window down. */
function spellingsOf({ startMs, endMs, zone }: Window): string[] {
  const [start, end] = [at(startMs, zone), at(endMs, zone)];
  const offset = (ms: number) => at(ms, zone).toString({ timeZoneName: 'never' }).slice(0, -9);
  const iso = (ms: number) => offset(ms) + at(ms, zone).offset;
  const clock = (time: Temporal.ZonedDateTime) => time.toPlainTime().toString().slice(0, 5);
  const twelve = ({ hour, minute }: Temporal.ZonedDateTime) =>
    `${hour % 12 || 12}:${String(minute).padStart(2, '0')}${hour < 12 ? 'am' : ' pm'}`;
  const ja = ({ hour, minute }: Temporal.ZonedDateTime) =>
    `${hour < 12 ? '午前' : '午後'}${hour % 12}時${minute === 30 ? '半' : `${minute}分`}`;
  const date = (time: Temporal.ZonedDateTime) => time.toPlainDate().toString();
  const jaDate = ({ year, month, day }: Temporal.ZonedDateTime) => `${year}年${month}月${day}日`;
  const minutes = (endMs - startMs) / MINUTE;
  const both = [
    `${iso(startMs)}/${iso(endMs)}`,
    `${new Date(startMs).toISOString()}/${new Date(endMs).toISOString()}`,
    `${iso(startMs)} for ${minutes}m`,
    `${date(start)} ${clock(start)} for ${minutes} min`,
    `${date(start)} ${twelve(start)} to ${date(end)} ${twelve(end)}`,
    `${jaDate(start)}${ja(start)}から${jaDate(end)}の${ja(end)}まで`,
    `${jaDate(start)} ${clock(start)}から${minutes}分間`,
  ];
  const endDay = start.toPlainDate().add({ days: clock(end) > clock(start) ? 0 : 1 });
  if (!endDay.equals(end.toPlainDate()) || clock(start) === clock(end)) return both;
  const short = [`${clock(start)}-${clock(end)}`, `${twelve(start)} – ${twelve(end)}`];
  return [...both, ...short.map((text) => `${date(start)} ${text}`)];
}

describe('what was meant is what is understood', () => {
  test('for every amount in every spelling', () => {
    fc.assert(
      fc.property(typedAmounts, contexts, dresses, ({ text, ms }, context, dress) => {
        const value = { kind: 'duration', durationMs: ms };
        expect(parseTimeInput(dress(text), context)).toEqual({ ok: true, value });
      }),
      { numRuns: 500 },
    );
  });

  test('for every window in every spelling', () => {
    fc.assert(
      fc.property(windows, dresses, (window, dress) => {
        const { startMs, endMs } = window;
        for (const text of spellingsOf(window)) {
          const result = parseTimeInput(dress(text), window);
          expect([text, result]).toEqual([
            text,
            { ok: true, value: { kind: 'window', startMs, endMs } },
          ]);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('so are an end alone and what stands behind a time', () => {
  test('every end is understood in every spelling', () => {
    fc.assert(
      fc.property(windows, ({ endMs, ...context }) => {
        const end = at(endMs, context.zone).toPlainDateTime().toString().slice(0, 16);
        const value = { kind: 'until', endMs };
        for (const text of [`until ${end.replace('T', ' ')}`, `${end.replace('T', 'の')}まで`]) {
          expect(parseTimeInput(text, context)).toEqual({ ok: true, value });
        }
      }),
    );
  });

  test('the justification is untouched', () => {
    // CST or BST behind a time would be its zone, whatever was meant, and is asked about.
    const reasons = fc
      .stringMatching(/^[B-C][a-z]{2,9}( [a-z0-9'-]{1,9}){0,4}$/)
      .filter((reason) => !/^\w{2,3}t\b/.test(reason));
    fc.assert(
      fc.property(windows, reasons, fc.integer(), (window, reason, pick) => {
        const spellings = spellingsOf(window);
        const text = spellings[Math.abs(pick) % spellings.length] ?? '';
        const { startMs, endMs } = window;
        const value = { kind: 'window', startMs, endMs };
        expect(takeTimeInput(`${text} ${reason}`, window)).toEqual({
          ok: true,
          value,
          rest: reason,
        });
      }),
    );
  });
});
