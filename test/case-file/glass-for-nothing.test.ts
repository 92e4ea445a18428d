/** Glass that was broken for nothing: nobody owes a review of it, and its card says so. */

import { expect, test } from 'vitest';
import { requestCard } from '../../src/card/request-card.ts';
import { plainLine } from '../../src/card/line.ts';
import { openCase } from '../../src/case-file/open-case.ts';
import { isReviewOwed } from '../../src/case-file/review-after.ts';
import { refuse } from '../../src/kernel/refusal.ts';
import { HOUR } from '../../src/kernel/time.ts';
import type { BreakGlassed } from '../../src/policy/decision.ts';
import { Life } from './life.ts';
import { decision, request } from './sample.ts';

const terms: BreakGlassed = {
  ...decision(),
  kind: 'break-glass',
  review: { from: [[{ group: 'leads' }]], withinMs: 10 * HOUR },
  channels: ['C0URGENT'],
};

test('is drawn once more when it is proved that nothing was given', () => {
  const life = new Life({ breakGlass: true });
  life.take(openCase(request({ breakGlass: true }), 'Production database', terms));
  life.hear({ state: 'failed', atMs: life.nowMs, refusal: refuse('aws-silent', {}) });
  const reader = { locale: 'en', zone: 'UTC', nowMs: life.nowMs } as const;
  const shown = () => {
    const progress = { have: 0, need: 0, by: [], from: [] };
    const recent = { asksThisWeek: 1, deniedLast24h: 0 };
    const { file, nowMs } = life;
    const about = { title: 'DB', catalog: { entitlements: new Map(), accounts: new Map() } };
    const card = requestCard({
      file,
      reader,
      nowMs,
      drawing: 'd',
      progress,
      recent,
      ...about,
    } as never);
    return [plainLine(card.status, reader), card.buttons.map(({ action }) => action)];
  };
  // What the worker draws then.
  life.file = { ...life.file, owed: life.file.owed.filter(({ effect }) => effect.kind !== 'card') };
  const before = shown();
  life.hearEnded(0, 'never-given');
  expect(isReviewOwed(life.file)).toBe(false);
  const after = shown();
  expect(after).not.toEqual(before);
  // So it has to be drawn once more.
  expect(life.file.owed.map(({ key }) => key)).toContain('card');
});
