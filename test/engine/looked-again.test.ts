/** A look that nothing on record asks for, and that fails: it is made again, and not in an hour. */

import { afterEach, expect, test } from 'vitest';
import { createMemoryStore } from '../../adapters/memory/store.ts';
import { changeHolding, commitHolding, holdingKey } from '../../src/engine/records.ts';
import { createWorker, type Worker } from '../../src/engine/worker.ts';
import type { Holding } from '../../src/holding/holding.ts';
import { emptyHolding } from '../../src/holding/order.ts';
import { Fault } from '../../src/kernel/fault.ts';
import { SECOND } from '../../src/kernel/time.ts';
import type { Store } from '../../src/ports/store.ts';
import { holder, NOON } from '../holding/sample.ts';
import { bench } from './context.ts';

const workers: Worker[] = [];
afterEach(async () => {
  await Promise.all(workers.splice(0).map((worker) => worker.stop()));
});

const moment = (ms = 40) => new Promise((resolve) => setTimeout(resolve, ms));

/** A holding at whose principal stands what is not ours, and a worker that is to look at it. */
async function looked(commit: (to: Store) => Store['commit']) {
  const memory = createMemoryStore();
  const unasked = bench().ctx;
  const looks: number[] = [];
  const { ctx, clock } = bench({
    store: { ...memory, commit: commit(memory) },
    chat: { ...unasked.chat, announce: async () => ({ ok: false, why: 'gone' }) },
    provider: {
      ...unasked.provider,
      content: () => '',
      observe: async () => {
        looks.push(clock.nowMs());
        const found = [{ id: { kind: 'allow' }, content: 'x' }] as const;
        return { principal: 'present', found, facts: {} };
      },
    },
  });
  await commitHolding({ ...ctx, store: memory }, undefined, emptyHolding(holder));
  const worker = createWorker(ctx, () => {});
  workers.push(worker);
  void worker.run();
  worker.look(holdingKey(holder.key));
  const turn = async (ms: number) => {
    for (let left = ms; left > 0; left -= SECOND) {
      clock.turn(SECOND);
      await moment(5);
    }
  };
  return { looks, turn };
}

/** Another replica commits something between the first look and what comes of it. */
async function crossedBy(change: (known: Holding) => Holding) {
  let isCrossed = false;
  const { looks, turn } = await looked((memory) => async (head) => {
    if (isCrossed) return memory.commit(head);
    isCrossed = true;
    await changeHolding({ ...bench().ctx, store: memory }, holder.key, (known) =>
      known ? change(known) : undefined,
    );
    return memory.commit(head);
  });
  await turn(3 * SECOND);
  return looks.length;
}

test('at once, where another replica has told of something meanwhile', async () => {
  expect(await crossedBy((known) => ({ ...known, owed: [] }))).toBe(2);
});

test('not where another replica has looked meanwhile: it watches from then on', async () => {
  expect(await crossedBy((known) => ({ ...known, lastLookMs: NOON + SECOND }))).toBe(1);
});

test('in a minute, where it failed for whatever reason', async () => {
  // Neither what was found is committed, nor that it is put off.
  let failing = 2;
  const { looks, turn } = await looked((memory) => (head) => {
    if (failing === 0) return memory.commit(head);
    failing -= 1;
    return Promise.reject(new Fault('store-failed', 'throttled'));
  });
  await turn(50 * SECOND);
  expect(looks).toHaveLength(1);
  await turn(20 * SECOND);
  expect(looks.length).toBeGreaterThan(1);
});
