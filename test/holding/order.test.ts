/** Orders come in any sequence, late or twice: the highest counts, and a barred one never. */

import { describe, expect, test } from 'vitest';
import { barOrder, isBarred, takeOrder } from '../../src/holding/order.ts';
import { MINUTE } from '../../src/kernel/time.ts';
import { Cloud } from './cloud.ts';
import { NOON, order } from './sample.ts';

const first = order('PA-AAAAA', NOON, NOON + 60 * MINUTE);
const again = { ...first, revision: first.revision + 1 };

describe('an order that was barred before it came', () => {
  test('gives nothing however late it comes, and the next one does', () => {
    const { holding } = new Cloud();
    const barred = barOrder(holding, first);
    expect(barred && isBarred(barred, first)).toBe(true);
    const late = barred && takeOrder(barred, first, NOON);
    expect(late?.leases).toEqual([]);
    const taken = late && takeOrder(late, again, NOON);
    expect(taken?.leases).toMatchObject([{ grant: 'PA-AAAAA', revision: again.revision }]);
  });

  test('stays barred though an earlier one is barred once more after it', () => {
    const barred = barOrder(new Cloud().holding, again);
    const late = barred && barOrder(barred, first);
    expect(late && isBarred(late, again)).toBe(true);
  });

  test('cannot be barred once it has come', () => {
    expect(barOrder(takeOrder(new Cloud().holding, first, NOON), first)).toBeUndefined();
  });

  test('is remembered as long as it could give anything', () => {
    const cloud = new Cloud();
    cloud.holding = barOrder(cloud.holding, first) ?? cloud.holding;
    cloud.order(order('PA-BBBBB', NOON, NOON + 90 * MINUTE));
    cloud.until(NOON + 59 * MINUTE);
    expect(isBarred(cloud.holding, first)).toBe(true);
    cloud.until(NOON + 95 * MINUTE);
    expect(cloud.holding.barred).toBeUndefined();
  });
});
