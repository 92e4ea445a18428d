/** Two forms and two words in one moment: one grant, though the store is slow with the first. */

import { expect, test } from 'vitest';
import { createMemoryStore } from '../../adapters/memory/store.ts';
import type { Typed } from '../../src/card/form.ts';
import { confirmBreakGlass, offerBreakGlass } from '../../src/engine/break-glass.ts';
import { type PersonKey, principalKey } from '../../src/kernel/brand.ts';
import type { Reader } from '../../src/kernel/person.ts';
import { ok } from '../../src/kernel/refusal.ts';
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

const provider: Pick<GrantProvider, 'preflight' | 'uniqueId'> = {
  uniqueId: async () => 'AIDA1',
  preflight: async ({ principal, target }) => {
    const key = principalKey('444455556666', 'AIDA1');
    const holder = { ...principal, uniqueId: 'AIDA1', key };
    return ok({ holder, target, facts: { reach: [], namedRoles: [], tailMs: 0 } });
  },
};
const account = { key: AIKO, name: 'aiko', standing: 'member', ...READER } as const;

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
    config,
    directory: { account: async () => account, members: async () => [] },
    provider: { ...bench().ctx.provider, ...provider },
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
