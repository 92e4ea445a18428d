/** Sessions on nodes after the store was set back to an older copy of itself. */

import { expect, test } from 'vitest';
import { targetKey } from '../../src/catalog/target.ts';
import { HOUR, MINUTE } from '../../src/kernel/time.ts';
import { Cloud } from './cloud.ts';
import { AT, lease, ONE, open, OWN, shell, TWO } from './nodes.ts';
import { NOON } from './sample.ts';

const [A, B] = ['PA-AAAAA', 'PA-BBBBB'] as const;

/** Booked, and copied; then active, with an exact session and one by half; then set back. */
function setBack(endMs: number) {
  const booked = lease(B, shell(ONE), NOON + HOUR, endMs);
  const cloud = new Cloud().order(booked).minutes(10);
  const copy = cloud.holding;
  cloud.minutes(60);
  expect(cloud.state(B)).toBe('active');
  const sessions = [open(cloud, ONE, AT.document), open(cloud, ONE, OWN)] as const;
  cloud.minutes(10);
  return {
    booked,
    cloud,
    areOpen: () => sessions.map((isOpen) => isOpen()),
    restore: () => {
      cloud.holding = { ...copy, dueMs: cloud.nowMs };
      cloud.copySinceMs = cloud.nowMs;
    },
  };
}

test('of a grant that began after the copy, they end at its end', () => {
  const { cloud, areOpen, restore } = setBack(NOON + 3 * HOUR);
  restore();
  cloud.minutes(10).copySinceMs = undefined;
  cloud.minutes(60);
  expect([cloud.state(B), areOpen()]).toEqual(['active', [true, true]]);
  cloud.minutes(120);
  expect([cloud.report(B), areOpen()]).toMatchObject([{ how: 'removed' }, [false, false]]);
});

test('of a grant that began after the copy, they end when it is ended early', () => {
  const { booked, cloud, areOpen, restore } = setBack(NOON + 6 * HOUR);
  restore();
  cloud.minutes(10).copySinceMs = undefined;
  cloud
    .minutes(10)
    .order({ ...booked, revision: 2, endMs: cloud.nowMs })
    .minutes(10);
  expect([cloud.report(B), areOpen()]).toMatchObject([{ how: 'removed' }, [false, false]]);
});

test('of a grant that began and was over before the store was set back, they end', () => {
  const { cloud, areOpen, restore } = setBack(NOON + 90 * MINUTE);
  // Everybody is away as its end comes.
  cloud.nowMs += HOUR;
  restore();
  cloud.minutes(10).copySinceMs = undefined;
  cloud.minutes(10);
  expect([cloud.report(B), areOpen()]).toMatchObject([{ how: 'removed' }, [false, false]]);
});

test('what another grant was thought to hold in the copy ends with that', () => {
  const first = lease(A, shell(ONE), NOON, NOON + 4 * HOUR);
  const cloud = new Cloud().order(first).minutes(30);
  const isOpen = open(cloud, ONE, AT.document);
  const wide = shell(ONE, TWO);
  const second = lease(B, wide, cloud.nowMs, NOON + HOUR);
  cloud.unread = { targets: [targetKey(wide)], sessions: [] };
  cloud.order(second).minutes(1).copySinceMs = cloud.nowMs;
  cloud.order({ ...first, revision: 2, endMs: cloud.nowMs }).minutes(3).unread = undefined;
  cloud.order({ ...second, revision: 2, endMs: cloud.nowMs }).copySinceMs = undefined;
  cloud.minutes(30);
  expect([cloud.report(A)?.state, isOpen()]).toEqual(['ended', false]);
});

test('of what is ended in the copy, those by half are ended as well', () => {
  const first = lease(A, shell(ONE), NOON, NOON + 4 * HOUR);
  const cloud = new Cloud().order(first).minutes(30);
  const isOpen = open(cloud, ONE, OWN);
  cloud.copySinceMs = cloud.nowMs;
  cloud.order({ ...first, revision: 2, endMs: cloud.nowMs }).minutes(10);
  expect([isOpen(), cloud.state(A)]).toEqual([false, 'ended']);
});
