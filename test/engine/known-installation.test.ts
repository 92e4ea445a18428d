/** An id of the installation that was changed while something stands under the one before. */

import { expect, test } from 'vitest';
import { requireSameInstallation } from '../../src/engine/known-installation.ts';
import { commitHolding } from '../../src/engine/records.ts';
import { registerConfiguration } from '../../src/engine/register-configuration.ts';
import { emptyHolding } from '../../src/holding/order.ts';
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
