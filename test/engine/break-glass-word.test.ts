/** The word that breaks the glass, said again after it was given and nothing came of it. */

import { expect, test } from 'vitest';
import { createMemoryStore } from '../../adapters/memory/store.ts';
import type { Form, Typed } from '../../src/card/form.ts';
import { confirmBreakGlass, offerBreakGlass } from '../../src/engine/break-glass.ts';
import { type PersonKey, principalKey } from '../../src/kernel/brand.ts';
import type { Reader } from '../../src/kernel/person.ts';
import { ok } from '../../src/kernel/refusal.ts';
import { SECOND } from '../../src/kernel/time.ts';
import type { GrantProvider } from '../../src/ports/grant-provider.ts';
import type { Store } from '../../src/ports/store.ts';
import { configOf, edited } from '../config/example.ts';
import { bench } from './context.ts';

const AIKO = 'slack:T0PRODDEMO:U0AIKO0001' as PersonKey;
const READER: Reader = { locale: 'en', zone: 'Asia/Tokyo' };
const TYPED: Typed = {
  entitlement: 'prod-db',
  time: '20m',
  why: 'The site is down, nobody answers',
};
const config = configOf(
  edited([
    '    levels:\n',
    `    break_glass:
      eligible: [engineers]
      channel: C0GENERAL1
      review: { from: [sre-leads] }
    levels:
`,
  ]),
);

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
  const provider: Pick<GrantProvider, 'preflight' | 'uniqueId'> = {
    uniqueId: async () => 'AIDA1',
    preflight: async ({ principal, target }) => {
      const holder = {
        ...principal,
        uniqueId: 'AIDA1',
        key: principalKey('444455556666', 'AIDA1'),
      };
      return ok({ holder, target, facts: { reach: [], namedRoles: [], tailMs: 0 } });
    },
  };
  const account = { key: AIKO, name: 'aiko', standing: 'member', ...READER } as const;
  const directory = { account: async () => account, members: async () => [] };
  return bench({
    config,
    directory,
    store: { ...store, commit },
    provider: { ...bench().ctx.provider, ...provider },
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
