/** The promises of the store (src/ports/store.ts), kept alike by every adapter. */

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Store } from '../../src/ports/store.ts';
import { commits, dueWork } from './store-commits.ts';
import { eventLog, lists, pages } from './store-lists.ts';
import { collect, fact, headOf, NOON } from './store-samples.ts';

export interface StoreUnderTest {
  readonly store: Store;
  /** The same contents through a new opening; absent where nothing outlives the process. */
  readonly reopen?: () => Promise<Store>;
  readonly close: () => Promise<void>;
}

export function storeContract(name: string, make: () => Promise<StoreUnderTest>): void {
  describe(`${name} keeps the promises of a store`, () => {
    let under: StoreUnderTest;
    beforeEach(async () => {
      under = await make();
    });
    afterEach(() => under.close());
    const store = () => under.store;

    commits(store);
    dueWork(store);
    lists(store);
    pages(store);
    eventLog(store);

    reopening(() => under);
  });
}

function reopening(under: () => StoreUnderTest): void {
  test('a store that is opened again holds all that was there', async (context) => {
    const { store, reopen } = under();
    context.skip(!reopen, 'Nothing outlives the process.');
    const head = headOf('case/PA-7K3M2', { events: [fact(NOON)], index: { due: { chat: NOON } } });
    await store.commit(head);
    await store.append(head.sealed);
    const again = (await reopen?.()) ?? store;
    expect(await again.load(head.key)).toEqual(head);
    expect(await again.due('chat', NOON, 9)).toEqual([{ key: head.key, dueMs: NOON }]);
    expect(await collect(again.events({}))).toEqual(head.sealed);
    expect(await again.commit({ ...head, version: 3 })).toBe('conflict');
    expect(await again.commit({ ...head, version: 2 })).toBe('committed');
  });
}
