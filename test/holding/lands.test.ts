/** Until when a gift may land, where nothing denies what comes late. */

import { expect, test } from 'vitest';
import { endOf, landsBy } from '../../src/holding/lands.ts';
import { emptyHolding, takeOrder } from '../../src/holding/order.ts';
import type { Step } from '../../src/holding/slot.ts';
import { principalKey } from '../../src/kernel/brand.ts';
import { HOUR, MINUTE, SECOND } from '../../src/kernel/time.ts';
import { groupTarget, NOON, order } from './sample.ts';

const account = '444455556666';
const holder = { key: principalKey(account, 'AIDA'), account, user: 'aiko', uniqueId: 'AIDA' };
const join: Step = { do: 'put', slot: { kind: 'member', group: groupTarget.group } };
const held = (...ends: readonly number[]) =>
  ends.reduce(
    (holding, endMs, at) =>
      takeOrder(holding, order(`PA-AAAA${at}`, NOON, endMs, { target: groupTarget }), NOON),
    emptyHolding(holder),
  );

test('what several hold ends with the last of them', () => {
  expect(endOf(held(NOON + HOUR, NOON + 2 * HOUR), join, NOON)).toBe(NOON + 2 * HOUR);
});

test('whose time is over is not waited for', () => {
  const holding = held(NOON + HOUR, NOON + MINUTE);
  expect(endOf(holding, join, NOON + 2 * MINUTE)).toBe(NOON + HOUR);
  expect(endOf(holding, join, NOON + 2 * HOUR)).toBeUndefined();
});

test('of what takes away, and of what carries its own dates, there is no such end', () => {
  const id = { kind: 'member', group: groupTarget.group } as const;
  expect(endOf(held(NOON + HOUR), { do: 'remove', id }, NOON)).toBeUndefined();
  const slot = { kind: 'allow', windows: [] } as const;
  expect(endOf(held(NOON + HOUR), { do: 'put', slot }, NOON)).toBeUndefined();
});

test.each([
  ['half a minute after it is sent', NOON + HOUR, NOON + 30 * SECOND],
  ['half a minute before its end, if that comes first', NOON + 40 * SECOND, NOON + 10 * SECOND],
  ['half a minute after it is sent, where no end is known', undefined, NOON + 30 * SECOND],
])('it lands at the latest %s', (_, endMs, latestMs) => {
  expect(landsBy(endMs, NOON)).toBe(latestMs);
});
