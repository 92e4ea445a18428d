/** The word that breaks the glass, said again after it was given and nothing came of it. */

import { expect, test } from 'vitest';
import { createMemoryStore } from '../../adapters/memory/store.ts';
import type { Form } from '../../src/card/form.ts';
import { confirmBreakGlass, offerBreakGlass } from '../../src/engine/break-glass.ts';
import { SECOND } from '../../src/kernel/time.ts';
import type { Store } from '../../src/ports/store.ts';
import { configOf, edited } from '../config/example.ts';
import { bench } from './context.ts';
import { account, AIKO, giving, GLASS, READER, TYPED } from './glass.ts';

/** Dies with its word on disk, and no case yet, as often as it is told to. */
function mortal() {
  const store = createMemoryStore();
  let deaths = 1;
  const commit: Store['commit'] = (head) => {
    if (head.key.startsWith('case/') && deaths > 0) {
      deaths -= 1;
      throw new Error('It died.');
    }
    return store.commit(head);
  };
  const directory = { account: async () => account, members: async () => [] };
  return bench({
    config: configOf(edited(GLASS)),
    directory,
    store: { ...store, commit },
    provider: { ...bench().ctx.provider, ...giving },
  });
}

const drawingOf = (form: Form): string => form.drawing ?? '';

test('opens what it was said of, and is not told that it is open already', async () => {
  const { ctx, clock, store } = mortal();
  const offered = await offerBreakGlass(ctx, AIKO, TYPED, READER);
  if (offered.kind !== 'form') throw new Error(JSON.stringify(offered));
  const word = () => confirmBreakGlass(ctx, AIKO, drawingOf(offered.form), READER);
  await expect(word()).rejects.toThrow('It died.');
  clock.turn(5 * SECOND);
  expect(await word()).toMatchObject({ kind: 'done' });
  expect(await word()).toMatchObject({ kind: 'done' });
  expect((await store.list({ kind: 'case', limit: 9 })).heads).toHaveLength(1);
});
