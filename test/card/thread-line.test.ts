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
    expect(lines.map((pair) => pair.join('\n')).join('\n\n')).toMatchSnapshot();
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
      both('grant-revoked', '20:07:21', { ...REVOKED, tokensUntilMs: at('20:22') }),
      both('late-sessions-ended', '20:13', { sessions: 1 }),
      both('late-sessions-ended', '20:14', { sessions: 3 }),
      both('grant-revoked', '20:07:21', { ...REVOKED, endless: ['shells', 'roles', 'unread'] }),
      both('grant-revoked', '18:10', { ...REVOKED, usedMs: 0, how: 'never-given' }),
      both('grant-revoked', '18:30', { ...REVOKED, by: 'failure', how: 'gone' }),
    ];
    expect(lines.map((pair) => pair.join('\n')).join('\n\n')).toMatchSnapshot();
  });
});

test('a life of days is said in days, and one of minutes in minutes', () => {
  const lapsed = (minutes: number) =>
    both('request-lapsed', '19:02', { minutes, why: 'unanswered' });
  expect(lapsed(7 * 24 * 60)).toEqual([
    'Lapsed: not enough approvals in 7 days.',
    '失効。7日以内に必要な承認が揃わず。',
  ]);
  expect(lapsed(45)).toEqual([
    'Lapsed: not enough approvals in 45 min.',
    '失効。45分以内に必要な承認が揃わず。',
  ]);
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
    'Access is active until Wed 25 Nov 18:07 (JST). Confirmed at AWS.',
    'アクセス有効、11月25日(水) 18:07 (JST)まで。AWS で確認済み。',
  ]);
});
