/** Sentences of refusals, word by word: those the design gives, and those with a moment in them. */

import { describe, expect, test } from 'vitest';
import { plainLine } from '../../src/card/line.ts';
import { explainLine } from '../../src/card/listings.ts';
import type { Missing } from '../../src/kernel/refusal-review.ts';
import { refuse } from '../../src/kernel/refusal.ts';
import { HOUR, MINUTE } from '../../src/kernel/time.ts';
import { at, BEN, CHIE, DAI, EN, ID, JA, person } from './case-story.ts';
import { refusalTexts as both } from './plain-text.ts';

describe('the sentences the design gives', () => {
  test('about an own request', () => {
    const approvers = [BEN, CHIE, DAI].map(({ key, name }) => ({ key, name }));
    const could = approvers.map(({ key }) => key);
    const missing = [{ count: 2, from: ['sre-leads'], stage: 0, could }];
    expect(both(refuse('own-request', { missing, approvers }))).toEqual([
      'You cannot approve your own request. Any 2 of sre-leads can: ben, chie, dai.',
      'ご自身の申請は承認できません。sre-leads のうち2名（ben、chie、dai）が承認できます。',
    ]);
  });

  test('about one whom others decide, each in their turn', () => {
    const approvers = [BEN, CHIE, DAI].map(({ key, name }) => ({ key, name }));
    const ben = { count: 1, from: ['ben'], stage: 0, could: [BEN.key], isEverybody: true } as const;
    const head = { count: 1, from: ['heads'], stage: 1, could: [DAI.key] };
    const said = (...missing: readonly Missing[]) =>
      both(refuse('not-an-approver', { missing, approvers }));
    expect(said(ben, head)).toEqual([
      'You are not among those who decide on this. Now ben decides, then one of heads (dai).',
      'この申請の承認者ではありません。まず ben、続いて heads のうち1名（dai）が承認します。',
    ]);
    expect(said({ ...ben, count: 2, from: ['ben', 'chie'] })).toEqual([
      'You are not among those who decide on this. Now ben and chie decide.',
      'この申請の承認者ではありません。ben・chie が承認します。',
    ]);
    expect(said({ ...head, stage: 0, count: 2, from: ['heads', 'leads'] }, ben)).toEqual([
      'You are not among those who decide on this. ' +
        'Now 2 of heads or leads (dai) and ben decide.',
      'この申請の承認者ではありません。heads・leads のうち2名（dai）、および ben が承認します。',
    ]);
  });

  test('about one whose level has its approvals: a no of theirs still counts', () => {
    const missing = [{ count: 1, from: ['heads'], stage: 1, could: [DAI.key] }];
    expect(both(refuse('not-an-approver', { missing, approvers: [], isAsked: true }))).toEqual([
      'Your level has its approvals already, so nothing was counted. You can still deny. ' +
        'One of heads can.',
      'ご自身の段階の承認はすでに揃っているため、この操作は反映されていません。却下はできます。' +
        'heads のうちいずれか1名が承認できます。',
    ]);
  });

  test('and with no space of ours around names that are Japanese', () => {
    const [tanaka, sato] = [person('田中'), person('佐藤')];
    const approvers = [tanaka, sato].map(({ key, name }) => ({ key, name }));
    const first = { count: 1, from: ['田中'], stage: 0, could: [tanaka.key], isEverybody: true };
    const then = { count: 1, from: ['本番管理'], stage: 1, could: [sato.key] };
    const missing = [first, then] as readonly Missing[];
    expect(both(refuse('not-an-approver', { missing, approvers }))[1]).toBe(
      'この申請の承認者ではありません。まず田中、続いて本番管理のうち1名（佐藤）が承認します。',
    );
    const facts = { id: ID, outcome: 'approved', by: approvers, atMs: at('18:07') };
    expect(both(refuse('already-decided', facts), at('18:09'))[1]).toBe(
      'この申請は18:07 (JST)に田中、佐藤により承認済みです。',
    );
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

  test('about limits, in an explanation: more time is said only where there is more', () => {
    const facts = { maxMs: HOUR, maxTotalMs: HOUR, lapseMs: HOUR };
    const said = [EN, JA].map((reader) =>
      plainLine(
        explainLine({ code: 'limits', facts }, reader, () => undefined),
        reader,
      ),
    );
    expect(said).toEqual([
      'At most 1 h; a request lapses after 1 h.',
      '最長1時間。申請は1時間以内に承認されなければ失効します。',
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
