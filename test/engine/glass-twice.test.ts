/** Two forms and two words in one moment: one grant, though the store is slow with the first. */

import { expect, test } from 'vitest';
import { createMemoryStore } from '../../adapters/memory/store.ts';
import { confirmBreakGlass, offerBreakGlass } from '../../src/engine/break-glass.ts';
import type { Store } from '../../src/ports/store.ts';
import { configOf, edited } from '../config/example.ts';
import { bench } from './context.ts';
import { account, AIKO, giving, GLASS, READER, TYPED } from './glass.ts';

test('a form that is drawn while a word is being taken does not take its place', async () => {
  const store = createMemoryStore();
  const taken = Promise.withResolvers<void>();
  const opens = Promise.withResolvers<void>();
  const slow: Store = {
    ...store,
    async commit(head) {
      if (head.key.startsWith('case/')) await opens.promise;
      const answer = await store.commit(head);
      if (head.index.state === 'taken') taken.resolve();
      return answer;
    },
  };
  const around = {
    config: configOf(edited(GLASS)),
    directory: { account: async () => account, members: async () => [] },
    provider: { ...bench().ctx.provider, ...giving },
  };
  const first = bench({ ...around, store: slow }).ctx;
  const offered = await offerBreakGlass(first, AIKO, TYPED, READER);
  if (offered.kind !== 'form') throw new Error(JSON.stringify(offered));

  // The other replica asks what came before a moment before the word is taken, and keeps its form
  // a moment after.
  let isAsked = false;
  let word: Promise<unknown> = Promise.resolve();
  const between: Store = {
    ...store,
    async list(query) {
      if (!isAsked) {
        isAsked = true;
        word = confirmBreakGlass(first, AIKO, offered.form.drawing ?? '', READER);
        await taken.promise;
      }
      return store.list(query);
    },
  };
  const second = bench({ ...around, store: between }).ctx;
  const again = await offerBreakGlass(second, AIKO, TYPED, READER);
  if (again.kind === 'form') {
    await confirmBreakGlass(second, AIKO, again.form.drawing ?? '', READER);
  }
  opens.resolve();
  await word;
  expect((await store.list({ kind: 'case', limit: 9 })).heads).toHaveLength(1);
});
