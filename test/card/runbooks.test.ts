/** What runbooks did, as it reads in the thread, in both languages. */

import { describe, expect, test } from 'vitest';
import type { EventFacts } from '../../src/audit/event.ts';
import { event } from '../../src/audit/event.ts';
import { plainLine } from '../../src/card/line.ts';
import { threadLine } from '../../src/card/thread-line.ts';
import { ASKED, at, EN, JA } from './case-story.ts';

type Told = EventFacts['runbook-told'];
const BASE = {
  purpose: 'grant',
  document: 'ProdAccess-GrantPolicy',
  version: '2',
  execution: 'e-1',
} as const;
const told = (facts: Omit<Told, keyof typeof BASE>) => {
  const one = event('runbook-told', ASKED, 'prod-access', { ...BASE, ...facts });
  return [EN, JA].map((reader) => plainLine(threadLine(one, reader) ?? [], reader));
};

describe('a line for each step, and for the end', () => {
  test.each([
    [
      { what: 'started' },
      'ProdAccess-GrantPolicy v2 started: e-1.',
      'ProdAccess-GrantPolicy v2 を開始：e-1',
    ],
    [
      { what: 'done', step: 'put' },
      'ProdAccess-GrantPolicy: step put done.',
      'ProdAccess-GrantPolicy：ステップ put 完了。',
    ],
    [
      { what: 'timed-out', step: 'put' },
      'ProdAccess-GrantPolicy: step put took too long.',
      'ProdAccess-GrantPolicy：ステップ put 時間切れ。',
    ],
    [
      { what: 'done' },
      'ProdAccess-GrantPolicy ran to its end.',
      'ProdAccess-GrantPolicy は最後まで実行済み。',
    ],
    [
      { what: 'failed', why: 'Access denied.' },
      'ProdAccess-GrantPolicy failed: Access denied.',
      'ProdAccess-GrantPolicy 失敗：Access denied.',
    ],
    [
      { what: 'stopped', alarm: 'prod-errors' },
      'ProdAccess-GrantPolicy was stopped by the alarm prod-errors.',
      'ProdAccess-GrantPolicy はアラーム prod-errors により停止。',
    ],
  ] as const)('%j', (facts, en, ja) => {
    expect(told(facts)).toEqual([en, ja]);
  });
});

test('the end of a pair without a date does not speak of a date in AWS', () => {
  const facts = { by: 'time', endMs: at('19:00'), confirmedMs: at('19:01'), usedMs: 0 } as const;
  const lines = [{}, { undated: true as const }].map((more) => {
    const one = event('grant-revoked', ASKED, 'prod-access', { ...facts, how: 'removed', ...more });
    return plainLine(threadLine(one, EN) ?? [], EN);
  });
  expect(lines[0]).toContain('(its date in AWS)');
  expect(lines[1]).not.toContain('date');
});

test.each([
  ['done', 'The runbook is done.', 'ランブック完了。'],
  ['broken', 'The runbook broke off.', 'ランブックが途中で終了。'],
  ['stopped', 'The runbook was stopped.', 'ランブックを停止。'],
] as const)('work that is %s is said to be that, and not that access ended', (how, en, ja) => {
  const facts = { by: 'runbook', endMs: ASKED, confirmedMs: ASKED, usedMs: 600_000, how } as const;
  const one = event('grant-revoked', ASKED, 'prod-access', facts);
  expect(plainLine(threadLine(one, EN) ?? [], EN)).toContain(en);
  expect(plainLine(threadLine(one, JA) ?? [], JA)).toContain(ja);
});
