/** What a store that knows nothing reports, and does at an operator’s word. */

import { expect, test } from 'vitest';
import { orderDrift } from '../../src/holding/attempt.ts';
import { emptyHolding } from '../../src/holding/order.ts';
import { HOUR } from '../../src/kernel/time.ts';
import { Cloud } from './cloud.ts';
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
