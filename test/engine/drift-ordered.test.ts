/** What an operator orders of drift: on record before it is in force. */

import { expect, test } from 'vitest';
import { settleDrift } from '../../src/engine/drift.ts';
import { commitHolding, holdingKey } from '../../src/engine/records.ts';
import type { Holding } from '../../src/holding/holding.ts';
import { emptyHolding } from '../../src/holding/order.ts';
import { Fault } from '../../src/kernel/fault.ts';
import type { Store } from '../../src/ports/store.ts';
import { BEN, NOON } from '../case-file/sample.ts';
import { holder } from '../holding/sample.ts';
import { bench, factsOf } from './context.ts';

const HANDLE = `${holder.key}/abc`;
const DRIFT = { id: 'abc', kind: 'missing', slot: 'allow', foundMs: NOON } as const;

async function among(fails: (key: string) => boolean) {
  const base = bench();
  const store: Store = {
    ...base.store,
    commit: (head) =>
      fails(head.key) ? Promise.reject(new Fault('store-failed', 'gone')) : base.store.commit(head),
  };
  const of = bench({ store });
  await commitHolding(base.ctx, undefined, { ...emptyHolding(holder), drift: [DRIFT] });
  const operators = { ...of.ctx.config.operators, who: [{ person: BEN.name, key: BEN.key }] };
  const config = { ...of.ctx.config, operators, slack: { team: 'T1' } };
  const account = {
    key: BEN.key,
    name: BEN.name,
    standing: 'member',
    locale: 'en',
    zone: 'UTC',
  } as const;
  const directory = { ...of.ctx.directory, account: async () => account };
  const ctx = { ...of.ctx, config, directory };
  const order = async () => {
    const { body } = (await store.load(holdingKey(holder.key))) ?? {};
    return (body as Holding).drift[0]?.order;
  };
  return { settled: () => settleDrift(ctx, BEN.key, HANDLE, 'remove'), order, store };
}

test('nothing is taken away on nobody’s word: what cannot be recorded is not ordered', async () => {
  const { settled, order } = await among((key) => key.startsWith('journal/'));
  await expect(settled()).rejects.toThrow('gone');
  expect(await order()).toBeUndefined();
});

test('whose word it was is on record, also where it came to nothing', async () => {
  let isFailing = false;
  const { settled, order, store } = await among((key) => isFailing && key.startsWith('holding/'));
  isFailing = true;
  await expect(settled()).rejects.toThrow('gone');
  expect(await order()).toBeUndefined();
  isFailing = false;
  expect(await settled()).toEqual({ ok: true, value: { what: 'allow' } });
  expect(await order()).toBe('remove');
  const said = await factsOf(store, 'journal/2026-11-23');
  expect(said.map(({ type }) => type)).toEqual(['drift-settled', 'drift-settled']);
});
