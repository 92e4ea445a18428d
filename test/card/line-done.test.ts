/** The line of what was done: what changed first, then what is missing from it, and why. */

import { expect, test } from 'vitest';
import { event, type EventFacts } from '../../src/audit/event.ts';
import { plainLine } from '../../src/card/line.ts';
import { threadLine } from '../../src/card/thread-line.ts';
import { at, EN, JA } from './case-story.ts';

type Done = EventFacts['what-was-done'];
const NONE = { named: [], others: 0 };
const done = (change: Partial<Done> = {}): Done => ({
  user: 'aiko.sato',
  fromMs: at('18:07'),
  toMs: at('20:07'),
  places: 2,
  changes: NONE,
  reads: 0,
  denied: NONE,
  failed: 0,
  capped: [],
  unread: [],
  apart: [],
  logs: [],
  ...change,
});
const both = (change: Partial<Done>) =>
  [EN, JA].map((reader) => {
    const line = threadLine(
      event('what-was-done', at('20:22'), 'prod-access', done(change)),
      reader,
    );
    return line && plainLine(line, reader);
  });

const changes = {
  named: [
    { name: 'rds:RebootDBInstance', times: 2 },
    { name: 'rds:ModifyDBInstance', times: 1 },
  ],
  others: 0,
};
const denied = { named: [{ name: 'rds:DeleteDBInstance', times: 1 }], others: 3 };

test('changes and denied calls are named, everything else is counted', () => {
  expect(both({ changes, reads: 14, denied, failed: 1 })).toEqual([
    'What aiko.sato did, as far as CloudTrail has it by now: 3 changes (rds:RebootDBInstance ×2, ' +
      'rds:ModifyDBInstance), 14 reads, 4 denied (rds:DeleteDBInstance, 3 more), 1 failed.',
    'aiko.sato の操作（現時点で CloudTrail にある範囲）：変更3件（rds:RebootDBInstance ×2、' +
      'rds:ModifyDBInstance）、参照14件、拒否4件（rds:DeleteDBInstance、ほか3件）、失敗1件。',
  ]);
  expect(both({ reads: 1 })).toEqual([
    'What aiko.sato did, as far as CloudTrail has it by now: no changes, 1 read.',
    'aiko.sato の操作（現時点で CloudTrail にある範囲）：変更なし、参照1件。',
  ]);
});

test('nothing at all is said as plainly', () => {
  expect(both({})).toEqual([
    'As far as CloudTrail has it by now, aiko.sato did nothing in that time.',
    '現時点の CloudTrail には、期間中の aiko.sato の操作なし。',
  ]);
});

test('what is missing is said behind it', () => {
  const where = 'production us-east-1';
  expect(
    both({
      changes,
      capped: [{ where, newest: 1_000 }],
      unread: [{ where: 'jump eu-west-1', why: 'busy' }],
      apart: ['ProdLogReader'],
      logs: [{ name: '/ssm/shells', url: 'https://example.com/' }],
    }),
  ).toEqual([
    'What aiko.sato did, as far as CloudTrail has it by now: 3 changes (rds:RebootDBInstance ×2, ' +
      'rds:ModifyDBInstance). Not read: jump eu-west-1 (CloudTrail was too busy for it). ' +
      'In production us-east-1 the newest 1000 events only. Sessions of ProdLogReader are left ' +
      'out: nobody can tell whose they are. Session logs: /ssm/shells.',
    'aiko.sato の操作（現時点で CloudTrail にある範囲）：変更3件（rds:RebootDBInstance ×2、' +
      'rds:ModifyDBInstance）。未確認：jump eu-west-1（CloudTrail が混雑）。' +
      'production us-east-1 は最新1000件のみ。ProdLogReader のセッションは利用者を特定できないため' +
      '対象外。セッションログ：/ssm/shells。',
  ]);
});

test('where nothing could be read, it is said why', () => {
  const unread = ['jump us-east-1', 'production us-east-1'].map(
    (where) => ({ where, why: 'denied' }) as const,
  );
  expect(both({ places: 0, unread })).toEqual([
    'What aiko.sato did could not be read: jump us-east-1, production us-east-1 ' +
      '(the bot may not look it up).',
    'aiko.sato の操作は確認できず。jump us-east-1、production us-east-1（ボットに参照権限なし）。',
  ]);
});

test('the most there can be fits into one message', () => {
  const long = (count: number) => ({
    named: Array.from({ length: count }, () => ({ name: 'x'.repeat(80), times: 999 })),
    others: 999,
  });
  const [en = '', ja = ''] = both({ changes: long(10), denied: long(5), reads: 9, failed: 9 });
  expect(Math.max(en.length, ja.length)).toBeLessThan(2_000);
  expect(en).not.toContain('…');
});
