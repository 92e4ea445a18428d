/** An id of the installation that was changed while something stands under the one before. */

import { expect, test } from 'vitest';
import { openCase } from '../../src/case-file/open-case.ts';
import { createClaims } from '../../src/engine/claim-watch.ts';
import { convergeHolding } from '../../src/engine/converge-holding.ts';
import { deliverOrders } from '../../src/engine/deliver.ts';
import { isOrder } from '../../src/engine/deliver-reports.ts';
import { createGranting } from '../../src/engine/granting.ts';
import { requireSameInstallation } from '../../src/engine/known-installation.ts';
import { commitCase, commitHolding, loadCase } from '../../src/engine/records.ts';
import { registerConfiguration } from '../../src/engine/register-configuration.ts';
import { reconcile } from '../../src/engine/reconcile.ts';
import { emptyHolding } from '../../src/holding/order.ts';
import { SECOND } from '../../src/kernel/time.ts';
import type { AutoApproved } from '../../src/policy/decision.ts';
import { decision, request } from '../case-file/sample.ts';
import { configOf, EXAMPLE } from '../config/example.ts';
import { holder } from '../holding/sample.ts';
import { bench } from './context.ts';

const config = configOf(EXAMPLE.replace('installation: demo01', 'installation: other1'));

async function changed() {
  const { ctx, store, clock } = bench();
  await requireSameInstallation(ctx);
  await registerConfiguration(ctx, { is: 'start' });
  return { ctx, clock, next: bench({ store, config }).ctx };
}

test('is refused while anything is held, and the one before is not', async () => {
  const { ctx, clock, next } = await changed();
  const held = { ...emptyHolding(holder), dueMs: clock.nowMs() };
  await commitHolding(ctx, undefined, held);
  await expect(requireSameInstallation(next)).rejects.toMatchObject({
    code: 'cannot-start',
    message: expect.stringContaining('Set it back to demo01'),
  });
  await expect(requireSameInstallation(ctx)).resolves.toBeUndefined();
});

test('is taken where nothing stands any more', async () => {
  const { ctx, next } = await changed();
  await commitHolding(ctx, undefined, emptyHolding(holder));
  await expect(requireSameInstallation(next)).resolves.toBeUndefined();
});

test('gives nothing while other replicas may not know of it yet', async () => {
  const { ctx } = bench();
  const auto = { ...decision(), kind: 'auto-approved', by: 'small.cedar#0' } as AutoApproved;
  const { id } = request({});
  await commitCase(ctx, undefined, openCase(request({}), 'Production database', auto));
  expect(await deliverOrders({ ...ctx, mark: () => 'ours-since-now' }, id)).toBe('left');
  expect((await loadCase(ctx, id))?.body.owed.some(isOrder)).toBe(true);
});

/** Two replicas on one store, the second with another id; nothing was held when it came. */
async function mixed() {
  const base = bench();
  const replica = (by: string, change = {}) => {
    const own = { ...base.ctx, ...change, claims: createClaims(base.clock, by) };
    const granting = createGranting(own);
    return { granting, ctx: { ...own, mark: () => granting.mark() } };
  };
  const [old, next] = [replica('old'), replica('next', { config })];
  await old.granting.register(old.ctx);
  await next.granting.register(next.ctx);
  const held = { ...emptyHolding(holder), dueMs: base.clock.nowMs() };
  await commitHolding(next.ctx, undefined, held);
  return { ...base, old, next };
}

test('is known to every other replica before anything is given by the new one', async () => {
  const { clock, old, next } = await mixed();
  expect([old.granting.mark(), next.granting.mark()]).toEqual(['ours', 'ours-since-now']);
  clock.turn(30 * SECOND);
  await old.granting.watch(old.ctx);
  expect([old.granting.mark(), next.granting.mark()]).toEqual(['another', 'ours-since-now']);
  clock.turn(30 * SECOND);
  await Promise.all([old, next].map(({ granting, ctx }) => granting.watch(ctx)));
  expect([old.granting.mark(), next.granting.mark()]).toEqual(['another', 'ours']);
});

test('by the one before nothing that is held since is looked at, or said to be gone', async () => {
  const { store, old } = await mixed();
  await old.granting.watch(old.ctx);
  const before = await store.load(`holding/${holder.key}`);
  expect(await convergeHolding(old.ctx, holder.key, true)).toBe('left');
  expect(await reconcile(old.ctx)).toEqual({ looked: 0 });
  expect((await store.load(`holding/${holder.key}`))?.version).toBe(before?.version);
});
