/** What a store that knows nothing reports, and does at an operator’s word. */

import { expect, test } from 'vitest';
import { closeAttempt, openAttempts, orderDrift } from '../../src/holding/attempt.ts';
import { converge } from '../../src/holding/converge.ts';
import { emptyHolding } from '../../src/holding/order.ts';
import { HOUR, SECOND } from '../../src/kernel/time.ts';
import { Cloud, contentOf } from './cloud.ts';
import { holder, NOON, order } from './sample.ts';

test.each([
  ['remove', false],
  ['leave', true],
] as const)('of a document that it does not know, an order to %s is carried out', (word, left) => {
  const cloud = new Cloud().order(order('PA-AAAAA', NOON, NOON + HOUR)).minutes(5);
  cloud.holding = { ...emptyHolding(holder), dueMs: cloud.nowMs };
  const [drift] = cloud.minutes(2).holding.drift;
  expect(drift).toMatchObject({ kind: 'unexpected', slot: 'allow' });
  const id = drift?.id ?? '';
  cloud.holding = orderDrift(cloud.holding, id, word, cloud.nowMs) ?? cloud.holding;
  expect(cloud.minutes(2).slots.has('allow')).toBe(left);
});

test('what AWS refuses to have taken away is taken again soon, with nothing else to watch', () => {
  const cloud = new Cloud().order(order('PA-AAAAA', NOON, NOON + HOUR)).minutes(5);
  const at = { content: contentOf, mayRemoveUnknown: true, seen: cloud.seen() };
  let { nowMs } = cloud;
  const first = converge({ ...at, nowMs, holding: emptyHolding(holder) });
  expect(first.steps).toMatchObject([{ do: 'remove', id: { kind: 'allow' } }]);
  const opened = first.steps.map((step) => ({ id: '1', step }));
  const refused = closeAttempt(openAttempts(first.holding, opened, nowMs), '1', 'refused', nowMs);
  nowMs += 3 * SECOND;
  const { holding } = converge({ ...at, nowMs, holding: refused });
  nowMs += 15 * SECOND;
  expect(holding.dueMs).toBeLessThanOrEqual(nowMs);
  expect(converge({ ...at, nowMs, holding }).steps).toEqual(first.steps);
});
