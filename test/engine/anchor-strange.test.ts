/** What a hand on the store alone puts among the blocks: it never comes into the second place. */

import { beforeEach, describe, expect, test } from 'vitest';
import { emptyChain } from '../../src/audit/chain.ts';
import { type Block, nextDraft } from '../../src/audit/ledger.ts';
import { createMemoryStore } from '../../adapters/memory/store.ts';
import { anchorHeads } from '../../src/engine/anchor.ts';
import { blockKey, endOf, LEDGER_END } from '../../src/engine/ledger-rows.ts';
import { MINUTE } from '../../src/kernel/time.ts';
import { figuresOf } from '../../src/ops/figures.ts';
import { verifyLedger } from '../../src/ops/ledger-verify.ts';
import type { Head, RecordKey, Store } from '../../src/ports/store.ts';
import { type Bench, bench } from './context.ts';
import { blockIn, ledgerInMemory, recordsOf, write } from './ledger-in-memory.ts';

let around: ReturnType<typeof ledgerInMemory>;
let here: Bench;
let said: unknown[][];
/** What the hand has put in place of what the bot wrote. */
let laid: Map<RecordKey, unknown>;

/** With two blocks about `a`. */
beforeEach(async () => {
  around = ledgerInMemory();
  said = [];
  laid = new Map();
  const tell = (what: string, facts: unknown) => void said.push([what, facts]);
  const log = { info() {}, warn: tell, error: tell };
  here = bench({ ledger: around.ledger, store: withHand(createMemoryStore()), log });
  await anchored('a');
  await anchored('a');
});

function withHand(store: Store): Store {
  return {
    ...store,
    async load(key) {
      if (!laid.has(key)) return store.load(key);
      const index = { state: 'ledger', createdMs: 0, due: {} };
      const body = laid.get(key);
      return { key, version: 9, body, chain: emptyChain(key), sealed: [], index };
    },
    async commit(head: Head) {
      return laid.has(head.key) ? 'conflict' : store.commit(head);
    },
  };
}

async function anchored(...names: readonly string[]): Promise<void> {
  for (const name of names) await write(here.ctx, name);
  here.clock.turn(5 * MINUTE);
  await anchorHeads(here.ctx);
}

/** That follows, and is signed with that key. */
async function blockOn(last: Block | undefined, { key } = ledgerInMemory('another').ledger) {
  const entries = [{ record: 'journal/forged', seq: 1, hash: 'forged' }];
  const draft = nextDraft(last, entries, here.clock.nowMs(), await key.id());
  return { ...draft, signature: await key.sign(draft) };
}

const numbers = () => [...around.texts.keys()];
const owing = async () => (await here.store.due('ledger', Infinity, 10)).map(({ key }) => key);
const faults = async () =>
  (await verifyLedger(here.store, around.ledger.place, around.check)).faults;
const strange = (number: number) => ['ledger-block-strange', { number, record: blockKey(number) }];

describe('under the next number in the store', () => {
  test.each<[string, () => unknown]>([
    ['what is no block', () => ({ number: 7, junk: true })],
    ['nothing', () => null],
    ['a block of another number', async () => ({ ...(await blockOn(around.kept(2))), number: 7 })],
    ['a block that does not follow', () => blockOn(around.kept(1))],
    ['a block of another key', () => blockOn(around.kept(2))],
    ['our own of earlier', () => around.kept(2)],
  ])('%s is not copied, is said once, and costs no anchor', async (_, make) => {
    laid.set(blockKey(3), await make());
    await anchored('b');
    await anchored('c');
    expect(numbers()).toEqual([1, 2]);
    expect(said).toEqual([strange(3)]);
    expect(await owing()).toEqual(['journal/b', 'journal/c']);
    const { ledger } = await figuresOf(here.store, here.clock.nowMs(), undefined);
    expect(ledger).toMatchObject({ anchors: 2, copies: 1 });

    laid.clear();
    await anchored('d');
    expect(recordsOf(around.kept(3))).toEqual(['journal/b', 'journal/c', 'journal/d']);
    expect(await blockIn(here.store, 3)).toEqual(around.kept(3));
    expect(await owing()).toEqual([]);
    expect(endOf(await here.store.load(LEDGER_END))).toMatchObject({ number: 3, copied: 3 });
    expect(await faults()).toEqual([]);
  });
});

test('the last block, written over, is not gone on from', async () => {
  laid.set(blockKey(2), await blockOn(around.kept(1)));
  await anchored('b');
  expect(numbers()).toEqual([1, 2]);
  expect(said).toEqual([strange(2)]);
  laid.clear();
  await anchored();
  expect(recordsOf(around.kept(3))).toEqual(['journal/b']);
  expect(await faults()).toEqual([]);
});

test('a stated end far off, with a forged block there, moves no number', async () => {
  const far = { ...(await blockOn(undefined)), number: 700 };
  laid.set(blockKey(700), far);
  laid.set(LEDGER_END, { schema: 1, number: 700, copied: 700 });
  await anchored('b');
  laid.set(LEDGER_END, { schema: 1, number: 701, copied: 701 });
  await anchored('b');
  expect(numbers()).toEqual([1, 2]);
  laid.delete(blockKey(700));
  await anchored();
  expect(recordsOf(around.kept(3))).toEqual(['journal/b']);
});

describe('after the key was replaced', () => {
  const other = () => ledgerInMemory('other', around.texts).ledger;

  test('the ledger goes on from the blocks of the older one', async () => {
    await write(here.ctx, 'b');
    here.clock.turn(5 * MINUTE);
    await anchorHeads({ ...here.ctx, ledger: other() });
    expect(recordsOf(around.kept(3))).toEqual(['journal/b']);
    expect(said).toEqual([]);
  });

  test('a crash before it said that the last one is there, too, keeps nothing', async () => {
    const end = await here.store.load(LEDGER_END);
    await here.store.commit({ ...(end as Head), version: 3, body: { ...endOf(end), copied: 1 } });
    await write(here.ctx, 'b');
    here.clock.turn(5 * MINUTE);
    await anchorHeads({ ...here.ctx, ledger: other() });
    expect(recordsOf(around.kept(3))).toEqual(['journal/b']);
    expect(endOf(await here.store.load(LEDGER_END))).toMatchObject({ number: 3, copied: 3 });
    expect(said).toEqual([]);
  });

  test('its blocks that were not copied yet wait for it, and are copied by it', async () => {
    const owed = around.texts.get(2);
    around.texts.delete(2);
    const end = await here.store.load(LEDGER_END);
    await here.store.commit({ ...(end as Head), version: 3, body: { ...endOf(end), copied: 1 } });
    await write(here.ctx, 'b');
    here.clock.turn(5 * MINUTE);
    await anchorHeads({ ...here.ctx, ledger: other() });
    expect(said).toEqual([strange(2)]);
    expect([numbers(), await owing()]).toEqual([[1], ['journal/b']]);
    await anchorHeads(here.ctx);
    expect(around.texts.get(2)).toBe(owed);
    expect(recordsOf(around.kept(3))).toEqual(['journal/b']);
  });
});

test('what a second place that is away cannot confirm waits, and is no fault', async () => {
  laid.set(blockKey(3), await blockOn(around.kept(2)));
  around.state.isAway = true;
  await anchored('b');
  expect(said).toEqual([['ledger-not-copied', expect.objectContaining({ number: 3 })]]);
  expect(await owing()).toEqual(['journal/b']);
});
