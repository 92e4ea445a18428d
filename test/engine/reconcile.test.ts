/** What the comparison with AWS comes to where half of AWS cannot be read. */

import { expect, test } from 'vitest';
import { commitHolding } from '../../src/engine/records.ts';
import { reconcile } from '../../src/engine/reconcile.ts';
import { emptyHolding } from '../../src/holding/order.ts';
import { principalKey } from '../../src/kernel/brand.ts';
import { Fault } from '../../src/kernel/fault.ts';
import type { GrantProvider } from '../../src/ports/grant-provider.ts';
import { bench } from './context.ts';

test('who was found before an account that is closed to us is looked at all the same', async () => {
  const [account, uniqueId] = ['444455556666', 'AIDAAIKO'];
  const key = principalKey(account, uniqueId);
  const survey: GrantProvider['survey'] = async function* () {
    yield { account, user: 'aiko.sato', uniqueId, slot: { kind: 'allow' } };
    throw new Fault('aws-refused', 'sts:AssumeRole: denied');
  };
  const looked: string[] = [];
  const { ctx } = bench({
    provider: { ...bench().ctx.provider, survey },
    look: (record) => void looked.push(record),
  });
  await commitHolding(ctx, undefined, emptyHolding({ key, account, user: 'aiko.sato', uniqueId }));
  await expect(reconcile(ctx)).rejects.toMatchObject({ code: 'aws-refused' });
  expect(looked).toEqual([`holding/${key}`]);
});
