/** An operator's word on a store that was lost or set back: in force and on record, or neither. */

import { expect, test } from 'vitest';
import { confirmAdoption, standing } from '../../src/engine/adoption.ts';
import { Fault } from '../../src/kernel/fault.ts';
import type { Store } from '../../src/ports/store.ts';
import { BEN, CHIE, NOON } from '../case-file/sample.ts';
import { headOf } from '../contract/store-samples.ts';
import { bench, factsOf } from './context.ts';

const KEY = 'meta/adoption';

test('is on record once it is in force, though nothing more can be written after it', async () => {
  const base = bench();
  const store: Store = {
    ...base.store,
    async commit(head) {
      if ((await base.store.load(KEY)) !== undefined) throw new Fault('store-failed', 'gone');
      return base.store.commit(head);
    },
  };
  const { ctx } = bench({ store });
  await confirmAdoption(ctx, BEN).catch(() => {});
  expect(await standing(ctx)).toMatchObject({ isConfirmed: true });
  expect(await factsOf(store, KEY)).toMatchObject([
    { type: 'adoption-confirmed', actor: BEN.key, facts: { by: BEN.name } },
  ]);
});

test('said while another replica finds the copy, it is in force all the same', async () => {
  const base = bench();
  let isFirst = true;
  const store: Store = {
    ...base.store,
    async commit(head) {
      if (isFirst) {
        isFirst = false;
        const body = { schema: 1, copySinceMs: NOON };
        await base.store.commit(headOf(KEY, { version: 1, body, index: { state: 'copy' } }));
      }
      return base.store.commit(head);
    },
  };
  const { ctx } = bench({ store });
  await confirmAdoption(ctx, CHIE);
  expect(await standing(ctx)).toEqual({ isConfirmed: true, copySinceMs: undefined });
});
