/** A click while somebody who had approved has left: whom it counts, and what it asks the chat. */

import { beforeEach, describe, expect, test } from 'vitest';
import { openCase } from '../../src/case-file/open-case.ts';
import type { Context } from '../../src/engine/context.ts';
import { decideOf } from '../../src/engine/decide-case.ts';
import { commitCase, loadCase } from '../../src/engine/records.ts';
import { reviewRequest } from '../../src/engine/review-request.ts';
import { type PersonKey, requestId } from '../../src/kernel/brand.ts';
import { Fault } from '../../src/kernel/fault.ts';
import type { Person } from '../../src/kernel/person.ts';
import { decision, request } from '../case-file/sample.ts';
import { configOf, edited, EXAMPLE } from '../config/example.ts';
import { bench } from './context.ts';
import { person, started } from './started.ts';

const ID = requestId('PA-7K3M2');
const AIKO = person('aiko', 'U0AIKO0001');
const BEN = person('ben', 'U0BEN00001');
const CHIE = person('chie', 'U0CHIE0001');
const DAI = person('dai', 'U0DAI00001');
const EVE = person('eve', 'U0EVE00001');
const MALLORY = person('mallory', 'U0MALLORY1');

/** Who is in the group now; whether Slack says so when it is asked anew; how often it was. */
const leads = { now: [BEN.key, EVE.key], isSilent: false, asked: 0 };
const directory = {
  account: async (key: PersonKey) =>
    ({ key, name: 'x', standing: 'member', locale: 'en', zone: 'UTC' }) as const,
  members: async (_: unknown, maxAgeMs: number) => {
    if (maxAgeMs > 0) return leads.now;
    leads.asked += 1;
    if (leads.isSilent) throw new Fault('directory-unreachable', 'Too many.');
    return leads.now;
  },
};
const around = { directory, principals: { entries: async () => [] } };

beforeEach(() => void Object.assign(leads, { now: [BEN.key, EVE.key], isSilent: false, asked: 0 }));

/** Aiko has asked, and so many of the leads and of some others are to approve. */
async function askedOf(ctx: Context): Promise<void> {
  const base = request({ id: ID, requester: AIKO, beneficiary: AIKO });
  const known = await decideOf(ctx, openCase(base, 'Database', decision()).file, 60_000);
  if (!known.ok || known.value.kind !== 'needs-approval') throw new Error('Nobody is asked.');
  await commitCase(ctx, undefined, openCase(base, 'Database', known.value));
}

async function approve(ctx: Context, by: Person) {
  const drawing = (await loadCase(ctx, ID))?.body.drawings.at(-1)?.id ?? '';
  const acted = await reviewRequest(ctx, { actor: by.key, drawing, verdict: 'approve' });
  return acted.ok ? 'ok' : acted.code;
}

const group = [
  'sre-leads: [ben, chie, dai]',
  'sre-leads: { slack_usergroup: S0LEADS001 }',
] as const;

describe('where the group that somebody has left is silent when it is asked anew', () => {
  async function begun(count: number): Promise<Context> {
    const from = `any: ${count}\n        from: [sre-leads, chie, dai, mallory]`;
    const config = configOf(edited(group, ['any: 2\n        from: [sre-leads]', from]));
    const { ctx } = bench({ ...around, config });
    await askedOf(ctx);
    return ctx;
  }
  const benLeaves = () => Object.assign(leads, { now: [EVE.key], isSilent: true });

  test('whoever is in it, by what was known a minute ago, may approve', async () => {
    const ctx = await begun(2);
    expect(await approve(ctx, BEN)).toBe('ok');
    benLeaves();
    expect(await approve(ctx, EVE)).toBe('ok');
  });

  test('whoever of it has approved is counted', async () => {
    const ctx = await begun(3);
    expect([await approve(ctx, BEN), await approve(ctx, EVE)]).toEqual(['ok', 'ok']);
    benLeaves();
    expect([await approve(ctx, DAI), await approve(ctx, CHIE)]).toEqual(['ok', 'ok']);
    expect((await loadCase(ctx, ID))?.body.request.state).toBe('approved');
  });
});

test('the chat is asked nothing anew for clicks that do not count', async () => {
  const { ctx } = bench({ ...around, config: configOf(edited(group)) });
  await askedOf(ctx);
  expect(await approve(ctx, BEN)).toBe('ok');
  leads.now = [CHIE.key, DAI.key, EVE.key];
  for (let times = 0; times < 30; times += 1) {
    expect(await approve(ctx, MALLORY)).toBe('not-an-approver');
  }
  expect(leads.asked).toBe(0);
  expect(await approve(ctx, EVE)).toBe('ok');
  expect((await loadCase(ctx, ID))?.body.reviews.map(({ by }) => by.key)).toEqual([EVE.key]);
});

test('rules that were replaced a moment ago take back no approval', async () => {
  // A deploy puts ben among the leads: the same rule, and so the same digest of it.
  const without = ['sre-leads: [ben, chie, dai]', 'sre-leads: [chie, dai]'] as const;
  const older = bench({ ...around, config: configOf(edited(without)) });
  const newer = bench({ ...around, config: configOf(EXAMPLE), store: older.store });
  const [before, now] = [await started(older.ctx), await started(newer.ctx)];
  await askedOf(now);
  expect(await approve(now, BEN)).toBe('ok');
  await approve(before, CHIE);
  const { head, body } = (await loadCase(now, ID)) ?? {};
  expect(head?.sealed.filter(({ event }) => event.type === 'review-void')).toEqual([]);
  expect(body?.reviews.map(({ by }) => by.key)).toContain(BEN.key);
});
