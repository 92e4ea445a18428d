/** What belongs to no case: refused asks are counted, boots and configurations are recorded. */

import { describe, expect, test } from 'vitest';
import { createMemoryStore } from '../../adapters/memory/store.ts';
import { record, recordRefusedAsk } from '../../src/engine/journal.ts';
import { registerConfiguration } from '../../src/engine/register-configuration.ts';
import { confirmAdoption, standing } from '../../src/engine/adoption.ts';
import { event } from '../../src/audit/event.ts';
import { refuse } from '../../src/kernel/refusal.ts';
import { DAY } from '../../src/kernel/time.ts';
import { verifyAudit } from '../../src/ops/audit-verify.ts';
import type { Store } from '../../src/ports/store.ts';
import { AIKO, BEN, NOON, person } from '../case-file/sample.ts';
import { bench, factsOf } from './context.ts';

const TODAY = 'journal/2026-11-23';
interface Counted {
  readonly refused?: Readonly<Record<string, number>>;
}
const NO = refuse('not-eligible', { entitlement: 'prod-db', who: [] });

describe('refused asks', () => {
  test('of one person for one thing are one count, said at 1, 10 and 100', async () => {
    const { ctx, store } = bench();
    for (let times = 0; times < 120; times += 1) await recordRefusedAsk(ctx, AIKO, 'prod-db', NO);
    const facts = await factsOf(store, TODAY);
    expect(facts.map((one) => one.facts)).toMatchObject(
      [1, 10, 100].map((times) => ({ by: 'aiko', entitlement: 'prod-db', times })),
    );
  });

  test('of ever other people and things do not make the day grow without end', async () => {
    const { ctx, store } = bench();
    for (let at = 0; at < 700; at += 1) {
      await recordRefusedAsk(ctx, person(`p${at}`), `thing-${at}`, NO);
    }
    const { refused = {} } = ((await store.load(TODAY))?.body ?? {}) as Counted;
    expect(Object.keys(refused).length).toBeLessThanOrEqual(501);
    expect(refused['others']).toBe(200);
    expect(await factsOf(store, TODAY)).toHaveLength(500 + 3);
  });

  test('begin anew with the next day, in a record of its own', async () => {
    const { ctx, store, clock } = bench();
    await recordRefusedAsk(ctx, AIKO, 'prod-db', NO);
    clock.turn(DAY);
    await recordRefusedAsk(ctx, AIKO, 'prod-db', NO);
    expect(await factsOf(store, 'journal/2026-11-24')).toHaveLength(1);
    expect(await verifyAudit(store)).toMatchObject({ ok: true, records: 2, events: 2 });
  });
});

describe('facts recorded at the same time', () => {
  test('are all there, once, in one chain', async () => {
    const { ctx, store } = bench();
    const boots = Array.from({ length: 20 }, (_, at) =>
      record(ctx, [event('stopped', NOON, 'prod-access', { why: `${at}` })]),
    );
    await Promise.all(boots);
    const said = (await factsOf(store, TODAY)).map((one) => (one.facts as { why: string }).why);
    expect(new Set(said).size).toBe(20);
    expect(await verifyAudit(store)).toMatchObject({ ok: true, events: 20 });
  });

  test('of one moment are written together, however many they are', async () => {
    const { ctx, store } = bench();
    const facts = Array.from({ length: 200 }, (_, at) =>
      event('drift-found', NOON, 'prod-access', {
        principal: `p${at}`,
        kind: 'missing',
        what: 'a',
      }),
    );
    await Promise.all(facts.map((one) => record(ctx, [one])));
    expect(await factsOf(store, TODAY)).toEqual(facts);
    expect((await store.load(TODAY))?.version).toBe(2);
  });

  test('are told to be lost only when the record never holds still', async () => {
    const store: Store = { ...createMemoryStore(), commit: async () => 'conflict' };
    const { ctx } = bench({ store });
    await expect(record(ctx, [])).rejects.toThrow('changed under our hands too often');
  });
});

describe('walk-through 24: two replicas with different rules', () => {
  test('the one that is behind hears of it, and the newer one does not', async () => {
    const store = createMemoryStore();
    const older = bench({ store });
    const config = { ...older.ctx.config, digest: 'newer' };
    const newer = bench({ store, config });
    const standing = async ({ ctx }: typeof older, is: 'start' | 'look') =>
      (await registerConfiguration(ctx, { is })).standing;
    expect(await standing(older, 'start')).toBe('current');
    expect(await standing(older, 'look')).toBe('current');
    expect(await standing(newer, 'start')).toBe('current');
    expect(await standing(older, 'look')).toBe('behind');
    expect(await standing(newer, 'look')).toBe('current');
  });

  test('A53: going back to an older one is a fact of its own, with a higher number', async () => {
    const store = createMemoryStore();
    const first = bench({ store });
    const second = bench({ store, config: { ...first.ctx.config, digest: 'newer' } });
    for (const { ctx } of [first, second, first, first]) {
      await registerConfiguration(ctx, { is: 'start' });
    }
    const numbers = (await factsOf(store, 'meta/configuration')).map(
      (one) => (one.facts as { number: number }).number,
    );
    expect(numbers).toEqual([1, 2, 3]);
  });
});

describe('adoption', () => {
  test('of what an empty store does not know is one operator’s word, kept for ever', async () => {
    const { ctx, store } = bench();
    expect((await standing(ctx)).isConfirmed).toBe(false);
    await confirmAdoption(ctx, BEN);
    expect((await standing(ctx)).isConfirmed).toBe(true);
    expect(await factsOf(store, 'meta/adoption')).toMatchObject([
      { type: 'adoption-confirmed', actor: BEN.key, facts: { by: 'ben' } },
    ]);
  });
});
