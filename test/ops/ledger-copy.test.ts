/** A store that is behind its ledger, and lists that lag: what is not there yet is not broken. */

import { beforeEach, describe, expect, test } from 'vitest';
import { createMemoryStore } from '../../adapters/memory/store.ts';
import { anchorHeads } from '../../src/engine/anchor.ts';
import { blockKey } from '../../src/engine/ledger-rows.ts';
import { MINUTE } from '../../src/kernel/time.ts';
import type { AuditSource } from '../../src/ops/all-heads.ts';
import { auditVerifyLedger } from '../../src/ops/audit-command.ts';
import { EXIT } from '../../src/ops/command-table.ts';
import type { Head, Store } from '../../src/ports/store.ts';
import { type Bench, bench } from '../engine/context.ts';
import { ledgerInMemory, write } from '../engine/ledger-in-memory.ts';
import { minutes, screen } from './screen.ts';

let around: ReturnType<typeof ledgerInMemory>;
let here: Bench;

beforeEach(async () => {
  around = ledgerInMemory();
  here = bench({ ledger: around.ledger });
  await anchored('a');
});

async function anchored(...names: readonly string[]): Promise<void> {
  for (const name of names) await write(here.ctx, name);
  here.clock.turn(5 * MINUTE);
  await anchorHeads(here.ctx);
}

/** The store as it is now, whatever becomes of it. */
async function copyOf(store: Store): Promise<Store> {
  const copy = createMemoryStore();
  for (const kind of ['journal', 'meta'] as const) {
    const { heads } = await store.list({ kind, limit: 100 });
    for (const head of heads) await put(copy, head);
  }
  return copy;
}

async function put(store: Store, head: Head): Promise<void> {
  for (let version = 1; version <= head.version; version += 1) {
    await store.commit({ ...head, version });
  }
}

async function verified(store: AuditSource) {
  const terminal = screen();
  const { place } = around.ledger;
  const code = await auditVerifyLedger(store, { place, check: around.check }, terminal);
  return { code, err: minutes(terminal.err), out: minutes(terminal.out) };
}

const END = 'The store ends at block 1 of 2026-11-23T12:05Z;';

describe('a copy of the store, beside a second place that went on', () => {
  test('is said to be behind, in one sentence, and what it cannot have apart', async () => {
    const copy = await copyOf(here.store);
    await anchored('a', 'b');
    await anchored('a');
    expect(await verified(here.store)).toMatchObject({ code: EXIT.done });
    expect(await verified(copy)).toEqual({
      code: EXIT.broken,
      out: [],
      err: [
        `${END} 2 newer blocks are in the second place.`,
        'Of what only newer blocks saw, this is not in the store:',
        'journal/a is cut short: block 3 of the ledger saw 3 events of it.',
        'journal/b was deleted: block 2 of the ledger saw 1 events of it.',
      ],
    });
  });

  test('does not hide what an older block saw', async () => {
    await anchored('b');
    const whole = await copyOf(here.store);
    await anchored('b');
    const copy = withoutRecord(whole, 'journal/b');
    const { err } = await verified(copy);
    expect(err[0]).toBe('journal/b was deleted: block 2 of the ledger saw 1 events of it.');
    expect(err[1]).toContain('1 newer block is in the second place.');
    expect(err).toHaveLength(2);
  });

  test.each([
    ['not ours', (text: string) => text.replace(/"signature":"\w/, '"signature":"-')],
    ['none', () => 'forged'],
  ])('is no excuse for a block that is %s', async (_, change) => {
    const copy = await copyOf(here.store);
    await anchored('b');
    around.texts.set(2, change(around.texts.get(2) ?? ''));
    expect((await verified(copy)).err).toEqual([
      'Block 2 of the ledger is missing from the store.',
    ]);
  });

  test('is no excuse for a block in between that is gone', async () => {
    await anchored('b');
    const copy = await copyOf(here.store);
    await anchored('c');
    const { err } = await verified(withoutRecord(copy, blockKey(1)));
    expect(err).toContain('Block 1 of the ledger is missing from the store.');
    expect(err).toContain('Block 3 of the ledger is missing from the store.');
  });
});

test('a stop between the second place and the store is said in one sentence', async () => {
  const { store } = here;
  const stopped: Store = {
    ...store,
    async commit(head) {
      if (head.key === blockKey(2)) throw new Error('killed');
      return store.commit(head);
    },
  };
  await write(here.ctx, 'b');
  here.clock.turn(5 * MINUTE);
  await anchorHeads({ ...here.ctx, store: stopped }).catch(() => {});
  expect(await verified(store)).toMatchObject({
    code: EXIT.broken,
    err: [`${END} 1 newer block is in the second place.`],
  });
});

/** As a list of heads that lags: not there, and asked for by name it is. */
function withoutRecord(store: Store, key: string, isThere = false): Store {
  return {
    ...store,
    load: async (one) => (one === key && !isThere ? undefined : store.load(one)),
    async list(query) {
      const page = await store.list(query);
      return { ...page, heads: page.heads.filter((head) => head.key !== key) };
    },
  };
}

describe('a list that lags', () => {
  test('has nobody told that a record was deleted', async () => {
    const lagging = withoutRecord(here.store, 'journal/a', true);
    expect(await verified(lagging)).toMatchObject({ code: EXIT.done, err: [] });
  });

  test('has nobody told that a record was cut short', async () => {
    const old = (await here.store.load('journal/a')) as Head;
    await anchored('a');
    const { store } = here;
    const lagging: Store = {
      ...store,
      async list(query) {
        const page = await store.list(query);
        const heads = page.heads.map((head) => (head.key === old.key ? old : head));
        return { ...page, heads };
      },
    };
    expect(await verified(lagging)).toMatchObject({ code: EXIT.done, err: [] });
  });
});
