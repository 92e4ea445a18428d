/** Rules that nobody has confirmed take nothing from what waits: a no is no way round it. */

import { describe, expect, test } from 'vitest';
import { openCase } from '../../src/case-file/open-case.ts';
import type { Context } from '../../src/engine/context.ts';
import { decideOf } from '../../src/engine/decide-case.ts';
import { commitCase, loadCase } from '../../src/engine/records.ts';
import { reviewRequest } from '../../src/engine/review-request.ts';
import { requestId } from '../../src/kernel/brand.ts';
import { decision, request } from '../case-file/sample.ts';
import { bench } from './context.ts';
import { members, person, started, watchedBy } from './started.ts';

const ID = requestId('PA-7K3M2');
const AIKO = person('aiko', 'U0AIKO0001');
const BEN = person('ben', 'U0BEN00001');
const CHIE = person('chie', 'U0CHIE0001');
const MALLORY = person('mallory', 'U0MALLORY1');

/** Ben has approved it, of two who have to; then comes a file that asks for three. */
async function proposed() {
  const first = bench({ ...members, config: watchedBy() });
  const inForce = await started(first.ctx);
  const asked = request({ id: ID, requester: AIKO, beneficiary: AIKO });
  const known = await decideOf(inForce, openCase(asked, 'DB', decision()).file, 0);
  if (!known.ok || known.value.kind !== 'needs-approval') throw new Error('It needs people.');
  await commitCase(inForce, undefined, openCase(asked, 'DB', known.value));
  const waiting = await started(
    bench({
      ...members,
      config: watchedBy(['any: 2', 'any: 3']),
      store: first.store,
    }).ctx,
  );
  expect(waiting.waits?.()).toBe(true);
  const file = async () => {
    const loaded = await loadCase(inForce, ID);
    if (!loaded) throw new Error('There is no such case.');
    return loaded;
  };
  const act = async (ctx: Context, by: typeof BEN, verdict: 'approve' | 'deny') => {
    const drawing = (await file()).body.drawings.at(-1)?.id ?? '';
    const said = { actor: by.key, drawing, verdict, comment: 'Use the replica' } as const;
    const acted = await reviewRequest(ctx, said);
    return acted.ok ? 'ok' : acted.code;
  };
  expect(await act(inForce, BEN, 'approve')).toBe('ok');
  const types = async () => (await file()).head.sealed.map(({ event }) => event.type);
  return { inForce, waiting, file, act, types };
}

describe('while changed rules wait for a second operator', () => {
  test('a no of anybody takes no approval back that was given under those in force', async () => {
    const { waiting, file, act, types } = await proposed();
    await act(waiting, MALLORY, 'deny');
    expect((await file()).body.reviews.map(({ by }) => by.name)).toEqual(['ben']);
    expect(await types()).not.toContain('ground-changed');
    expect(await types()).not.toContain('review-void');
  });

  test('what waits goes on under those in force', async () => {
    const { inForce, waiting, file, act } = await proposed();
    await act(waiting, MALLORY, 'deny');
    expect(await act(inForce, CHIE, 'approve')).toBe('ok');
    expect((await file()).body.request.state).toBe('approved');
  });
});

test('nor is a no counted of whom only these rules ask', async () => {
  const { inForce, file, act } = await proposed();
  const named = ['sre-leads: [ben, chie, dai]', 'sre-leads: [ben, chie, dai, mallory]'] as const;
  const config = watchedBy(named);
  const waiting = await started({ ...inForce, config });
  expect(waiting.waits?.()).toBe(true);
  expect(await act(waiting, MALLORY, 'deny')).toBe('rules-unconfirmed');
  expect((await file()).body.request.state).toBe('pending');
});
