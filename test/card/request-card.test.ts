/** The card in all its states, in both languages, as it is read. */

import { describe, expect, test } from 'vitest';
import { requestCard } from '../../src/card/request-card.ts';
import type { CaseFile } from '../../src/case-file/case-file.ts';
import { cancelCase, endGrant } from '../../src/case-file/end-case.ts';
import { failGrant } from '../../src/case-file/grant-case.ts';
import { tickCase } from '../../src/case-file/tick-case.ts';
import { requestId } from '../../src/kernel/brand.ts';
import { refuse } from '../../src/kernel/refusal.ts';
import { HOUR, MINUTE } from '../../src/kernel/time.ts';
import {
  active,
  AIKO,
  approved,
  ASKED,
  at,
  BEN,
  CHIE,
  denied,
  done,
  DRAWING,
  EN,
  extensionAsked,
  extensionReviewed,
  JA,
  opened,
  reported,
  view,
} from './case-story.ts';
import { cardText } from './plain-text.ts';

const en = (file: CaseFile, clock: string) => cardText(requestCard(view(file, clock)), EN);
const ja = (file: CaseFile, clock: string) => cardText(requestCard(view(file, clock, JA)), JA);
/** What changes from state to state: the rest of the card stays. */
const status = (file: CaseFile, clock: string, read = en) => read(file, clock).split('\n')[1];
const buttons = (file: CaseFile, clock: string) =>
  requestCard(view(file, clock)).buttons.map(({ action }) => action);

const both = () => approved(approved(opened(), BEN, '18:05').file, CHIE, '18:07').file;
const removed = { state: 'ended', atMs: at('20:07:21'), how: 'removed' } as const;
const revoking = () => done(tickCase(active(), at('20:07'))).file;

describe('a card that waits', () => {
  test('says in English all that an approver needs', () => {
    expect(en(opened(), '18:02')).toMatchInlineSnapshot(`
      "Production database, read and write — 2 h
      PA-7K3M2 · waiting, 0 of 2   (waiting)
      Requested by: aiko (IAM user aiko.sato)
      Access: role ProdDbOperator, account production 4444-5555-6666
      For: 2 h from activation, at most until 21:12 (JST)
      Approves: any 2 of sre-leads
      Lapses: 19:02 (JST)
      Why, as typed: Restart the stuck replica, INC-1234
      Note  Can write customer data · 3rd request this week
      [ Approve ] [ Approve shorter… ] [ Deny… ] [ Why am I asked? ]"
    `);
  });

  test('and in Japanese', () => {
    expect(ja(opened(), '18:02')).toMatchInlineSnapshot(`
      "本番データベース（読み書き） — 2時間
      PA-7K3M2 · 承認待ち 0/2名   (waiting)
      申請者: aiko（IAM ユーザー aiko.sato）
      対象: production 4444-5555-6666 の ProdDbOperator ロール
      期間: 有効になってから2時間、遅くとも21:12 (JST)まで
      承認者: sre-leads のうち2名
      承認期限: 19:02 (JST)
      理由（入力のまま）: Restart the stuck replica, INC-1234
      備考  顧客データの書き込みが可能 · 今週3件目の申請
      [ 承認する ] [ 短くして承認… ] [ 却下… ] [ 依頼が届いた理由 ]"
    `);
  });

  test('shows who has approved, and who for less', () => {
    const file = approved(opened(), BEN, '18:05', { shorterMs: HOUR }).file;
    expect(en(file, '18:06')).toMatchSnapshot('en');
    expect(status(file, '18:06', ja)).toMatchSnapshot('ja');
  });

  test('says that a role session may outlive the end, the ticket, and the answers', () => {
    const answers = { impact: 'none' };
    const file = opened({ tailMs: HOUR, ticket: 'INC-1234', answers });
    expect(en(file, '18:02')).toMatchSnapshot('en');
  });

  test.each([
    [{ kind: 'until', endMs: at('20:00') }, 'until 20:00 (JST)'],
    [{ kind: 'window', startMs: at('19:00'), endMs: at('20:00') }, '19:00 to 20:00 (JST)'],
    [{ kind: 'window', startMs: at('33:00'), endMs: at('34:00') }, '25 Nov 09:00 to 10:00 (JST)'],
  ] as const)('has the time asked for in its headline: %j', (asked, time) => {
    expect(requestCard(view(opened({ asked }), '18:02')).headline).toBe(
      `Production database, read and write — ${time}`,
    );
  });

  test('never promises an earlier end than the latest possible one', () => {
    const last = at('19:01:59');
    const one = approved(opened(), BEN, '18:05').file;
    const file = approved(one, CHIE, '19:01:59').file;
    const card = requestCard(view(opened(), '18:02'));
    const instants = card.facts.flatMap(({ value }) =>
      value.flatMap((part) => ('instant' in part ? [part.instant] : [])),
    );
    expect(Math.max(...instants)).toBeGreaterThanOrEqual(file.grant?.notAfterMs ?? Infinity);
    expect(Math.max(...instants)).toBeLessThan(last + 2 * HOUR + 11 * MINUTE);
  });
});

describe('a card that was decided', () => {
  test.each([
    ['giving', both(), '18:07'],
    ['active', active(), '18:08'],
    ['ending', revoking(), '20:07'],
    ['overdue', done(tickCase(revoking(), at('20:10'))).file, '20:10'],
    ['ended', reported(revoking(), removed, '20:07:21').file, '20:08'],
    ['denied', denied(opened(), CHIE, '18:05', 'use the read replica instead').file, '18:05'],
    ['withdrawn', done(cancelCase(opened(), AIKO, at('18:04'))).file, '18:04'],
    ['unanswered', done(tickCase(opened(), at('19:02'))).file, '19:02'],
    ['lapsed', done(tickCase(approved(opened(), BEN, '18:05').file, at('19:02'))).file, '19:02'],
    [
      'failed',
      failGrant(both(), refuse('groups-full', { user: 'aiko.sato', max: 10 }), at('18:08')).file,
      '18:08',
    ],
    [
      'kept',
      reported(
        revoking(),
        { ...removed, how: 'kept', keptFor: requestId('PA-9Q2X7'), keptUntilMs: at('21:00') },
        '20:07',
      ).file,
      '20:08',
    ],
  ])('says so in its status: %s', (name, file, clock) => {
    expect({ name, en: status(file, clock), ja: status(file, clock, ja) }).toMatchSnapshot();
  });

  test('says how long nobody answered as one says it, in days where it was days', () => {
    const file = opened({ lapseMs: ASKED + 7 * 24 * HOUR });
    const over = done(tickCase(file, ASKED + 7 * 24 * HOUR)).file;
    expect(status(over, '19:00')).toContain('lapsed: nobody answered in 7 days');
    expect(status(over, '19:00', ja)).toContain('失効：7日以内に応答なし');
  });

  test('keeps its facts and loses its buttons when it is over', () => {
    const file = reported(revoking(), removed, '20:07:21').file;
    expect(en(file, '20:08')).toMatchSnapshot('en');
    expect(ja(file, '20:08')).toMatchSnapshot('ja');
  });

  test('can be ended by a button as long as it lives', () => {
    expect(buttons(active(), '18:08')).toEqual(['end-now']);
    expect(en(active({ tailMs: HOUR }), '18:08')).toMatchSnapshot('en');
  });

  test('asks the approvers again when more time is wanted', () => {
    const asked = extensionAsked(active(), '19:58', 'the copy takes longer').file;
    const one = extensionReviewed(asked, BEN, 'approve', '19:59').file;
    expect(en(one, '19:59')).toMatchSnapshot('en');
    expect(ja(one, '19:59').split('\n').slice(-2)).toMatchSnapshot('ja');
    const two = extensionReviewed(one, CHIE, 'approve', '20:00').file;
    expect(buttons(two, '20:00')).toEqual(['end-now']);
  });

  test('can be cancelled before a scheduled start, and says that nothing was given', () => {
    const asked = { kind: 'window', startMs: at('19:00'), endMs: at('20:00') } as const;
    const one = approved(opened({ asked }), BEN, '18:05').file;
    const file = approved(one, CHIE, '18:07').file;
    expect(status(file, '18:07')).toBe(
      'PA-7K3M2 · approved by ben, chie · starts 19:00 (JST)   (waiting)',
    );
    expect(buttons(file, '18:07')).toEqual(['end-now']);
    const over = done(endGrant(file, 'requester', AIKO, at('18:30'))).file;
    expect(status(over, '18:30')).toContain('nothing had been given');
    expect(buttons(over, '18:30')).toEqual([]);
  });
});

test('a card names its drawing until there will be no other', () => {
  const drawing = (file: CaseFile) => requestCard(view(file, '20:08')).drawing;
  expect([opened(), active(), revoking()].map(drawing)).toEqual([DRAWING, DRAWING, DRAWING]);
  const ended = reported(revoking(), removed, '20:07:21').file;
  const no = denied(opened(), CHIE, '18:05', 'use the read replica instead').file;
  expect([ended, no].map(drawing)).toEqual([undefined, undefined]);
});

test('every button carries the drawing and nothing else', () => {
  for (const file of [opened(), active(), extensionAsked(active(), '19:58').file]) {
    const values = requestCard(view(file, '19:58')).buttons.map(({ value }) => value);
    expect(new Set(values)).toEqual(new Set([DRAWING]));
  }
});
