/** When a review that is owed is asked for, and of whom. */

import { expect, test } from 'vitest';
import type { PersonKey } from '../../src/kernel/brand.ts';
import { DAY, HOUR } from '../../src/kernel/time.ts';
import {
  type AfterReview,
  chaseAt,
  remindedBy,
  reviewersIn,
} from '../../src/request/after-review.ts';

const review = (more: Partial<AfterReview> = {}): AfterReview => ({
  state: 'due',
  openedMs: 0,
  dueMs: 10 * HOUR,
  from: [],
  reminded: 0,
  ...more,
});

test('it is asked for at half and four fifths of its time, when it is due, and every day', () => {
  expect([0, 1, 2].map((reminded) => chaseAt(review({ reminded })))).toEqual([
    5 * HOUR,
    8 * HOUR,
    10 * HOUR,
  ]);
  expect(chaseAt(review({ reminded: 2, overdueSaidMs: 11 * HOUR }))).toBe(11 * HOUR + DAY);
});

test('reminders that were missed count as said by the one that comes', () => {
  const at = (hours: number) => remindedBy(review(), hours * HOUR);
  expect([at(4.9), at(5), at(7.9), at(8), at(10)]).toEqual([0, 1, 1, 2, 2]);
});

test('whoever is named by several rules is asked once', () => {
  const leads = { group: 'leads' };
  const ben = { person: 'ben', key: 'slack:T1:ben' as PersonKey };
  expect(reviewersIn([[leads, ben], [leads]])).toEqual([leads, ben]);
});
