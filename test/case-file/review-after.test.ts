/** A review that is owed: opened with the grant, chased by the clock, done once, with a reason. */

import { describe, expect, test } from 'vitest';
import { openCase } from '../../src/case-file/open-case.ts';
import { isReviewLeft, isReviewOpen, reviewAfter } from '../../src/case-file/review-after.ts';
import { dueLanes, wakeAt } from '../../src/case-file/tick-case.ts';
import { HOUR, MINUTE } from '../../src/kernel/time.ts';
import type { BreakGlassed } from '../../src/policy/decision.ts';
import type { AfterVerdict } from '../../src/request/after-review.ts';
import { Life } from './life.ts';
import { BEN, decision, NOON, request } from './sample.ts';

const terms = (withinMs = 10 * HOUR): BreakGlassed => ({
  ...decision(),
  kind: 'break-glass',
  review: { from: [[{ group: 'leads' }]], withinMs },
  channels: ['C0URGENT'],
});

class Broken extends Life {
  constructor(withinMs?: number) {
    super({ breakGlass: true });
    const opened = openCase(request({ breakGlass: true }), 'Production database', terms(withinMs));
    this.events.length = 0;
    this.take(opened);
  }

  over() {
    this.hearActive();
    this.minutes(61).tick();
    this.hearEnded();
    return this;
  }

  judge(verdict: AfterVerdict = 'justified', comment = 'The site was down') {
    const act = { by: BEN, verdict, comment, drawing: this.file.drawings.at(-1)?.id ?? '' };
    return this.take(reviewAfter(this.file, act, this.nowMs));
  }
}

describe('a grant that came first', () => {
  test('is ordered in the commit that opens the case, and its news is owed with it', () => {
    const life = new Broken();
    expect(life.phase).toBe('provisioning');
    expect(life.orders).toHaveLength(1);
    expect(life.file.owed.map(({ key }) => key)).toContain('broadcast:C0URGENT');
    expect(life.said('break-glass-used')).toHaveLength(1);
    expect(life.said('request-submitted')[0]?.facts).toMatchObject({ breakGlass: true });
    expect(life.file.review?.dueMs).toBe(NOON + 10 * HOUR);
  });

  test('owes its review within a day, whatever the rule says', () => {
    expect(new Broken(99 * HOUR).file.review?.dueMs).toBe(NOON + 24 * HOUR);
  });

  test('is not reviewed before anything was opened, nor where nothing was', () => {
    const life = new Broken();
    expect(life.judge()).toBe('review-not-open');
    life.end();
    life.hearEnded(0, 'never-given');
    expect(life.judge()).toBe('review-not-open');
    expect(isReviewLeft(life.file)).toBe(false);
    expect(wakeAt(life.file, life.nowMs)).toBeUndefined();
  });

  test('keeps its review due though it is long over', () => {
    const life = new Broken().over();
    expect(life.phase).toBe('revoked');
    expect(isReviewLeft(life.file)).toBe(true);
    expect(dueLanes({ ...life.file, owed: [] }, life.nowMs)).toEqual({ timer: NOON + 5 * HOUR });
  });
});

describe('the clock', () => {
  test('reminds at half and at four fifths, then tells the operators, once a day', () => {
    const life = new Broken().over();
    const chased = () => [
      life.said('break-glass-review-reminded').length,
      life.said('break-glass-review-overdue').length,
      life.loud.length,
    ];
    const at = (hours: number) => {
      life.at(NOON + hours * HOUR).tick();
      return chased();
    };
    expect([at(4.9), at(5), at(7.9), at(8), at(9.9)]).toEqual([
      [0, 0, 0],
      [1, 0, 0],
      [1, 0, 0],
      [2, 0, 0],
      [2, 0, 0],
    ]);
    expect([at(10), at(33), at(34), at(58)]).toEqual([
      [2, 1, 1],
      [2, 1, 1],
      [2, 2, 2],
      [2, 3, 3],
    ]);
    expect(life.judge()).toBe('ok');
    expect(at(500)).toEqual([2, 3, 3]);
    expect(wakeAt(life.file, life.nowMs)).toBeUndefined();
    expect(life.said('break-glass-reviewed')[0]?.facts).toMatchObject({ isLate: true });
  });

  test('that stood still says once what it missed', () => {
    const life = new Broken().over();
    life.at(NOON + 9 * HOUR).tick();
    expect(life.said('break-glass-review-reminded')).toHaveLength(1);
    life.at(NOON + 50 * HOUR).tick();
    expect(life.said('break-glass-review-overdue')).toHaveLength(1);
  });
});

describe('a verdict', () => {
  test('takes a reason, is said once, and is not changed', () => {
    const life = new Broken().over();
    expect(life.judge('justified', '  ')).toBe('reason-missing');
    expect(life.judge()).toBe('ok');
    expect(life.judge('not-justified')).toBe('already-reviewed');
    expect(life.file.review).toMatchObject({ state: 'done', verdict: 'justified' });
  });

  test('that it was not right ends what is open, and the operators hear of it', () => {
    const life = new Broken();
    life.hearActive();
    life.minutes(5);
    expect(isReviewOpen(life.file)).toBe(true);
    expect(life.judge('not-justified')).toBe('ok');
    expect(life.phase).toBe('revoking');
    expect(life.file.grant?.ending).toMatchObject({ by: 'approver', who: BEN });
    expect(life.loud.map(({ type }) => type)).toEqual(['break-glass-reviewed']);
    expect(life.orders.at(-1)?.endMs).toBe(life.nowMs);
  });

  test('that it was right leaves it open to its end', () => {
    const life = new Broken();
    life.hearActive();
    life.judge();
    expect(life.phase).toBe('active');
    expect(life.file.grant?.endMs).toBe(NOON + 60 * MINUTE);
  });
});
