/** Why nothing is granted, as people read it: in their own language, and not as the log says it. */

import { expect, test } from 'vitest';
import { type RefusalFacts, refuse } from '../../src/kernel/refusal.ts';
import type { StopKind } from '../../src/kernel/stop.ts';
import { refusalTexts as both } from './plain-text.ts';

type Facts = RefusalFacts['granting-stopped'];
const FOR_LOGS = 'The database /data/prod-access.db is damaged.';
const said = (facts: Omit<Facts, 'why'>, why = FOR_LOGS) =>
  both(refuse('granting-stopped', { ...facts, why }));
const JAPANESE: Readonly<Record<StopKind, string>> = {
  behind: '別の設定が有効なため。この設定に戻すには、起動し直してください',
  waiting: '変更されたルールが2人目の運用担当の確認待ちのため',
  copy: '記録が古い写しで、運用担当が未確認のため',
  clock: 'サーバーの時計が AWS と40秒ずれているため',
  damage: 'データベースが破損しているため',
  table: '記録のテーブルが削除されたか、別のものに置き換わったため',
  'full-disk': 'データベースのディスクに空きがないため',
  broken: '内部で問題が見つかったため',
};

test.each(Object.keys(JAPANESE) as StopKind[])('%s is said in both languages', (is) => {
  const [en, ja] = said({ is, ...(is === 'clock' && { awayMs: 40_123 }) });
  expect(ja).toBe(
    `現在、新しいアクセスは付与されません（${JAPANESE[is]}）。` +
      '有効なアクセスは予定どおり終了します。運用担当にお問い合わせください。',
  );
  expect(en).toMatch(/^No access is given at the moment: [a-z].*[.] What is active still ends/);
  expect(en).not.toContain('/data');
});

test('of an older record its sentence is said, in the language that it is in', () => {
  const older = 'The clock of this machine is 40 s away from the clock of AWS.';
  expect(said({}, older)).toEqual([
    `No access is given at the moment: ${older} What is active still ends on time. ` +
      'Ask the operators.',
    '現在、新しいアクセスは付与されません。有効なアクセスは予定どおり終了します。' +
      '運用担当にお問い合わせください。',
  ]);
});

test('of a reason that only a newer release knows, as much is said', () => {
  const newer = JSON.parse('{ "is": "moon" }') as Facts;
  expect(said(newer)[1]).toContain('付与されません。有効な');
  expect(said(newer)[0]).toContain(FOR_LOGS);
});
