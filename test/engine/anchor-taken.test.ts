/** What stands in the second place already: taken when it is ours, a fault when it is not. */

import { beforeEach, describe, expect, test } from 'vitest';
import { emptyChain } from '../../src/audit/chain.ts';
import { type Block, blockText, nextDraft } from '../../src/audit/ledger.ts';
import { anchorHeads } from '../../src/engine/anchor.ts';
import { blockKey, endOf, LEDGER_END } from '../../src/engine/ledger-rows.ts';
import { MINUTE } from '../../src/kernel/time.ts';
import { verifyLedger } from '../../src/ops/ledger-verify.ts';
import { type Bench, bench } from './context.ts';
import { blockIn, ledgerInMemory, recordsOf, write } from './ledger-in-memory.ts';

let around: ReturnType<typeof ledgerInMemory>;
let here: Bench;
let said: string[];

/** With a first block about `a`. */
beforeEach(async () => {
  around = ledgerInMemory();
  said = [];
  const tell = (what: string) => void said.push(what);
  const log = { info: tell, warn: tell, error: tell };
  here = bench({ ledger: around.ledger, log });
  await anchored('a');
});

async function anchored(name: string): Promise<void> {
  await write(here.ctx, name);
  here.clock.turn(5 * MINUTE);
  await anchorHeads(here.ctx);
}

/** A block of that key on top of the one given. */
async function blockOn(last: Block | undefined, record: string, { key } = around.ledger) {
  const entries = [{ record, seq: 1, hash: 'as it was' }];
  const draft = nextDraft(last, entries, here.clock.nowMs(), await key.id());
  return { ...draft, signature: await key.sign(draft) };
}

const faults = async () =>
  (await verifyLedger(here.store, around.ledger.place, around.check)).faults;

describe('a block in the second place that the store does not know', () => {
  test('is taken when it is ours and follows, each of them, and ours comes after', async () => {
    const second = await blockOn(around.kept(1), 'journal/lost');
    const third = await blockOn(second, 'journal/gone');
    for (const block of [second, third]) around.texts.set(block.number, blockText(block));
    await anchored('b');
    expect(await blockIn(here.store, 2)).toEqual(second);
    expect(await blockIn(here.store, 3)).toEqual(third);
    expect(recordsOf(around.kept(4))).toEqual(['journal/b']);
    expect(await blockIn(here.store, 4)).toEqual(around.kept(4));
    expect(endOf(await here.store.load(LEDGER_END))).toMatchObject({ number: 4, copied: 4 });
    expect(said.filter((what) => what === 'ledger-block-taken')).toHaveLength(2);
    expect(await faults()).toMatchObject([
      { kind: 'deleted', record: 'journal/gone', number: 3 },
      { kind: 'deleted', record: 'journal/lost', number: 2 },
    ]);
  });

  test('is our own of a moment ago, whose answer was lost: nothing comes twice', async () => {
    around.state.isAnswerLost = true;
    await anchored('b');
    expect(await blockIn(here.store, 2)).toBeUndefined();
    around.state.isAnswerLost = false;
    here.clock.turn(MINUTE / 4);
    await anchorHeads(here.ctx);
    expect(recordsOf(await blockIn(here.store, 2))).toEqual(['journal/b']);
    expect([...around.texts.keys()]).toEqual([1, 2]);
    expect(await here.store.due('ledger', Infinity, 10)).toEqual([]);
    expect(await faults()).toEqual([]);
  });

  test('is of another key, and comes into the store a moment later: nothing parts', async () => {
    const other = ledgerInMemory('other', around.texts);
    const on = await blockOn(around.kept(1), 'journal/other', other.ledger);
    around.texts.set(2, blockText(on));
    await anchored('b');
    expect(await blockIn(here.store, 2)).toBeUndefined();
    // The replica that signed it is as far.
    const index = { state: 'ledger', createdMs: 0, due: {} };
    const chain = emptyChain(blockKey(2));
    const head = { key: blockKey(2), version: 1, body: on, chain, sealed: [], index };
    await here.store.commit(head);
    here.clock.turn(MINUTE / 4);
    await anchorHeads(here.ctx);
    expect(recordsOf(await blockIn(here.store, 3))).toEqual(['journal/b']);
    expect(await blockIn(here.store, 3)).toEqual(around.kept(3));
    expect(said).not.toContain('ledger-copy-differs');
  });

  test.each<[string, (good: Block) => string | Promise<string>]>([
    ['no block', () => 'forged'],
    ['no block of this number', (good) => blockText({ ...good, number: 3 })],
    ['signed by nobody', (good) => blockText({ ...good, signature: 'forged' })],
    ['changed after it was signed', (good) => blockText({ ...good, entries: [] })],
    ['more than was signed', (good) => JSON.stringify({ ...good, more: true })],
    ['written in other letters', (good) => ` ${blockText(good)}`],
    ['on another ledger', async () => blockText(await blockOn(undefined, 'journal/lost'))],
    ['on another first block', async (good) => blockText(await elsewhere(good))],
    [
      'signed with another key',
      async () => {
        const { ledger } = ledgerInMemory('another');
        return blockText(await blockOn(around.kept(1), 'journal/lost', ledger));
      },
    ],
  ])('is not taken when it is %s, and stays a fault', async (_, make) => {
    const text = await make(await blockOn(around.kept(1), 'journal/lost'));
    around.texts.set(2, text);
    await anchored('b');
    expect(await blockIn(here.store, 2)).toBeUndefined();
    here.clock.turn(2 * MINUTE);
    await anchorHeads(here.ctx);
    await anchored('c');
    expect(recordsOf(await blockIn(here.store, 2))).toEqual(['journal/b']);
    expect(recordsOf(around.kept(3))).toEqual(['journal/c']);
    expect(around.texts.get(2)).toBe(text);
    expect(said.filter((what) => what === 'ledger-copy-differs')).toHaveLength(1);
    expect(await here.store.due('ledger', Infinity, 10)).toEqual([]);
    expect(await faults()).toContainEqual({ kind: 'copy-differs', number: 2 });
  });
});

/** The same, over a first block that this store never had. */
async function elsewhere(good: Block): Promise<Block> {
  const first = await blockOn(undefined, 'journal/other');
  return { ...(await blockOn(first, 'journal/lost')), number: good.number };
}

test('after a restore two replicas take each lost block, and ours comes after', async () => {
  let last = around.kept(1);
  for (let number = 2; number < 30; number += 1) {
    last = await blockOn(last, `journal/lost-${number}`);
    around.texts.set(number, blockText(last));
  }
  for (const name of ['b', 'c']) await write(here.ctx, name);
  here.clock.turn(5 * MINUTE);
  await Promise.all([anchorHeads(here.ctx), anchorHeads({ ...here.ctx })]);
  await anchorHeads(here.ctx);
  for (const number of around.texts.keys()) {
    expect(await blockIn(here.store, number)).toEqual(around.kept(number));
  }
  expect(recordsOf(around.kept(30))).toEqual(['journal/b', 'journal/c']);
  expect(await here.store.due('ledger', Infinity, 10)).toEqual([]);
  expect((await faults()).filter((fault) => !('record' in fault))).toEqual([]);
});
