/** What is refused, where the finger points, and what is proposed instead. */

import { describe, expect, test } from 'vitest';
import { parseTimeInput } from '../../src/kernel/time-input.ts';

const AFTERNOON = { nowMs: Date.parse('2026-11-24T14:05:00+09:00'), zone: 'Asia/Tokyo' };
const tokyo = (text: string) => Date.parse(`${text}:00+09:00`);

function problemOf(typed: string, context = AFTERNOON) {
  const result = parseTimeInput(typed, context);
  if (result.ok) throw new Error(`${typed} was understood as ${JSON.stringify(result.value)}`);
  const { at, length } = result.problem;
  return { ...result.problem, part: typed.slice(at, at + length) };
}

describe('a number without a unit', () => {
  test.each([
    ['60', '60', ['60h', '60m']],
    ['２', '２', ['2h', '2m']],
    ['2 hous', '2', ['2h', '2m']],
    ['until 18', '18', ['until 18:00']],
    ['2h 30', '30', ['2h 30m']],
    ['2時間30', '30', ['2時間30分']],
    ['9999', '9999', ['9999m']],
  ])('is not guessed at: %s', (typed, part, suggestions) => {
    expect(problemOf(typed)).toMatchObject({ code: 'bare-number', part, suggestions });
  });
});

describe('what is not understood is pointed at', () => {
  test.each([
    ['tomorow 9:00', 'tomorow'],
    ['tomorrow 9:0-10:00', '9:0-10:00'],
    ['2hx', 'hx'],
    ['2h please', 'please'],
    ['2h2h', '2h'],
    ['2h 90m', '90m'],
    ['30m 2h', '2h'],
    ['1.5h30m', '30m'],
    ['1.5m', '1.5m'],
    ['1.255h', '1.255h'],
    ['2²h', '2²h'],
    ['①時間', '①時間'],
    ['18:60-19:00', '18:60-19:00'],
    ['25:00-26:00', '25:00-26:00'],
    ['24:00 for 1h', 'for'],
    ['18:00-19:00 UTC', 'UTC'],
    ['18:00-19:00-20:00', '-20:00'],
    ['2026-11-24T18:00/PT1H', 'T18:00/PT1H'],
    ['5/6 9:00-10:00', '5/6'],
    ['9-10am', '9-10am'],
    ['P1M', 'P1M'],
    ['P', 'P'],
    ['翌2時まで', 'まで'],
    ['　１８：００〜１９：００　頃', '頃'],
    ['2時間ぐらい', 'ぐらい'],
    ['明日', ''],
    ['until', 'until'],
  ])('%s', (typed, part) => {
    expect(problemOf(typed)).toMatchObject({ code: 'not-understood', typed: part, part });
  });

  test.each(['', '   ', '　'])('nothing at all is empty: "%s"', (typed) => {
    expect(problemOf(typed).code).toBe('empty');
  });

  test.each([
    ['18:00', ['until 18:00', '18:00 for 1h']],
    ['tomorrow 9:30pm', ['until tomorrow 9:30pm', 'tomorrow 9:30pm for 1h']],
    ['18時半', ['18時半まで', '18時半から1時間']],
    ['午後6時半', ['午後6時半まで', '午後6時半から1時間']],
  ])('a time alone could be a start or an end: %s', (typed, suggestions) => {
    expect(problemOf(typed)).toMatchObject({ code: 'not-understood', typed: '', suggestions });
  });
});

describe('an amount must be more than nothing and less than absurd', () => {
  test.each(['0h', '0m', '0時間', '-2h', '18:00 for 0m', '18:00-18:00'])('zero: %s', (typed) => {
    expect(problemOf(typed).code).toBe('zero');
  });

  test.each(['367d', '53w', '18:00 for 9999h', '9999999999日'])('too long: %s', (typed) => {
    expect(problemOf(typed).code).toBe('too-long');
  });

  test('a number too large for arithmetic is too long like any other', () => {
    expect(problemOf(`${'9'.repeat(400)}h`).code).toBe('too-long');
  });

  test('a window over more than a year is too long', () => {
    expect(problemOf('2026-12-01 9:00 to 2028-01-01 9:00').code).toBe('too-long');
    expect(problemOf('until 2028-01-01 9:00').code).toBe('too-long');
  });
});

describe('what is over is not moved to another day silently', () => {
  test.each([
    ['9:00-10:00', 'tomorrow 9:00-10:00'],
    ['from 9am to 10am', 'tomorrow from 9am to 10am'],
    ['today 9:00 for 1h', 'tomorrow 9:00 for 1h'],
    ['until 14:00', 'until tomorrow 14:00'],
    ['9時から1時間', '明日9時から1時間'],
    ['今日の9時まで', '明日9時まで'],
  ])('%s', (typed, suggestion) => {
    expect(problemOf(typed)).toMatchObject({
      code: 'in-the-past',
      part: typed,
      suggestions: [suggestion],
    });
  });

  test('nor is a date that is over', () => {
    expect(problemOf('2025-11-24 18:00-19:00').code).toBe('in-the-past');
    expect(problemOf('until 2026-11-24T00:00Z').code).toBe('in-the-past');
    expect(problemOf('今週月曜9時から10時').code).toBe('in-the-past');
    expect(problemOf('11月23日9時から10時').code).toBe('in-the-past');
  });

  test('an end in this very millisecond is over', () => {
    const nowMs = tokyo('2026-11-24T18:00');
    expect(problemOf('until 18:00', { ...AFTERNOON, nowMs }).code).toBe('in-the-past');
    expect(problemOf('17:00-18:00', { ...AFTERNOON, nowMs }).code).toBe('in-the-past');
  });
});

describe('an end before its start', () => {
  test.each([
    'tomorrow 9:00 - today 18:00',
    '25 Nov 18:00 - 24 Nov 19:00',
    '2026-11-25 9:00 to 2026-11-24 9:00',
    '2026-11-24T19:00Z/2026-11-24T18:00Z',
  ])('is refused when the days say so: %s', (typed) => {
    expect(problemOf(typed).code).toBe('ends-before-start');
  });
});

describe('two readings are refused, and both are named', () => {
  test.each([
    ['9:00-10pm', '9:00', ['2026-11-24T09:00', '2026-11-24T21:00']],
    ['9時から午後5時', '9時', ['2026-11-24T09:00', '2026-11-24T21:00']],
    ['午後11時から1時', '1時', ['2026-11-25T01:00', '2026-11-25T13:00']],
    ['午後12時まで', '午後12時', ['2026-11-24T12:00', '2026-11-25T00:00']],
    ['来週日曜 9時から10時', '来週日曜', ['2026-11-29T09:00', '2026-12-06T09:00']],
    ['22:00-02:00 tomorrow', '02:00 tomorrow', ['2026-11-24T22:00', '2026-11-25T22:00']],
  ])('%s', (typed, part, candidates) => {
    const candidatesMs = candidates.map(tokyo);
    expect(problemOf(typed)).toMatchObject({ code: 'ambiguous', part, candidatesMs });
  });

  test('in the night, a range over midnight may be the one that is running', () => {
    const problem = problemOf('22:00-02:00', { ...AFTERNOON, nowMs: tokyo('2026-11-25T01:00') });
    const candidatesMs = [tokyo('2026-11-24T22:00'), tokyo('2026-11-25T22:00')];
    expect(problem).toMatchObject({ code: 'ambiguous', candidatesMs });
  });
});

describe('a day no calendar has', () => {
  test.each([
    ['2026-02-30 9:00-10:00', '2026-02-30'],
    ['2026-13-01 9:00-10:00', '2026-13-01'],
    ['2月29日9時から10時', '2月29日'],
    ['Wed 24 Nov 18:00-19:00', 'Wed 24 Nov'],
    ['2026-02-30T09:00Z/PT1H', '2026-02-30T09:00Z'],
  ])('%s', (typed, part) => {
    expect(problemOf(typed)).toMatchObject({ code: 'does-not-exist', what: 'day', part });
  });

  test('29 February is understood in the year before it comes', () => {
    const nowMs = tokyo('2027-11-24T09:00');
    const result = parseTimeInput('2月29日9時から10時', { ...AFTERNOON, nowMs });
    expect(result).toMatchObject({ value: { startMs: tokyo('2028-02-29T09:00') } });
  });
});
