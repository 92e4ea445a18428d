/** A clock that was set ahead keeps no record out of the ledger. */

import { expect, test } from 'vitest';
import { createTurnedClock } from '../../adapters/node/turned-clock.ts';
import { openSqliteStore } from '../../adapters/sqlite/store.ts';
import { createMemoryStore } from '../../adapters/memory/store.ts';
import { anchorHeads } from '../../src/engine/anchor.ts';
import type { Context } from '../../src/engine/context.ts';
import { DAY, MINUTE } from '../../src/kernel/time.ts';
import type { Store } from '../../src/ports/store.ts';
import { NOON } from '../case-file/sample.ts';
import { bench } from './context.ts';
import { ledgerInMemory, recordsOf, write } from './ledger-in-memory.ts';

/** A record that was written while the clock was a year ahead, and the clock as it is again. */
async function written(store: Store = createMemoryStore()) {
  const { ledger, kept } = ledgerInMemory();
  const { ctx, clock } = bench({ ledger, store });
  const ahead = createTurnedClock({ startMs: NOON });
  ahead.turn(365 * DAY);
  await write({ ...ctx, clock: ahead }, 'early');
  return { ctx, clock, kept };
}
const dueOf = async ({ store }: Context, name: string) =>
  (await store.load(`journal/${name}`))?.index.due.ledger ?? 0;

test('a record it wrote once is anchored though nobody writes it again', async () => {
  const { ctx, kept } = await written();
  await anchorHeads(ctx);
  expect(recordsOf(kept(1))).toEqual(['journal/early']);
  expect(await dueOf(ctx, 'early')).toBe(0);
});

test('a record that is written again owes its anchor by the clock as it is', async () => {
  const { ctx, clock } = await written();
  await write(ctx, 'early');
  expect(await dueOf(ctx, 'early')).toBeLessThanOrEqual(clock.nowMs() + 4.5 * MINUTE);
  expect(await dueOf(ctx, 'early')).toBeGreaterThan(NOON);
});

test('in a file as well it is found, behind what is owed in good time', async () => {
  const store = openSqliteStore(':memory:', { now: () => NOON });
  const { ctx, clock, kept } = await written(store);
  await write(ctx, 'a');
  await anchorHeads(ctx);
  expect(recordsOf(kept(1))).toEqual(['journal/a', 'journal/early']);
  await write(ctx, 'b');
  await anchorHeads(ctx);
  expect(kept(2)).toBeUndefined();
  clock.turn(5 * MINUTE);
  await anchorHeads(ctx);
  expect(recordsOf(kept(2))).toEqual(['journal/b']);
  store.close();
});

test('it is found within ten minutes where the clock was put right while the bot ran', async () => {
  const { ctx, clock, kept } = await written();
  await anchorHeads(ctx);
  const ahead = createTurnedClock({ startMs: NOON });
  ahead.turn(DAY);
  await write({ ...ctx, clock: ahead }, 'later');
  clock.turn(10 * MINUTE);
  await anchorHeads(ctx);
  expect(recordsOf(kept(2))).toEqual(['journal/later']);
});
