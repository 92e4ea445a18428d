/** What nobody knows is told, though a part of AWS, a record or the chat is away. */

import { expect, test, vi } from 'vitest';
import { recordCopy } from '../../src/engine/adoption.ts';
import type { Context } from '../../src/engine/context.ts';
import { reconcile } from '../../src/engine/reconcile.ts';
import { commitHolding } from '../../src/engine/records.ts';
import { emptyHolding } from '../../src/holding/order.ts';
import { principalKey } from '../../src/kernel/brand.ts';
import { Fault } from '../../src/kernel/fault.ts';
import { MINUTE } from '../../src/kernel/time.ts';
import type { Marked } from '../../src/ports/grant-provider.ts';
import { bench } from './context.ts';

const account = '444455556666';
const { installation } = bench().ctx.config;
const holderOf = (user: string) => {
  const uniqueId = `AIDA${user.toUpperCase()}`;
  return { key: principalKey(account, uniqueId), account, user, uniqueId };
};
const markOf = (user: string, slot: Marked['slot'] = { kind: 'allow' }): Marked => {
  return { ...holderOf(user), installation, slot };
};

/** Surveyed are these, one after the other; a fault in place of one ends it. */
function town(change: Partial<Context> = {}) {
  const world = { marks: [] as (Marked | Fault)[], isChatAway: false };
  const said: string[] = [];
  const looked: string[] = [];
  const base = bench();
  const { ctx, clock } = bench({
    provider: {
      ...base.ctx.provider,
      async *survey() {
        for (const one of world.marks) {
          if (one instanceof Fault) throw one;
          yield one;
        }
      },
    },
    chat: {
      ...base.ctx.chat,
      announce: async (channel, { summary }) => {
        if (world.isChatAway) throw new Error('away');
        said.push(summary);
        return { ok: true, ref: { channel, message: '1' } };
      },
    },
    look: (record) => void looked.push(record),
    ...change,
  });
  return { ctx, clock, world, said, looked };
}

const CLOSED = new Fault('aws-refused', 'sts:AssumeRole: denied');
const COPY = { trouble: () => undefined, copy: { why: 'older', settle: async () => {} } };

test('is told once though an account is closed to us, and not again when it opens', async () => {
  const { ctx, world, said } = town({ health: COPY });
  await recordCopy(ctx);
  world.marks = [markOf('aiko'), CLOSED];
  await expect(reconcile(ctx)).rejects.toBe(CLOSED);
  expect(said).toHaveLength(2);
  world.marks = [CLOSED];
  await expect(reconcile(ctx)).rejects.toBe(CLOSED);
  world.marks = [markOf('aiko')];
  await reconcile(ctx);
  expect(said).toHaveLength(2);
});

test('is told as soon as the chat takes it', async () => {
  const { ctx, clock, world, said } = town({ health: COPY });
  await recordCopy(ctx);
  world.marks = [markOf('aiko')];
  world.isChatAway = true;
  await reconcile(ctx);
  world.isChatAway = false;
  clock.turn(5 * MINUTE);
  await vi.waitFor(() => expect(said).toHaveLength(2));
});

test('is told of a tag for a group that its holding does not lease', async () => {
  const { ctx, world, said } = town();
  await commitHolding(ctx, undefined, emptyHolding(holderOf('aiko')));
  world.marks = [markOf('aiko', { kind: 'tag', group: 'prod-operators' })];
  await reconcile(ctx);
  expect(said).toHaveLength(1);
  await reconcile(ctx);
  expect(said).toHaveLength(1);
});

test('is told of others, and they are looked at, beside a record that we cannot read', async () => {
  const { ctx, world, said, looked } = town();
  const newer = { ...emptyHolding(holderOf('aiko')), schema: 2 };
  await commitHolding(ctx, undefined, newer as never);
  await commitHolding(ctx, undefined, emptyHolding(holderOf('ken')));
  world.marks = [markOf('aiko'), markOf('ken'), markOf('mia')];
  await reconcile(ctx);
  expect(looked).toEqual([`holding/${holderOf('ken').key}`]);
  expect(said).toHaveLength(1);
});
