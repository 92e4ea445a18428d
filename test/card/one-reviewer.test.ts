/** One person alone reviews: they are named as they are, and nobody is one of them. */

import { expect, test } from 'vitest';
import { event } from '../../src/audit/event.ts';
import { confirmForm } from '../../src/card/break-glass-form.ts';
import { broadcastNotice } from '../../src/card/break-glass-notice.ts';
import { factsOf } from '../../src/card/facts.ts';
import { plainLine } from '../../src/card/line.ts';
import { explainLine } from '../../src/card/listings.ts';
import { requestForm } from '../../src/card/request-form.ts';
import { threadLine } from '../../src/card/thread-line.ts';
import { openCase } from '../../src/case-file/open-case.ts';
import { refuse } from '../../src/kernel/refusal.ts';
import { DAY, HOUR, MINUTE } from '../../src/kernel/time.ts';
import { explain } from '../../src/policy/explain.ts';
import { everybodyIn, whoName } from '../../src/policy/eligibility.ts';
import type { Who } from '../../src/policy/rule.ts';
import { at, BEN, CATALOG, DECISION, done, EN, ID, JA, PROD_DB } from './case-story.ts';
import { REQUEST, view } from './case-story.ts';
import { formText, refusalTexts } from './plain-text.ts';

const ben: Who = { person: 'ben', key: BEN.key };
/** Two rules may name the same one. */
const ALONE = [[ben], [ben]];
const SEVERAL = [[{ group: 'sre-leads' }, ben]];

const broken = (from: readonly (readonly Who[])[], withinMs = 10 * HOUR) =>
  ({ ...DECISION, kind: 'break-glass', review: { from, withinMs }, channels: ['C0'] }) as const;
const opened = (from: readonly (readonly Who[])[]) =>
  done(openCase({ ...REQUEST, breakGlass: true }, PROD_DB.title.en, broken(from))).file;

/** Every place that says who reviews, each in both languages. */
function said(from: readonly (readonly Who[])[]): string[] {
  const dueMs = at('23:00');
  const used = event('break-glass-used', at('18:02'), 'prod-access', {
    by: 'aiko',
    title: PROD_DB.title.en,
    durationMs: 30 * MINUTE,
    from,
    dueMs,
    channels: ['C0'],
    frozen: [],
  });
  const what = {
    title: PROD_DB.title.en,
    targets: PROD_DB.targets,
    asked: { kind: 'until', endMs: at('18:30') } as const,
    justification: 'The site is down',
    channels: ['C0'],
    from,
    dueMs,
    frozen: [],
    isChanged: false,
  };
  return [EN, JA].flatMap((reader) => {
    const shown = view(opened(from), '18:03', reader);
    const form = confirmForm(what, CATALOG, 'd', reader);
    const told = explain(broken(from)).findLast(({ code }) => code === 'break-glass');
    return [
      ...form.fields.flatMap((one) => (one.kind === 'note' ? one.lines : [])),
      ...factsOf(shown).map(({ value }) => value),
      ...broadcastNotice(shown).lines,
      threadLine(used, reader) ?? [],
      told ? explainLine(told, reader, () => undefined) : [],
    ].map((line) => plainLine(line, reader));
  });
}

const WHERE = /one of|any 1 of|のうち1名|ben (says|reviews)|^ben, by|ben が|^ben、/i;
const named = (from: readonly (readonly Who[])[]) =>
  said(from).filter((line) => WHERE.test(line) && line.includes('ben'));

test('what opens, the card, the news, the thread and the explanation name one person alone', () => {
  expect(named(ALONE)).toEqual([
    'Afterwards  ben says whether it was right, by Tue 24 Nov 23:00 (JST)',
    'ben, by Wed 25 Nov 04:02 (JST)',
    'PA-7K3M2 · ben says whether it was right, by Wed 25 Nov 04:02 (JST).',
    'Break-glass: aiko opens this for 30 min, before anybody approved. ' +
      'ben reviews it by Tue 24 Nov 23:00 (JST).',
    'Break-glass: opened before anybody approves, for 4 h at most. ben reviews it within 10 h.',
    '事後確認  ben が、11月24日(火) 23:00 (JST)までに妥当かどうかを判断',
    'ben、11月25日(水) 04:02 (JST)まで',
    'PA-7K3M2 · ben が、11月25日(水) 04:02 (JST)までに妥当かどうかを判断します。',
    '緊急アクセス：aiko が承認前に30分の予定で開始。' +
      'ben が11月24日(火) 23:00 (JST)までに事後確認。',
    '緊急アクセスです。承認前に最長4時間利用でき、ben が10時間以内に事後確認します。',
  ]);
});

test('and of several each place says that one is enough', () => {
  const lines = named(SEVERAL);
  expect(lines).toHaveLength(10);
  for (const line of lines) expect(line).toMatch(/(one|any 1) of sre-leads or ben|のうち1名/i);
});

test('a refusal says who can, the one or any of them', () => {
  const both = (code: 'own-review' | 'not-a-reviewer', whom: readonly Who[]) =>
    refusalTexts(refuse(code, { id: ID, from: whom.map(whoName), ...everybodyIn(1, whom) }));
  expect(both('not-a-reviewer', [ben])).toEqual([
    'You are not among those who review PA-7K3M2. ben can.',
    'PA-7K3M2 の事後確認の担当ではありません。確認できるのは ben です。',
  ]);
  expect(both('own-review', [ben])).toEqual([
    'You opened PA-7K3M2 yourself, so somebody else has to review it: ben.',
    'PA-7K3M2 はご自身が開始したため、事後確認は別の人（ben）が行います。',
  ]);
  expect(both('not-a-reviewer', [{ group: 'sre-leads' }])).toEqual([
    'You are not among those who review PA-7K3M2. One of sre-leads can.',
    'PA-7K3M2 の事後確認の担当ではありません。確認できるのは sre-leads のいずれかです。',
  ]);
});

test('the form says it under the choice, and days before 以内 as one says them', () => {
  const hint = (whom: readonly Who[]) => {
    const review = { from: whom.map(whoName), ...everybodyIn(1, whom), withinMs: 2 * DAY };
    const chosen = { entitlement: PROD_DB, review };
    const rest = { choices: [{ value: 'prod-db', label: 'x' }], typed: {}, operators: '@platform' };
    const form = requestForm({ ...rest, chosen, catalog: CATALOG, reader: JA });
    return formText(form, JA).split('\n')[4]?.trim();
  };
  expect(hint([ben])).toBe('2日以内に ben が事後確認');
  expect(hint([{ group: 'sre-leads' }, ben])).toBe(
    '2日以内に sre-leads・ben のいずれか1名が事後確認',
  );
});
