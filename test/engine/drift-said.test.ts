/** Drift that was found is said, though its word was lost between two records. */

import { expect, test } from 'vitest';
import { createMemoryStore } from '../../adapters/memory/store.ts';
import { convergeHolding } from '../../src/engine/converge-holding.ts';
import { commitHolding } from '../../src/engine/records.ts';
import { emptyHolding } from '../../src/holding/order.ts';
import { Fault } from '../../src/kernel/fault.ts';
import { MINUTE, SECOND } from '../../src/kernel/time.ts';
import type { Store } from '../../src/ports/store.ts';
import { holder } from '../holding/sample.ts';
import { bench } from './context.ts';

test('is recorded and told by a later look, once, where no journal could be written', async () => {
  const memory = createMemoryStore();
  const world = { isFailing: false };
  const said: string[] = [];
  const store: Store = {
    ...memory,
    commit: (head) =>
      world.isFailing && head.key.startsWith('journal/')
        ? Promise.reject(new Fault('store-failed', 'throttled'))
        : memory.commit(head),
  };
  const unasked = bench().ctx;
  const { ctx, clock } = bench({
    store,
    provider: {
      ...unasked.provider,
      observe: async () => {
        const found = [{ id: { kind: 'allow' }, content: 'x' }] as const;
        return { principal: 'present', found, facts: {} };
      },
      content: () => '',
    },
    chat: {
      ...unasked.chat,
      announce: async (channel, { summary }) => {
        said.push(summary);
        return { ok: true, ref: { channel, message: '1' } };
      },
    },
  });
  const look = async () => {
    await convergeHolding(ctx, holder.key, false);
    clock.turn(20 * SECOND);
  };
  await commitHolding(ctx, undefined, emptyHolding(holder));
  await look();
  world.isFailing = true;
  await look();
  world.isFailing = false;
  clock.turn(2 * MINUTE);
  for (let looks = 0; looks < 5; looks += 1) await look();
  const journal = (await store.load('journal/2026-11-23'))?.sealed ?? [];
  expect(journal.map(({ event }) => event.type)).toEqual(['drift-found']);
  expect(said).toHaveLength(1);
});
