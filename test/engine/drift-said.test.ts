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

async function found() {
  const memory = createMemoryStore();
  const world = { isFailing: false, isClosed: false };
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
        if (world.isClosed) return { ok: false, why: 'gone' };
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
  const journal = async () => {
    const sealed = (await store.load('journal/2026-11-23'))?.sealed ?? [];
    return sealed.map(({ event }) => event.type);
  };
  return { world, said, clock, look, journal };
}

test('is recorded and told by a later look, once, where no journal could be written', async () => {
  const { world, said, clock, look, journal } = await found();
  world.isFailing = true;
  await look();
  world.isFailing = false;
  clock.turn(2 * MINUTE);
  for (let looks = 0; looks < 5; looks += 1) await look();
  expect(await journal()).toEqual(['drift-found']);
  expect(said).toHaveLength(1);
});

test('is told, and recorded but once, when the operators’ channel is open again', async () => {
  const { world, said, clock, look, journal } = await found();
  world.isClosed = true;
  await look();
  for (let tries = 0; tries < 100; tries += 1) {
    clock.turn(MINUTE);
    await new Promise((resolve) => setImmediate(resolve));
  }
  await look();
  expect(said).toEqual([]);
  world.isClosed = false;
  for (let looks = 0; looks < 5; looks += 1) await look();
  expect(said).toHaveLength(1);
  expect(await journal()).toEqual(['drift-found']);
});
