/** The thread: one line per fact, and nothing where there is nothing to say. */

import { describe, expect, test } from 'vitest';
import { type AuditEvent, event, type EventFacts, type EventType } from '../../src/audit/event.ts';
import { plainLine } from '../../src/card/line.ts';
import { threadLine } from '../../src/card/thread-line.ts';
import { requestId } from '../../src/kernel/brand.ts';
import type { Reader } from '../../src/kernel/person.ts';
import { HOUR, MINUTE } from '../../src/kernel/time.ts';
import { at, EN, JA } from './case-story.ts';

const said = <T extends EventType>(
  type: T,
  clock: string,
  facts: EventFacts[T],
  reader: Reader,
) => {
  const line = threadLine(event(type, at(clock), 'prod-access', facts) as AuditEvent, reader);
  return line && plainLine(line, reader);
};
const both = <T extends EventType>(type: T, clock: string, facts: EventFacts[T]) => [
  said(type, clock, facts, EN),
  said(type, clock, facts, JA),
];

const ASK: EventFacts['request-submitted'] = {
  requester: 'aiko',
  beneficiary: 'aiko',
  principal: '111122223333/aiko.sato',
  entitlement: 'prod-db',
  title: 'Production database, read and write',
  durationMs: 2 * HOUR,
  justification: 'Restart',
  answers: {},
};
const APPROVAL: EventFacts['review-given'] = {
  by: 'ben',
  verdict: 'approve',
  digest: 'd',
  drawing: 'w',
  have: 1,
  need: 2,
};
const REVOKED: EventFacts['grant-revoked'] = {
  by: 'time',
  endMs: at('20:07'),
  confirmedMs: at('20:07:21'),
  usedMs: 2 * HOUR,
  how: 'removed',
};

describe('a whole life, line by line', () => {
  test('in English and Japanese', () => {
    const needed = [{ level: 'sre', count: 2, from: ['sre-leads'] }];
    const lines = [
      both('request-submitted', '18:02', ASK),
      both('request-submitted', '18:02', { ...ASK, beneficiary: 'dai', endMs: at('20:00') }),
      both('rule-applied', '18:02', { rules: ['prod-two-people'], needed, digest: 'd' }),
      both('review-given', '18:05', { ...APPROVAL, comment: 'ok, I am watching the graphs' }),
      both('review-given', '18:07', { ...APPROVAL, by: 'chie', shorterMs: HOUR, have: 2 }),
      both('request-approved', '18:07', { by: ['ben', 'chie'], startMs: at('19:00') }),
      both('grant-held', '18:45', { code: 'nobody-could-approve' }),
      both('grant-active', '18:07', { sinceMs: at('18:07'), endMs: at('20:07') }),
      both('grant-warned', '19:57', { beforeMs: 10 * MINUTE, endMs: at('20:07') }),
      both('extension-asked', '19:58', { by: 'aiko', number: 1, byMs: 30 * MINUTE }),
      both('review-given', '19:59', { ...APPROVAL, extension: 1 }),
      both('extension-granted', '20:00', { number: 1, endMs: at('20:37') }),
      both('extension-denied', '20:00', { number: 1, by: 'ben', comment: 'not tonight' }),
      both('extension-lapsed', '20:07', { number: 1 }),
      both('extension-refused', '20:07', { number: 1, code: 'already-ended' }),
      both('grant-ending', '19:00', { by: 'requester', who: 'aiko' }),
      both('grant-ending', '19:00', { by: 'policy' }),
      both('grant-revoked', '20:07:21', REVOKED),
    ];
    expect(lines.map((pair) => pair.join('\n')).join('\n\n')).toMatchInlineSnapshot(`
      "aiko asked for Production database, read and write, for 2 h.
      aiko が「Production database, read and write」を申請。期間は2時間。

      aiko asked for dai for Production database, read and write, until 20:00 (JST).
      aiko が「Production database, read and write」を申請。期間は20:00 (JST)まで（利用者：dai）。

      Rule prod-two-people applies: 2 of sre-leads.
      適用ルールは prod-two-people。承認は sre-leads から2名。

      ben approved: “ok, I am watching the graphs”.
      ben が承認「ok, I am watching the graphs」

      chie approved, for 1 h only. Enough approvals.
      chie が1時間に短縮して承認。必要な承認が完了。

      Approved. Access starts 19:00 (JST).
      承認完了。19:00 (JST)に開始。

      As things stand, this cannot start: nobody is left who could approve. It is looked at again at the start.
      このままでは開始不可。承認できる人がいなくなったため。開始時刻に再確認。

      Access is active until 20:07 (JST). Confirmed at AWS.
      アクセス有効、20:07 (JST)まで。AWS で確認済み。

      Ends in 10 min.
      終了まであと10分。

      aiko asked to extend by 30 min. The same approvers decide.
      aiko が30分の延長を申請。判断は同じ承認者。

      ben approved the extension.
      ben が延長を承認。

      Extended until 20:37 (JST). Confirmed at AWS.
      20:37 (JST)まで延長。AWS で確認済み。

      ben denied the extension: “not tonight”.
      ben が延長を却下「not tonight」

      The extension lapsed. The end stays as it was.
      延長の申請は失効。終了時刻は変更なし。

      Not extended: it had already ended.
      延長できず。すでに終了していたため。

      aiko ended this grant early.
      aiko が予定より早く終了。

      Ended by policy: its holder may no longer have it.
      ポリシーにより終了。利用者が対象外のため。

      Access ended (its date in AWS). Removal confirmed 20:07:21 (JST). In use for 2 h.
      アクセス終了（AWS 上の期限）。20:07:21 (JST)に削除を確認。利用時間2時間。"
    `);
  });

  test('when it goes otherwise', () => {
    const keptFor = requestId('PA-9Q2X7');
    const kept = { ...REVOKED, how: 'kept', keptFor, keptUntilMs: at('21:00') } as const;
    const lines = [
      both('request-denied', '18:05', { by: 'chie', comment: 'use the read replica instead' }),
      both('request-cancelled', '18:05', { by: 'aiko' }),
      both('request-lapsed', '19:02', { minutes: 60, why: 'unanswered' }),
      both('request-lapsed', '19:02', { minutes: 60, why: 'window' }),
      both('request-stuck', '19:02', { level: 'sre' }),
      both('review-void', '18:06', { by: 'ben', why: 'rule-changed' }),
      both('review-void', '18:06', { by: 'ben', why: 'not-an-approver' }),
      both('grant-failed', '18:08', { code: 'groups-full', detail: '{}' }),
      both('revocation-overdue', '20:09', { sinceMs: at('20:07') }),
      both('write-off-proposed', '21:00', { by: 'ops1', reason: 'account closed' }),
      both('written-off', '21:10', { by: ['ops1', 'ops2'], reason: 'account closed' }),
      both('grant-revoked', '20:07:21', kept),
      both('grant-revoked', '20:07:21', { ...REVOKED, tailUntilMs: at('20:52') }),
      both('grant-revoked', '18:10', { ...REVOKED, usedMs: 0, how: 'never-given' }),
      both('grant-revoked', '18:30', { ...REVOKED, by: 'failure', how: 'gone' }),
    ];
    expect(lines.map((pair) => pair.join('\n')).join('\n\n')).toMatchInlineSnapshot(`
      "chie denied: “use the read replica instead”.
      chie が却下「use the read replica instead」

      aiko withdrew the request.
      aiko が申請を取り下げ。

      Lapsed: not enough approvals in 60 min.
      失効。60分以内に必要な承認が揃わず。

      Lapsed: too little is left of the time asked for.
      失効。希望の時間帯の残りがわずか。

      Nobody is left who could approve (sre). The operators have been told.
      承認できる人が不在（sre）。運用担当に連絡済み。

      The rule changed: ben has to approve again for it to count.
      ルール変更のため、ben の承認は無効。改めて承認が必要。

      ben may no longer approve this: that approval does not count any more.
      ben は承認者から外れたため、承認は無効。

      Could not be given: the user is in as many groups as AWS allows. Nothing of it stays.
      付与できず。グループ数が AWS の上限のため。アクセスは残りません。

      Removal is overdue since 20:07 (JST). The bot goes on trying; the operators have been told.
      削除が遅延中（20:07 (JST)から）。再試行を継続中、運用担当に連絡済み。

      ops1 wants to write this off: “account closed”. A second operator has to confirm.
      ops1 が削除確認の打ち切りを提案「account closed」。運用担当もう1名の確認が必要。

      Written off by ops1 and ops2: “account closed”. Removal was not confirmed at AWS.
      ops1、ops2 が削除確認を打ち切り「account closed」。AWS での削除は未確認。

      This grant ended. Access stays for PA-9Q2X7 until 21:00 (JST). In use for 2 h.
      この申請分は終了。PA-9Q2X7 のため、アクセスは21:00 (JST)まで継続。利用時間2時間。

      Access ended (its date in AWS). Removal confirmed 20:07:21 (JST). In use for 2 h. A role session opened before the end may live until 20:52 (JST).
      アクセス終了（AWS 上の期限）。20:07:21 (JST)に削除を確認。利用時間2時間。終了前に開始したロールのセッションは、最長20:52 (JST)まで残る可能性。

      This grant ended. Nothing had been given.
      終了。付与はされていません。

      This grant ended: its IAM user no longer exists. In use for 2 h.
      終了。IAM ユーザーはすでに存在しません。利用時間2時間。"
    `);
  });
});

describe('clicks that did not count', () => {
  const click = (code: EventFacts['click-refused']['code'], what: string, times = 1) =>
    both('click-refused', '18:05', { by: 'aiko', what, code, times });

  test('are said once for one person, with their number', () => {
    expect(click('own-request', 'approve')).toEqual([
      "aiko's own request: their approval does not count.",
      'aiko 自身の申請のため、aiko の承認は無効。',
    ]);
    expect(click('not-an-approver', 'end', 100)).toEqual([
      'aiko tried to end this (100 times): refused, not among the approvers.',
      'aiko の終了操作は無効（100回）。承認者ではないため。',
    ]);
  });

  test.each([
    'card-updated',
    'already-decided',
    'already-approved-by-you',
    'request-lapsed',
  ] as const)('are silent when they only came late: %s', (code) =>
    expect(click(code, 'approve')).toEqual([undefined, undefined]),
  );
});

describe('facts for auditors alone', () => {
  test('are no lines', () => {
    expect(both('grant-provisioning', '18:07', { notAfterMs: at('20:17') })).toEqual([
      undefined,
      undefined,
    ]);
    expect(both('booted', '18:07', { version: '1', store: 'sqlite' })).toEqual([
      undefined,
      undefined,
    ]);
    expect(both('request-approved', '18:07', { by: ['ben'] })).toEqual([undefined, undefined]);
    expect(both('grant-ending', '20:07', { by: 'time' })).toEqual([undefined, undefined]);
  });
});

test('an end on another day is said with its day', () => {
  const facts = { sinceMs: at('18:07'), endMs: at('42:07') };
  expect(both('grant-active', '18:07', facts)).toEqual([
    'Access is active until 25 Nov 18:07 (JST). Confirmed at AWS.',
    'アクセス有効、11月25日 18:07 (JST)まで。AWS で確認済み。',
  ]);
});
