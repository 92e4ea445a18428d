/** What no text, however odd, may do: throw, be guessed at, or lead into the past. */

import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseTimeInput, takeTimeInput } from '../../src/kernel/time-input.ts';

const contexts = fc.record({
  nowMs: fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2033, 0, 1) }),
  zone: fc.constantFrom('Asia/Tokyo', 'America/New_York', 'Europe/Berlin', 'Australia/Lord_Howe'),
});

const WORDS =
  '2h|30m|90|1.5h|2 days|1w|PT2H|18:00|19:00|9:30|9am|10 pm|24:00|18時|2時間|半|30分|午後|午前|6時' +
  '|から|まで|の|明日|今日|明後日|翌|来週|月曜|11月24日|2026-11-24|T|Z|+09:00|2026-11-24T18:00Z' +
  '|until|till|to|for|from|at|on|and|next|tomorrow|today|monday|fri|24 Nov|-|–|~|〜|/|:|,|、| | |　';
const fragments = fc
  .array(fc.constantFrom(...WORDS.split('|')), { maxLength: 9 })
  .chain((words) => fc.constantFrom('', ' ').map((joint) => words.join(joint)));
const texts = fc.oneof(fragments, fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }));

/** Valid ones, for spoiling. */
const VALID =
  '2h|2h30m|90 min|1 hour|2 hours 30 minutes|1d|1w|PT2H|P1D|0.5h|18:00-19:00|9am-10am' +
  '|18:00 to 19:00|until 18:00|until 6pm|till tomorrow 9:00|18:00 for 1h|tomorrow 9:00-10:00' +
  '|today 18:00-19:00|mon 9:00-10:00|next monday 9:00 for 2h|sun 9:00 for 2 h' +
  '|9:00 tomorrow for 1d|2026-11-24 18:00 for 1h|24 nov 9:00-10:00|2026-11-24T18:00Z/PT1H' +
  '|2026-11-24T18:00+09:00/2026-11-24T19:00+09:00|2時間|2時間半|30分間|18時から19時' +
  '|午後6時から7時半|明日の18時から19時まで|18時まで|来週月曜 9時から10時';

describe('no text', () => {
  test('makes the parser throw, or point outside of what was typed', () => {
    const property = fc.property(texts, contexts, (text, context) => {
      for (const result of [parseTimeInput(text, context), takeTimeInput(text, context)]) {
        if (result.ok) continue;
        const { at, length } = result.problem;
        expect(at >= 0 && length >= 0 && at + length <= text.length).toBe(true);
      }
    });
    fc.assert(property, { numRuns: 3000 });
  });

  test('is understood as something empty, endless or over', () => {
    const property = fc.property(fragments, contexts, (text, context) => {
      const result = parseTimeInput(text, context);
      if (!result.ok) return;
      const { value } = result;
      const startMs = value.kind === 'window' ? value.startMs : context.nowMs;
      const endMs = value.kind === 'duration' ? startMs + value.durationMs : value.endMs;
      expect(Number.isInteger(startMs) && Number.isInteger(endMs)).toBe(true);
      expect(startMs).toBeGreaterThanOrEqual(context.nowMs);
      expect(endMs).toBeGreaterThan(startMs);
      expect(endMs - startMs).toBeLessThanOrEqual(366 * 86_400_000);
    });
    fc.assert(property, { numRuns: 5000 });
  });

  test('is proposed that would not be understood itself', () => {
    const property = fc.property(fragments, contexts, (text, context) => {
      const result = parseTimeInput(text, context);
      if (result.ok) return;
      for (const line of result.problem.suggestions) {
        expect(parseTimeInput(line, context).ok).toBe(true);
      }
    });
    fc.assert(property, { numRuns: 3000 });
  });

  test('on a command line means more than its own beginning means alone', () => {
    const property = fc.property(fragments, contexts, (text, context) => {
      const taken = takeTimeInput(text, context);
      if (!taken.ok) return;
      expect(text.trimEnd().endsWith(taken.rest)).toBe(true);
      const time = text.trimEnd().slice(0, text.trimEnd().length - taken.rest.length);
      const alone = parseTimeInput(time.replace(/[\s,:、]+$/, ''), context);
      expect(alone).toEqual({ ok: true, value: taken.value });
    });
    fc.assert(property, { numRuns: 5000 });
  });
});

test('a letter too many in a word never changes the meaning', () => {
  const context = { nowMs: Date.parse('2026-11-24T06:05:00+09:00'), zone: 'Asia/Tokyo' };
  for (const text of VALID.split('|')) {
    const meant = parseTimeInput(text, context);
    expect([text, meant.ok]).toEqual([text, true]);
    for (let at = 0; at <= text.length; at += 1) {
      for (const letter of 'abcdefghijklmnopqrstuvwxyz') {
        const [before, after] = [text.slice(0, at), text.slice(at)];
        // Between two digits a unit is missing as often as one is too many: 120m, 1h20m.
        if (/\d$/.test(before) && /^\d/.test(after)) continue;
        const spoilt = before + letter + after;
        const result = parseTimeInput(spoilt, context);
        if (result.ok) expect([spoilt, result]).toEqual([spoilt, meant]);
      }
    }
  }
});

test('a very long text is answered in no time', () => {
  const context = { nowMs: Date.parse('2026-11-24T06:05:00+09:00'), zone: 'Asia/Tokyo' };
  const many = ['9', ' ', '1h ', '18:00-', 'tomorrow ', '時', '9:00 ', '-', 'a', '2h   '];
  const start = performance.now();
  for (const piece of many) {
    const text = piece.repeat(100_000 / piece.length);
    for (const line of [text, `2h${text}x`, `${text}2h`, `until ${text}`, `18:00${text}for 1h`]) {
      parseTimeInput(line, context);
      takeTimeInput(line, context);
    }
  }
  expect(performance.now() - start).toBeLessThan(20_000);
});
