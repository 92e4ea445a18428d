/** A record is no longer for all that was ever held. */
import { expect, test } from 'vitest';
import { DAY, HOUR } from '../../src/kernel/time.ts';
import { Cloud } from './cloud.ts';
import { order } from './sample.ts';
import { request } from './request-sample.ts';

test('targets that nobody leases are forgotten in time: each of AWS’s requests is another', () => {
  const cloud = new Cloud();
  const facts = { reach: [], namedRoles: [], tailMs: 0 };
  for (let nth = 0; nth < 10; nth += 1) {
    const one = { target: request(`oi-${nth}`), facts };
    cloud.order(order(`PA-${nth}`, cloud.nowMs, cloud.nowMs + HOUR, one));
    cloud.until(cloud.nowMs + DAY);
  }
  expect(cloud.holding.leases).toEqual([]);
  expect(Object.keys(cloud.holding.targets).length).toBeLessThan(4);
});
