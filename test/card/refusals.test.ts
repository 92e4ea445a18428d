/** Every refusal there is, in both languages: what was refused, by which rule, who can help. */

import { describe, expect, test } from 'vitest';
import { refusalText } from '../../src/card/refusal-text.ts';
import { explainLine } from '../../src/card/listings.ts';
import { plainLine } from '../../src/card/line.ts';
import { refusalNotice } from '../../src/card/whisper.ts';
import { requestId } from '../../src/kernel/brand.ts';
import { type Refusal, type RefusalCode, refuse } from '../../src/kernel/refusal.ts';
import { HOUR, MINUTE } from '../../src/kernel/time.ts';
import { parseTimeInput } from '../../src/kernel/time-input.ts';
import { ASKED, at, BEN, CHIE, DAI, EN, ID, JA } from './case-story.ts';
import { SAMPLES } from './refusal-samples.ts';

const both = (refusal: Refusal, nowMs?: number) =>
  [EN, JA].map((reader) =>
    refusalText(refusal, nowMs === undefined ? reader : { ...reader, nowMs }),
  );
const read = (reader: typeof EN) =>
  SAMPLES.map((refusal) => ({ code: refusal.code, text: refusalText(refusal, reader) }));
const [ENGLISH, JAPANESE] = [read(EN), read(JA)];
const ALL = [...ENGLISH, ...JAPANESE];
const said = (what: RegExp) => ALL.filter(({ text }) => what.test(text));
const unsaid = (what: RegExp) => ALL.filter(({ text }) => !what.test(text));

describe('the sentences the design gives', () => {
  test('about an own request', () => {
    const approvers = [BEN, CHIE, DAI].map(({ key, name }) => ({ key, name }));
    expect(both(refuse('own-request', { needed: 2, from: ['sre-leads'], approvers }))).toEqual([
      'You cannot approve your own request. Any 2 of sre-leads can: ben, chie, dai.',
      'ご自身の申請は承認できません。sre-leads のうち2名（ben、chie、dai）が承認できます。',
    ]);
  });

  test('about one decided already', () => {
    const by = [BEN, CHIE].map(({ key, name }) => ({ key, name }));
    const facts = { id: ID, outcome: 'approved', by, atMs: at('18:07') };
    expect(both(refuse('already-decided', facts), at('18:09'))).toEqual([
      'This request was already approved by ben and chie at 18:07 (JST).',
      'この申請は18:07 (JST)に ben、chie により承認済みです。',
    ]);
  });

  test('about a time that is too long, with how there may be more only where there may', () => {
    const cap = { askedMs: 45 * MINUTE, maxMs: 30 * MINUTE, rule: 'db', entitlement: 'prod-db' };
    expect(both(refuse('too-long', cap))).toEqual([
      '45 min is too long: db allows 30 min at most. Ask for less.',
      '45分は長すぎます。db では最長30分です。30分以内で申請してください。',
    ]);
    expect(both(refuse('too-long', { ...cap, more: 'extend' }))).toEqual([
      '45 min is too long: db allows 30 min at most. Ask for less, and extend later if needed.',
      '45分は長すぎます。db では最長30分です。短い期間で申請し、必要であれば後から延長してください。',
    ]);
    expect(both(refuse('too-long', { ...cap, more: 'usual-way' }))).toEqual([
      'Break-glass lasts 30 min at most. Ask for 30 min; for more, ask the usual way: ' +
        '/prod-access prod-db.',
      '緊急アクセスは最長30分です。30分で申請するか、それ以上必要な場合は通常どおり ' +
        '/prod-access prod-db で申請してください。',
    ]);
  });

  test('about an account without a user in AWS, and a rule that changed', () => {
    expect(both(refuse('person-unmapped', { operators: '@platform' }))[0]).toBe(
      'Your chat account is not linked to an AWS user, so nothing was requested. ' +
        'Ask @platform to add you (people.listed), then try again.',
    );
    expect(both(refuse('rule-changed', { id: ID, needed: 2 }))[0]).toBe(
      'The rule changed while this card was open: now 2 approvals are needed. ' +
        'The card has been updated.',
    );
  });
});

describe('a moment', () => {
  const frozen = refuse('frozen', {
    entitlement: 'prod-db',
    calendar: 'year-end',
    why: 'closed',
    untilMs: Date.UTC(2027, 0, 4),
    operators: '@platform',
  });
  const dates = [/Mon 4 Jan( 2027)? 09:00 \(JST\), so/, /1月4日\(月\) 09:00 \(JST\)まで変更凍結中/];

  test('that is days away has its date: nobody tries again tomorrow at 09:01', () => {
    const [en, ja] = both(frozen, Date.UTC(2026, 11, 29));
    expect(en).toMatch('until Mon 4 Jan 2027 09:00 (JST), so prod-db');
    expect(ja).toMatch(
      'カレンダー year-end により2027年1月4日(月) 09:00 (JST)まで変更凍結中のため',
    );
  });

  test('has its date in an explanation too', () => {
    const said = { rule: 'prod-two-people', effect: 'refuse', ...frozen.facts } as const;
    for (const [at, reader] of [EN, JA].entries()) {
      const now = { ...reader, nowMs: Date.UTC(2026, 11, 29) };
      const line = explainLine({ code: 'frozen', facts: said }, now, () => undefined);
      expect(plainLine(line, now)).toContain(
        ['Mon 4 Jan 2027 09:00', '2027年1月4日(月) 09:00'][at],
      );
    }
  });

  test('has its date wherever it is not known when somebody reads it', () => {
    for (const [at, text] of both(frozen).entries()) expect(text).toMatch(dates[at] ?? '');
    expect(said(/(?<!\d Nov|\d Jan|日\(.\)) \d\d:\d\d \(/)).toEqual([]);
  });

  test('that is past is a clock on its day, and has its date from the next one on', () => {
    const facts = { id: ID, outcome: 'denied', by: [BEN], atMs: at('18:07') };
    const refusal = refuse('already-decided', facts);
    expect(both(refusal, at('42:00'))).toEqual([
      'This request was already denied by ben Tue 24 Nov 18:07 (JST).',
      'この申請は11月24日(火) 18:07 (JST)に ben により却下済みです。',
    ]);
  });
});

describe('every sentence', () => {
  test('reads as it does', () => {
    const all = SAMPLES.map((refusal) => [refusal.code, ...both(refusal, ASKED)].join('\n'));
    expect(all.join('\n\n')).toMatchSnapshot();
  });

  test('is whole: nothing undefined, no double space, ended as a sentence ends', () => {
    expect(said(/undefined|NaN|\[object|\s{2,}|\n/)).toEqual([]);
    expect(unsaid(/[.。]$/)).toEqual([]);
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
});
