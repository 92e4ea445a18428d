/** Every refusal there is, in both languages: what was refused, by which rule, who can help. */

import { describe, expect, test } from 'vitest';
import { refusalText } from '../../src/card/refusal-text.ts';
import { refusalNotice } from '../../src/card/whisper.ts';
import { requestId } from '../../src/kernel/brand.ts';
import { type RefusalCode, refuse } from '../../src/kernel/refusal.ts';
import { HOUR } from '../../src/kernel/time.ts';
import { parseTimeInput } from '../../src/kernel/time-input.ts';
import { ASKED, EN, JA } from './case-story.ts';
import { refusalTexts as both } from './plain-text.ts';
import { SAMPLES } from './refusal-samples.ts';

const read = (reader: typeof EN) =>
  SAMPLES.map((refusal) => ({ code: refusal.code, text: refusalText(refusal, reader) }));
const [ENGLISH, JAPANESE] = [read(EN), read(JA)];
const ALL = [...ENGLISH, ...JAPANESE];
const said = (what: RegExp) => ALL.filter(({ text }) => what.test(text));
const unsaid = (what: RegExp) => ALL.filter(({ text }) => !what.test(text));

describe('every sentence', () => {
  test('reads as it does', () => {
    const all = SAMPLES.map((refusal) => [refusal.code, ...both(refusal, ASKED)].join('\n'));
    expect(all.join('\n\n')).toMatchSnapshot();
  });

  test('is whole: nothing undefined, no double space, ended as a sentence ends', () => {
    expect(said(/undefined|NaN|\[object|\s{2,}|\n/)).toEqual([]);
    expect(unsaid(/[.?。]$/)).toEqual([]);
  });

  test('has the date of its moments, unless it is known when it is read', () => {
    expect(said(/(?<!\d Nov|\d Jan|日\(.\)) \d\d:\d\d \(/)).toEqual([]);
  });

  test('has one space between a name and the Japanese after it, and none after a moment', () => {
    expect(JAPANESE.filter(({ text }) => /@platform[^ （）。]|\(JST\) /.test(text))).toEqual([]);
  });

  test('keeps to the tone: no shouting, no blame, no "permission denied"', () => {
    expect(said(/[!！]|permission denied|illegal|invalid|sorry|please/i)).toEqual([]);
  });

  test('says enough to go on with, and is short enough to be read at night', () => {
    expect(ENGLISH.filter(({ text }) => text.length < 25 || text.length > 180)).toEqual([]);
    expect(JAPANESE.filter(({ text }) => text.length < 15 || text.length > 110)).toEqual([]);
  });

  test('is Japanese in Japanese, with half-width digits', () => {
    expect(JAPANESE.filter(({ text }) => !/[\u3040-\u30ff]/.test(text))).toEqual([]);
    expect(said(/[０-９]/)).toEqual([]);
    expect(ENGLISH.filter(({ text }) => /[\u3000-\u9fff]/.test(text))).toEqual([]);
  });
});

describe('a time that was not understood', () => {
  const reading = (typed: string, reader = EN) => {
    const read = parseTimeInput(typed, { nowMs: ASKED, zone: 'Asia/Tokyo' });
    if (read.ok) throw new Error(`${typed} was understood.`);
    const { at: from, length, code } = read.problem;
    const facts = { typed, at: from, length, problem: code, trouble: read.problem };
    return refusalText(refuse('time-not-understood', facts), reader);
  };

  test.each([
    '',
    '2',
    '2h foo',
    '0m',
    '9000d',
    '17:00',
    '19:00-18:30',
    'until',
    '30 Feb 9:00 for 1h',
  ])('is pointed at, with a line that would work: %j', (typed) =>
    expect([reading(typed), reading(typed, JA)]).toMatchSnapshot(),
  );
});

test('a whisper is one line, and its summary says the same', () => {
  const refusal = refuse('denied-recently', { id: requestId('PA-1111'), untilMs: ASKED + HOUR });
  const notice = refusalNotice(refusal, EN);
  expect(notice.lines).toHaveLength(1);
  expect(notice.summary).toBe(refusalText(refusal, EN));
  expect(notice.buttons).toEqual([]);
});

test('names and typed text come in clean, on one line, and not without end', () => {
  const typed = 'x'.repeat(5000);
  const text = refusalText(refuse('entitlement-unknown', { typed: 'a\u202e\nb', known: [] }), EN);
  expect(text).toContain('“a b”');
  const long = refuse('entitlement-unknown', { typed, known: [] });
  expect(refusalText(long, EN).length).toBeLessThan(700);
});

test('every code has a sample here', () => {
  const codes = new Set<RefusalCode>(SAMPLES.map(({ code }) => code));
  expect(codes.size).toBe(SAMPLES.length);
});

test('no refusal speaks of one chat where there may be another', () => {
  expect(said(/Slack|Teams|workspace|ワークスペース/i)).toEqual([]);
});

test('whom nobody could look up is told that it is about their account', () => {
  const [en, ja] = both(refuse('directory-silent', { what: 'teams' }));
  expect(en).toContain('did not answer about your account');
  expect(ja).toContain('チャットのアカウント');
  const [ofAws, atAws] = both(refuse('directory-silent', { what: 'AWS' }));
  expect(ofAws).toContain('which user is yours');
  expect(atAws).toContain('AWS でご自身のユーザー');
});
