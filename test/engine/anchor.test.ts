/** New heads are anchored in time, by one replica, through crashes and without a second place. */

import { describe, expect, test } from 'vitest';
import { createMemoryStore } from '../../adapters/memory/store.ts';
import { anchorHeads } from '../../src/engine/anchor.ts';
import { endOf, LEDGER_END } from '../../src/engine/ledger-rows.ts';
import { moveToLog } from '../../src/engine/move-to-log.ts';
import { Fault } from '../../src/kernel/fault.ts';
import { MINUTE } from '../../src/kernel/time.ts';
import { figuresOf } from '../../src/ops/figures.ts';
import type { Head, RecordKey, Store } from '../../src/ports/store.ts';
import { bench } from './context.ts';
import { blockIn, ledgerInMemory, recordsOf, write } from './ledger-in-memory.ts';

/** As a store hands out what a newer release has packed: found, and not to be read. */
const lacksWordsFor = (newer: RecordKey, store: Store): Store => ({
  ...store,
  async load(key) {
    const head = await store.load(key);
    const get = () => {
      throw new Fault('store-failed', `${key} is of a newer release.`);
    };
    return head && key === newer ? Object.defineProperty({ ...head }, 'chain', { get }) : head;
  },
});

describe('a new head', () => {
  test('is anchored before five minutes are over, and then owes nothing', async () => {
    const { ledger, kept } = ledgerInMemory();
    const { ctx, clock, store } = bench({ ledger });
    await write(ctx, 'a');
    await moveToLog(ctx, 'journal/a');
    await anchorHeads(ctx);
    expect(kept(1)).toBeUndefined();
    clock.turn(4.75 * MINUTE);
    await anchorHeads(ctx);
    expect(recordsOf(kept(1))).toEqual(['journal/a']);
    clock.turn(60 * MINUTE);
    await anchorHeads(ctx);
    expect(await blockIn(store, 2)).toBeUndefined();
  });

  test('is the hundredth: nobody waits', async () => {
    const { ledger, kept } = ledgerInMemory();
    const { ctx } = bench({ ledger });
    for (let n = 0; n < 100; n += 1) await write(ctx, `n${n}`);
    await anchorHeads(ctx);
    expect(kept(1)?.entries).toHaveLength(100);
  });

  test('waits for no record that only a newer release can read', async () => {
    const { ledger, kept } = ledgerInMemory();
    const { ctx, clock, store } = bench({ ledger });
    await write(ctx, 'a');
    await write(ctx, 'newer');
    clock.turn(4.75 * MINUTE);
    await anchorHeads({ ...ctx, store: lacksWordsFor('journal/newer', store) });
    expect(recordsOf(kept(1))).toEqual(['journal/a']);
    await anchorHeads(ctx);
    expect(recordsOf(kept(2))).toEqual(['journal/newer']);
  });

  test('owes nothing where no ledger is kept', async () => {
    const { ctx, store } = bench();
    await write(ctx, 'a');
    expect((await store.load('journal/a'))?.index.due.ledger).toBeUndefined();
    await anchorHeads(ctx);
    expect(await store.load(LEDGER_END)).toBeUndefined();
  });

  test('goes on owing when a replica without a ledger commits, which owes nothing', async () => {
    const { ledger, kept } = ledgerInMemory();
    const { ctx, clock, store } = bench({ ledger });
    const { ledger: _, ...without } = ctx;
    await write(ctx, 'a');
    for (const name of ['a', 'b']) await write(without, name);
    await moveToLog(without, 'journal/a');
    clock.turn(5 * MINUTE);
    await anchorHeads(without);
    expect(kept(1)).toBeUndefined();
    await anchorHeads(ctx);
    expect(kept(1)?.entries).toMatchObject([{ record: 'journal/a', seq: 2 }]);
    expect(await store.due('ledger', Infinity, 10)).toEqual([]);
  });

  test('goes on owing while work on it goes on', async () => {
    const { ledger, kept } = ledgerInMemory();
    const { ctx, clock } = bench({ ledger });
    for (const minutes of [2, 2, 1]) {
      await write(ctx, 'a');
      clock.turn(minutes * MINUTE);
    }
    await anchorHeads(ctx);
    expect(kept(1)?.entries).toMatchObject([{ seq: 3 }]);
  });
});

test('a second place that is away delays anchors, and gets them all in one block', async () => {
  const { ledger, kept, state } = ledgerInMemory();
  const warned: string[] = [];
  const log = { info() {}, warn: (what: string) => void warned.push(what), error() {} };
  const { ctx, clock, store } = bench({ ledger, log });
  state.isAway = true;
  for (const name of ['a', 'b', 'c']) {
    await write(ctx, name);
    clock.turn(5 * MINUTE);
    await anchorHeads(ctx);
  }
  expect(warned).toContain('ledger-not-copied');
  expect(await blockIn(store, 1)).toBeUndefined();
  state.isAway = false;
  await anchorHeads(ctx);
  expect(recordsOf(kept(1))).toEqual(['journal/a', 'journal/b', 'journal/c']);
  expect(await blockIn(store, 1)).toEqual(kept(1));
  expect(endOf(await store.load(LEDGER_END))).toMatchObject({ number: 1, copied: 1 });
});

test('a key that is away delays anchors, and shows in the figures', async () => {
  const { ledger, kept, state } = ledgerInMemory();
  const warned: string[] = [];
  const log = { info() {}, warn: (what: string) => void warned.push(what), error() {} };
  const { ctx, clock, store } = bench({ ledger, log });
  const late = async () => (await figuresOf(store, clock.nowMs(), undefined)).ledger;
  state.isKeyAway = true;
  await write(ctx, 'a');
  clock.turn(15 * MINUTE);
  await anchorHeads(ctx);
  expect(warned).toContain('ledger-not-signed');
  expect(await late()).toEqual({ anchors: 1, seconds: 630, copies: 0 });
  state.isKeyAway = false;
  await anchorHeads(ctx);
  expect(recordsOf(kept(1))).toEqual(['journal/a']);
  expect(await late()).toEqual({ anchors: 0, seconds: 0, copies: 0 });
});

test('a block that is in the store alone, as of an older release, is put beside it', async () => {
  const first = ledgerInMemory();
  const { ctx, clock, store } = bench({ ledger: first.ledger });
  await write(ctx, 'a');
  clock.turn(5 * MINUTE);
  await anchorHeads(ctx);
  const end = await store.load(LEDGER_END);
  const body = { ...endOf(end), copied: 0 };
  await store.commit({ ...(end as Head), version: 2, body });
  const { ledger, kept, state } = ledgerInMemory();
  state.isKeyAway = true;
  await write(ctx, 'b');
  clock.turn(5 * MINUTE);
  await anchorHeads({ ...ctx, ledger });
  expect(kept(1)).toEqual(first.kept(1));
  expect(endOf(await store.load(LEDGER_END))).toMatchObject({ number: 1, copied: 1 });
});

test('of two replicas at one block, one writes it, and nothing owed is lost', async () => {
  const { ledger, kept, texts } = ledgerInMemory();
  const { ctx, clock, store } = bench({ ledger });
  for (const name of ['a', 'b', 'c']) {
    await write(ctx, name);
    clock.turn(5 * MINUTE);
    await Promise.all([anchorHeads(ctx), anchorHeads({ ...ctx })]);
    await anchorHeads(ctx);
  }
  const numbers = [...texts.keys()];
  expect(numbers).toEqual(numbers.map((_, index) => index + 1));
  const seen = [...texts.keys()].flatMap((number) => recordsOf(kept(number)) ?? []);
  expect(new Set(seen)).toEqual(new Set(['journal/a', 'journal/b', 'journal/c']));
  expect(await store.due('ledger', Infinity, 10)).toEqual([]);
});

test('a crash after any of its writes loses no anchor and no copy', async () => {
  for (let survives = 0; survives < 6; survives += 1) {
    const { ledger, kept, texts } = ledgerInMemory();
    const inner = createMemoryStore();
    let left = survives;
    const dying: Store = {
      ...inner,
      async commit(head) {
        if ((left -= 1) < 0) throw new Error('killed');
        return inner.commit(head);
      },
    };
    const { ctx, clock } = bench({ ledger, store: inner });
    await write(ctx, 'a');
    await write(ctx, 'b');
    clock.turn(5 * MINUTE);
    await anchorHeads({ ...ctx, store: dying }).catch(() => {});
    await anchorHeads(ctx);
    const seen = [...texts.keys()].flatMap((number) => recordsOf(kept(number)) ?? []);
    expect(new Set(seen)).toEqual(new Set(['journal/a', 'journal/b']));
    expect(await inner.due('ledger', Infinity, 10)).toEqual([]);
    for (const number of texts.keys()) expect(await blockIn(inner, number)).toEqual(kept(number));
  }
});
