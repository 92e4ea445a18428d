/** What the comparison with AWS comes to: half of AWS cannot be read, or much of it is unknown. */

import { describe, expect, test } from 'vitest';
import { commitHolding } from '../../src/engine/records.ts';
import { reconcile } from '../../src/engine/reconcile.ts';
import { emptyHolding } from '../../src/holding/order.ts';
import { slotName } from '../../src/holding/slot.ts';
import { principalKey } from '../../src/kernel/brand.ts';
import { Fault } from '../../src/kernel/fault.ts';
import type { GrantProvider } from '../../src/ports/grant-provider.ts';
import type { Store } from '../../src/ports/store.ts';
import { headOf } from '../contract/store-samples.ts';
import { bench } from './context.ts';

test('who was found before an account that is closed to us is looked at all the same', async () => {
  const [account, uniqueId] = ['444455556666', 'AIDAAIKO'];
  const key = principalKey(account, uniqueId);
  const survey: GrantProvider['survey'] = async function* () {
    yield { account, user: 'aiko.sato', uniqueId, slot: { kind: 'allow' } };
    throw new Fault('aws-refused', 'sts:AssumeRole: denied');
  };
  const looked: string[] = [];
  const { ctx } = bench({
    provider: { ...bench().ctx.provider, survey },
    look: (record) => void looked.push(record),
  });
  await commitHolding(ctx, undefined, emptyHolding({ key, account, user: 'aiko.sato', uniqueId }));
  await expect(reconcile(ctx)).rejects.toMatchObject({ code: 'aws-refused' });
  expect(looked).toEqual([`holding/${key}`]);
});

describe('what carries our mark and no holding knows', () => {
  /** What DynamoDB takes of one item. */
  const ROOM = 400 * 1024;
  const ITS = { kind: 'allow' } as const;

  function foreign() {
    const base = bench();
    const said: string[] = [];
    const logged: string[] = [];
    const world = { count: 0 };
    const survey: GrantProvider['survey'] = async function* () {
      for (let at = 0; at < world.count; at += 1) {
        const user = `somebody.with.a.name.of.some.length.${at}`;
        yield { account: '444455556666', user, uniqueId: `AIDA${at}`, slot: ITS };
      }
    };
    const store: Store = {
      ...base.store,
      async commit(head) {
        if (JSON.stringify(head).length > ROOM) throw new Fault('store-failed', 'too large');
        return base.store.commit(head);
      },
    };
    const { ctx } = bench({
      store,
      provider: { ...base.ctx.provider, survey },
      chat: {
        ...base.ctx.chat,
        announce: async (channel, { summary }) => {
          said.push(summary);
          return { ok: true, ref: { channel, message: '1' } };
        },
      },
      log: { info: () => {}, error: () => {}, warn: (what) => void logged.push(what) },
    });
    const look = async (count: number) => {
      world.count = count;
      said.length = 0;
      await reconcile(ctx);
      return [...said];
    };
    const recorded = async () => {
      let count = 0;
      for await (const { event } of store.events({})) {
        count += Number(event.type === 'foreign-mark-found');
      }
      return count;
    };
    return { look, store, recorded, logged };
  }

  test('is told once, be it more than a thousand', async () => {
    const { look, recorded } = foreign();
    expect(await look(1_700)).toEqual([expect.stringContaining('1700')]);
    expect(await look(1_700)).toEqual([]);
    expect(await look(1_701)).toHaveLength(1);
    expect(await recorded()).toBe(1_701);
  });

  test('is told once where it is more than is kept, and fits the record part by part', async () => {
    const { look, recorded, logged } = foreign();
    expect(await look(7_500)).toEqual([expect.stringContaining('7500')]);
    expect(await look(7_500)).toEqual([]);
    expect(await recorded()).toBe(5_000);
    expect(logged).toEqual(['foreign-marks-many']);
  });

  test('is told again once it was gone in between', async () => {
    const { look } = foreign();
    await look(2);
    expect(await look(1)).toEqual([]);
    expect(await look(2)).toHaveLength(1);
  });

  test('is not told anew where an older release wrote down its name', async () => {
    const { look, store } = foreign();
    const name = `444455556666/somebody.with.a.name.of.some.length.0/${slotName(ITS)}`;
    const body = { schema: 1, names: [name] };
    await store.commit(headOf('meta/reported', { version: 1, body, index: { state: 'reported' } }));
    expect(await look(1)).toEqual([]);
    expect(await look(2)).toHaveLength(1);
  });
});
