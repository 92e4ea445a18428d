/** New heads are anchored in time, by one replica, through crashes and without a second place. */

import { describe, expect, test } from 'vitest';
import { createMemoryStore } from '../../adapters/memory/store.ts';
import { type Block, signedText } from '../../src/audit/ledger.ts';
import { event } from '../../src/audit/event.ts';
import { anchorHeads, blockKey, endOf, LEDGER_END } from '../../src/engine/anchor.ts';
import type { Context } from '../../src/engine/context.ts';
import { moveToLog } from '../../src/engine/move-to-log.ts';
import { commitHead } from '../../src/engine/commit-head.ts';
import { sha256 } from '../../src/kernel/digest.ts';
import { MINUTE } from '../../src/kernel/time.ts';
import { figuresOf } from '../../src/ops/figures.ts';
import type { Ledger } from '../../src/ports/ledger.ts';
import type { RecordKey, Store } from '../../src/ports/store.ts';
import { NOON } from '../case-file/sample.ts';
import { bench } from './context.ts';

function ledgerInMemory() {
  const kept = new Map<number, Block>();
  const state = { isAway: false, isKeyAway: false };
  const ledger: Ledger = {
    key: {
      id: async () => 'key',
      async sign(draft) {
        if (state.isKeyAway) throw new Error('The key is away.');
        return sha256(signedText(draft));
      },
      look: async () => 'fit',
    },
    place: {
      async put(block) {
        if (state.isAway) throw new Error('The place is away.');
        kept.set(block.number, block);
        return 'put';
      },
      all: async () => new Map(),
      look: async () => 'fit',
    },
  };
  return { ledger, kept, state };
}

async function write(ctx: Context, name: string): Promise<void> {
  const key: RecordKey = `journal/${name}`;
  const index = { state: 'open', createdMs: NOON, due: {} };
  const said = event('stopped', NOON, 'prod-access', { why: name });
  await commitHead(ctx, key, await ctx.store.load(key), { schema: 1 }, [said], index);
}

const block = async (store: Store, number: number) =>
  (await store.load(blockKey(number)))?.body as Block | undefined;
const recordsOf = (one: Block | undefined) => one?.entries.map(({ record }) => record);

describe('a new head', () => {
  test('is anchored before five minutes are over, and then owes nothing', async () => {
    const { ledger, kept } = ledgerInMemory();
    const { ctx, clock, store } = bench({ ledger });
    await write(ctx, 'a');
    await moveToLog(ctx, 'journal/a');
    await anchorHeads(ctx);
    expect(kept.size).toBe(0);
    clock.turn(4.75 * MINUTE);
    await anchorHeads(ctx);
    expect(recordsOf(kept.get(1))).toEqual(['journal/a']);
    clock.turn(60 * MINUTE);
    await anchorHeads(ctx);
    expect(await block(store, 2)).toBeUndefined();
  });

  test('is the hundredth: nobody waits', async () => {
    const { ledger, kept } = ledgerInMemory();
    const { ctx } = bench({ ledger });
    for (let n = 0; n < 100; n += 1) await write(ctx, `n${n}`);
    await anchorHeads(ctx);
    expect(kept.get(1)?.entries).toHaveLength(100);
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
    expect(kept.size).toBe(0);
    await anchorHeads(ctx);
    expect(kept.get(1)?.entries).toMatchObject([{ record: 'journal/a', seq: 2 }]);
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
    expect(kept.get(1)?.entries).toMatchObject([{ seq: 3 }]);
  });
});

test('a second place that is away is owed its blocks, and gets them all', async () => {
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
  expect(await block(store, 3)).toBeDefined();
  state.isAway = false;
  await anchorHeads(ctx);
  expect([...kept.keys()]).toEqual([1, 2, 3]);
  expect(endOf(await store.load(LEDGER_END))).toMatchObject({ number: 3, copied: 3 });
});

test('a key that is away delays anchors, shows in the figures, and holds up no copy', async () => {
  const { ledger, kept, state } = ledgerInMemory();
  const warned: string[] = [];
  const log = { info() {}, warn: (what: string) => void warned.push(what), error() {} };
  const { ctx, clock, store } = bench({ ledger, log });
  const late = async () => (await figuresOf(store, clock.nowMs(), undefined)).ledger;
  state.isAway = true;
  await write(ctx, 'a');
  clock.turn(5 * MINUTE);
  await anchorHeads(ctx);
  expect(await late()).toEqual({ anchors: 0, seconds: 0, copies: 1 });

  Object.assign(state, { isAway: false, isKeyAway: true });
  await write(ctx, 'b');
  clock.turn(15 * MINUTE);
  await anchorHeads(ctx);
  expect(warned).toContain('ledger-not-signed');
  expect(recordsOf(kept.get(1))).toEqual(['journal/a']);
  expect(await late()).toEqual({ anchors: 1, seconds: 630, copies: 0 });

  state.isKeyAway = false;
  await anchorHeads(ctx);
  expect(recordsOf(kept.get(2))).toEqual(['journal/b']);
  expect(await late()).toEqual({ anchors: 0, seconds: 0, copies: 0 });
});

test('of two replicas at one block, one writes it, and nothing owed is lost', async () => {
  const { ledger, kept } = ledgerInMemory();
  const { ctx, clock, store } = bench({ ledger });
  for (const name of ['a', 'b', 'c']) {
    await write(ctx, name);
    clock.turn(5 * MINUTE);
    await Promise.all([anchorHeads(ctx), anchorHeads({ ...ctx })]);
    await anchorHeads(ctx);
  }
  const numbers = [...kept.keys()];
  expect(numbers).toEqual(numbers.map((_, index) => index + 1));
  const seen = [...kept.values()].flatMap((one) => recordsOf(one) ?? []);
  expect(new Set(seen)).toEqual(new Set(['journal/a', 'journal/b', 'journal/c']));
  expect(await store.due('ledger', Infinity, 10)).toEqual([]);
});

test('a crash after any of its writes loses no anchor and no copy', async () => {
  for (let survives = 0; survives < 6; survives += 1) {
    const { ledger, kept } = ledgerInMemory();
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
    const seen = [...kept.values()].flatMap((one) => recordsOf(one) ?? []);
    expect(new Set(seen)).toEqual(new Set(['journal/a', 'journal/b']));
    expect(await inner.due('ledger', Infinity, 10)).toEqual([]);
  }
});
