/** Access that came first, as it is read: card, news, form and thread, in both languages. */

import { describe, expect, test } from 'vitest';
import { event } from '../../src/audit/event.ts';
import { confirmForm, reviewForm } from '../../src/card/break-glass-form.ts';
import { broadcastNotice } from '../../src/card/break-glass-notice.ts';
import { BUTTON_ACTIONS } from '../../src/card/card.ts';
import { FORM_KINDS, isAsking } from '../../src/card/form.ts';
import { plainLine } from '../../src/card/line.ts';
import { requestCard } from '../../src/card/request-card.ts';
import { threadLine } from '../../src/card/thread-line.ts';
import type { CaseFile } from '../../src/case-file/case-file.ts';
import { endGrant } from '../../src/case-file/end-case.ts';
import { openCase } from '../../src/case-file/open-case.ts';
import { reviewAfter } from '../../src/case-file/review-after.ts';
import { HOUR, MINUTE } from '../../src/kernel/time.ts';
import type { AfterVerdict } from '../../src/request/after-review.ts';
import { at, BEN, CATALOG, DECISION, done, DRAWING, EN, JA, PROD_DB } from './case-story.ts';
import { reported, REQUEST, view } from './case-story.ts';
import { cardText } from './plain-text.ts';

const from = [[{ group: 'sre-leads' }]];
const opened = (): CaseFile => {
  const asked = { kind: 'duration', durationMs: 30 * MINUTE } as const;
  const review = { from, withinMs: 10 * HOUR };
  const closed = { rule: 'r', calendar: 'year-end', effect: 'refuse', why: 'closed' } as const;
  const trace = { ...DECISION.trace, frozen: [closed] };
  const terms = {
    ...DECISION,
    trace,
    kind: 'break-glass',
    review,
    channels: ['C0URGENT'],
  } as const;
  return done(openCase({ ...REQUEST, asked, breakGlass: true }, PROD_DB.title.en, terms)).file;
};
const active = () => reported(opened(), { state: 'active', sinceMs: at('18:02') }, '18:02:20').file;
const reviewed = (verdict: AfterVerdict, comment: string) => {
  const act = { by: BEN, verdict, comment, drawing: DRAWING };
  return done(reviewAfter(active(), act, at('18:20'))).file;
};

describe('a card of break-glass', () => {
  test('is like no other: by its headline, its tone, and what is owed', () => {
    const texts = [EN, JA].flatMap((reader) => [
      cardText(requestCard(view(opened(), '18:02', reader)), reader),
      cardText(requestCard(view(active(), '18:03', reader)), reader),
      cardText(requestCard(view(reviewed('justified', 'It was down'), '18:21', reader)), reader),
      cardText(requestCard(view(reviewed('not-justified', 'No need'), '18:21', reader)), reader),
    ]);
    expect(texts.join('\n\n')).toMatchSnapshot();
  });

  test('is red until somebody has said that it was right', () => {
    const tone = (file: CaseFile, clock: string) => requestCard(view(file, clock)).tone;
    expect(tone(opened(), '18:02')).toBe('bad');
    expect(tone(active(), '18:03')).toBe('bad');
    expect(tone(reviewed('justified', 'It was down'), '18:21')).toBe('good');
    expect(tone(reviewed('not-justified', 'No need'), '18:21')).toBe('bad');
  });

  test('has the buttons of its review once access is active, and carries one drawing', () => {
    const buttons = (file: CaseFile) => requestCard(view(file, '18:03')).buttons;
    const ofReview = (file: CaseFile) =>
      buttons(file).filter(({ action }) => action.startsWith('review'));
    expect(ofReview(opened())).toEqual([]);
    expect(ofReview(active()).map(({ value }) => value)).toEqual([DRAWING, DRAWING]);
    expect(ofReview(reviewed('justified', 'It was down'))).toEqual([]);
  });

  test('may come anew though access is over, until somebody has reviewed it', () => {
    const removed = { state: 'ended', atMs: at('18:32'), how: 'removed' } as const;
    const over = (file: CaseFile) => {
      const ending = done(endGrant(file, 'approver', BEN, at('18:31'))).file;
      return reported(ending, removed, '18:32:00').file;
    };
    const drawing = (file: CaseFile) => requestCard(view(file, '18:33')).drawing;
    expect(drawing(over(active()))).toBe(DRAWING);
    expect(drawing(over(reviewed('justified', 'It was down')))).toBeUndefined();
  });
});

test('the form, the news and the lines say the same in both languages', () => {
  const what = {
    title: PROD_DB.title.en,
    targets: PROD_DB.targets,
    asked: { kind: 'until', endMs: at('18:30') } as const,
    justification: 'The site is down',
    channels: ['C0URGENT', '19:abc@thread.tacv2'],
    from: [...from, [{ person: 'ben', key: BEN.key }]],
    dueMs: at('23:00'),
    frozen: ['year-end'],
    isChanged: true,
  };
  const facts = { dueMs: at('23:00'), from: [{ group: 'sre-leads' }] };
  const used = { by: 'aiko', title: PROD_DB.title.en, durationMs: 30 * MINUTE, from };
  const events = [
    event('break-glass-used', at('18:02'), 'prod-access', {
      ...used,
      dueMs: at('23:00'),
      channels: ['C0URGENT'],
      frozen: ['year-end'],
    }),
    event('break-glass-unheard', at('18:02'), 'prod-access', { channel: 'C0', why: 'gone' }),
    event('break-glass-review-reminded', at('20:00'), 'prod-access', facts),
    event('break-glass-review-overdue', at('23:00'), 'prod-access', facts),
    event('break-glass-reviewed', at('23:30'), BEN.key, {
      by: 'ben',
      verdict: 'not-justified',
      comment: 'There was no need',
      drawing: DRAWING,
      isLate: true,
    }),
  ];
  const words = [EN, JA].map((reader) => {
    const lines = (all: readonly (readonly unknown[])[]) =>
      all.map((line) => plainLine(line as never, reader));
    const shown = view(active(), '18:03', reader);
    const forms = [
      confirmForm(what, CATALOG, 'd', reader),
      reviewForm(shown, 'review-justified', DRAWING),
      reviewForm(shown, 'review-unjustified', DRAWING),
    ];
    return [
      ...forms.flatMap(({ title, submit = '', fields }) => [
        `# ${title} [${submit}]`,
        ...fields.flatMap((one) => (one.kind === 'note' ? lines(one.lines) : [])),
      ]),
      '# news',
      ...lines(broadcastNotice(shown, 'C0URGENT').lines),
      '# thread',
      ...lines(events.flatMap((one) => [threadLine(one, reader) ?? []])),
    ].join('\n');
  });
  expect(words.join('\n\n')).toMatchSnapshot();
});

test('every form is had again: by what was typed in it, or by its button', () => {
  const buttons: readonly string[] = BUTTON_ACTIONS;
  const twice = FORM_KINDS.filter((kind) => isAsking(kind) === buttons.includes(kind));
  expect(twice).toEqual([]);
});
