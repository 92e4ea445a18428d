/** The store failed in the middle of filing: whoever tries again gets what they asked for, once. */

import { describe, expect, test } from 'vitest';
import { createMemoryStore } from '../../adapters/memory/store.ts';
import { confirmBreakGlass, offerBreakGlass } from '../../src/engine/break-glass.ts';
import { createClaims } from '../../src/engine/claim-watch.ts';
import type { Context } from '../../src/engine/context.ts';
import { submitRequest } from '../../src/engine/submit-request.ts';
import { type PersonKey, principalKey } from '../../src/kernel/brand.ts';
import { Fault } from '../../src/kernel/fault.ts';
import { ok } from '../../src/kernel/refusal.ts';
import { configOf, EXAMPLE } from '../config/example.ts';
import { withGlass } from '../story/break-glass.ts';
import { bench } from './context.ts';

const KEY = 'slack:T0PRODDEMO:U0AIKO0001' as PersonKey;
const READER = { locale: 'en', zone: 'UTC' } as const;
const TYPED = { entitlement: 'prod-db', time: '20m', why: 'The site is down, nobody answers' };

/** Where the commit of a case is refused once, or carried out and not answered. */
function failing(how: 'before' | 'after', change: Partial<Context> = {}) {
  const store = createMemoryStore();
  let isDue = true;
  const flaky: Context['store'] = {
    ...store,
    async commit(head) {
      const fails = isDue && head.key.startsWith('case/');
      if (fails) isDue = false;
      if (fails && how === 'before') throw new Fault('store-failed', 'The disk is busy.');
      const answer = await store.commit(head);
      if (fails) throw new Fault('store-failed', 'Nobody answered.');
      return answer;
    },
  };
  const account = { key: KEY, name: 'aiko', standing: 'member', ...READER } as const;
  const { ctx } = bench();
  const provider: Context['provider'] = {
    ...ctx.provider,
    uniqueId: async () => undefined,
    preflight: async ({ principal, target }) => {
      const key = principalKey(principal.account, 'AIDA1');
      const facts = { reach: [], namedRoles: [], tailMs: 0 };
      return ok({ holder: { ...principal, key, uniqueId: 'AIDA1' }, facts, target });
    },
  };
  return bench({
    store: flaky,
    config: configOf(withGlass(EXAMPLE)),
    directory: { account: async () => account, members: async () => [] },
    principals: { entries: async () => [] },
    provider,
    ...change,
  });
}

const filed = async ({ store }: Context) =>
  (await store.list({ kind: 'case', limit: 10 })).heads.map(({ key }) => key.slice(5));

describe.each(['before', 'after'] as const)('a failure %s it was written', (how) => {
  test.each(['alone', 'beside others'] as const)('of a request, by a bot %s', async (among) => {
    const { clock } = bench();
    const claims = among === 'alone' ? {} : { claims: createClaims(clock, 'a') };
    const { ctx } = failing(how, claims);
    await expect(submitRequest(ctx, KEY, TYPED, READER)).rejects.toThrow(Fault);
    const again = await submitRequest(ctx, KEY, TYPED, READER);
    const [id, ...others] = await filed(ctx);
    expect(others).toEqual([]);
    const twice = { code: 'same-request-open', facts: { id } };
    expect(again).toMatchObject(how === 'before' ? { ok: true, id } : twice);
  });

  test('of a word that breaks the glass', async () => {
    const { ctx } = failing(how);
    const offered = await offerBreakGlass(ctx, KEY, TYPED, READER);
    const drawing = offered.kind === 'form' ? (offered.form.drawing ?? '') : '';
    await expect(confirmBreakGlass(ctx, KEY, drawing, READER)).rejects.toThrow(Fault);
    const again = await confirmBreakGlass(ctx, KEY, drawing, READER);
    const [id, ...others] = await filed(ctx);
    expect(others).toEqual([]);
    const summary = expect.stringContaining(`${id} is opening now`);
    expect(again).toMatchObject({ kind: 'done', notice: { summary } });
  });
});
