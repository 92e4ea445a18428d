/** Whose approvals count no more with the next one: by fresh knowledge alone. */

import { expect, test } from 'vitest';
import type { CaseFile } from '../../src/case-file/case-file.ts';
import { openCase } from '../../src/case-file/open-case.ts';
import { reviewOf } from '../../src/case-file/review-case.ts';
import { decideClick } from '../../src/engine/decide-click.ts';
import type { DrawingId, PersonKey } from '../../src/kernel/brand.ts';
import { Fault } from '../../src/kernel/fault.ts';
import { HOUR } from '../../src/kernel/time.ts';
import { decision, NOON, person, request } from '../case-file/sample.ts';
import { configOf, edited } from '../config/example.ts';
import { bench } from './context.ts';

const key = (id: string) => `slack:T0PRODDEMO:${id}` as PersonKey;
const [AIKO, BEN, CHIE, DAI] = ['U0AIKO0001', 'U0BEN00001', 'U0CHIE0001', 'U0DAI00001'].map(
  (id) => ({ ...person(id), key: key(id), keys: [key(id)], name: id }),
);
if (!AIKO || !BEN || !CHIE || !DAI) throw new Error('There are four.');
const [ben, chie] = [BEN, CHIE];
const asker = AIKO;
const withBen = [BEN.key, CHIE.key, DAI.key];
const without = [CHIE.key, DAI.key];

/** Ben has approved; who is among the leads was read a while ago, and may be read now. */
async function leftOf(
  known: PersonKey[],
  fresh: PersonKey[] | 'silent',
  isBehind = false,
  isExtension = false,
) {
  const leads = 'sre-leads: { slack_usergroup: S0LEADS001 }';
  const members = async (_: unknown, maxAgeMs: number) => {
    if (maxAgeMs > 0) return known;
    if (fresh === 'silent') throw new Fault('directory-unreachable', 'Slack does not answer.');
    return fresh;
  };
  const { ctx } = bench({
    config: configOf(edited(['sre-leads: [ben, chie, dai]', leads])),
    directory: { account: async () => undefined, members },
    isBehind: () => isBehind,
  });
  const { file } = openCase(request({ requester: asker, beneficiary: asker }), 'DB', decision());
  const drawing = `${file.id}.1` as DrawingId;
  const act = { by: ben, verdict: 'approve', drawing, digest: '' } as const;
  const reviews = [reviewOf(act, HOUR, NOON)];
  const asked = { number: 1, byMs: HOUR, askedMs: NOON, lapseMs: NOON + HOUR, reviews } as const;
  const approved: CaseFile = isExtension
    ? { ...file, extensions: [{ ...asked, state: 'pending' }] }
    : { ...file, reviews };
  const decided = await decideClick(ctx, approved, { by: chie, verdict: 'approve' }, isExtension);
  expect(decided.decision.ok).toBe(true);
  return decided.left.map(({ by }) => by.name);
}

test('of whoever has left the group', async () => {
  expect(await leftOf(without, without)).toEqual([ben.name]);
});

test('of more time as well', async () => {
  expect(await leftOf(without, without, false, true)).toEqual([ben.name]);
  expect(await leftOf(without, withBen, false, true)).toEqual([]);
});

test('not of whoever has joined it since it was read last', async () => {
  expect(await leftOf(without, withBen)).toEqual([]);
});

test('of nobody while the group is silent, or by older rules than are in force', async () => {
  expect(await leftOf(without, 'silent')).toEqual([]);
  expect(await leftOf(without, without, true)).toEqual([]);
});
