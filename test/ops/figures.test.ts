/** The figures an operator watches, and the form in which they are scraped. */

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { createMemoryStore } from '../../adapters/memory/store.ts';
import { emptyChain } from '../../src/audit/chain.ts';
import { exposition, figuresOf } from '../../src/ops/figures.ts';

const NOON = Date.UTC(2026, 10, 23, 12);

async function storeWith(...grants: readonly { state: string; endMs: number }[]) {
  const store = createMemoryStore();
  for (const [at, { state, endMs }] of grants.entries()) {
    const key = `case/PA-0000${at}` as const;
    const index = { state, createdMs: NOON, due: {} };
    const body = { schema: 1, grant: { state, endMs } };
    await store.commit({ key, version: 1, body, chain: emptyChain(key), sealed: [], index });
  }
  return store;
}

test('a revocation is overdue a minute after its end, for proof takes its time', async () => {
  const store = await storeWith({ state: 'revoking', endMs: NOON - 59_000 });
  expect(await figuresOf(store, NOON, undefined)).toMatchObject({ overdue: 0, revoking: 1 });
  expect(await figuresOf(store, NOON + 2_000, undefined)).toMatchObject({ overdue: 1 });
});

test('the oldest overdue revocation says how late it is', async () => {
  const store = await storeWith(
    { state: 'revoking', endMs: NOON - 300_000 },
    { state: 'active', endMs: NOON - 120_000 },
    { state: 'active', endMs: NOON + 120_000 },
  );
  const figures = await figuresOf(store, NOON, undefined);
  expect(figures).toMatchObject({ overdue: 2, overdueSeconds: 300, active: 2, isGranting: true });
});

test('of access that came first it counts what is open, unreviewed, and late', async () => {
  const store = createMemoryStore();
  const due = (state: string, dueMs: number) => ({ review: { state, dueMs } });
  const cases = [
    ['active', 'active', due('due', NOON + 1)],
    ['active', 'active', due('done', NOON - 1)],
    ['reviewing', 'revoked', due('due', NOON)],
    ['reviewing', 'revoked', due('due', NOON + 1)],
    ['active', 'active', {}],
  ] as const;
  for (const [at, [state, grant, review]] of cases.entries()) {
    const key = `case/PA-0000${at}` as const;
    const index = { state, createdMs: NOON, due: {} };
    const body = { schema: 1, grant: { state: grant, endMs: NOON, activeMs: 1 }, ...review };
    await store.commit({ key, version: 1, body, chain: emptyChain(key), sealed: [], index });
  }
  const { breakGlass } = await figuresOf(store, NOON, undefined);
  expect(breakGlass).toEqual({ live: 2, unreviewed: 3, overdue: 1 });
});

test('the exposition carries every gauge once, with help and type', async () => {
  const text = exposition(await figuresOf(await storeWith(), NOON, 'halted'), { slack: false });
  expect(text).toContain('prod_access_overdue_revocations 0\n');
  expect(text).toContain('prod_access_granting 0\n');
  expect(text).toContain('prod_access_ledger_overdue_anchors 0\n');
  expect(text).toContain('prod_access_chat_connected{chat="slack"} 0\n');
  expect(text.match(/^# TYPE /gm)).toHaveLength(13);
});

test('every gauge has its row in docs/watching.md, and nothing else has', async () => {
  const page = readFileSync(new URL('../../docs/watching.md', import.meta.url), 'utf8');
  const rows = [...page.matchAll(/^\| `(prod_access_\w+)` \|/gm)].map(([, name]) => name);
  const text = exposition(await figuresOf(await storeWith(), NOON, undefined), {});
  const gauges = [...text.matchAll(/^# TYPE (\w+) /gm)].map(([, name]) => name);
  expect(rows).toHaveLength(gauges.length);
  expect(new Set(rows)).toEqual(new Set(gauges));
});

test('where no ledger is kept, what is owed to one elsewhere is not late', async () => {
  const store = createMemoryStore();
  const key = 'case/PA-00001' as const;
  const index = { state: 'idle', createdMs: NOON, due: { ledger: NOON } };
  await store.commit({ key, version: 1, body: {}, chain: emptyChain(key), sealed: [], index });
  const late = async (keepsLedger: boolean) =>
    (await figuresOf(store, NOON + 600_000, undefined, { keepsLedger })).ledger.anchors;
  expect(await late(true)).toBe(1);
  expect(await late(false)).toBe(0);
});
