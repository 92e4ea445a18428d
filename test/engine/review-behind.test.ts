/** A click that comes to a replica whose rules are older ones: others have gone on from them. */

import { expect, test } from 'vitest';
import { openCase } from '../../src/case-file/open-case.ts';
import { reviewCase } from '../../src/case-file/review-case.ts';
import { changeCase, commitCase, loadCase } from '../../src/engine/records.ts';
import { reviewRequest } from '../../src/engine/review-request.ts';
import { type DrawingId, type PersonKey, requestId } from '../../src/kernel/brand.ts';
import type { Person } from '../../src/kernel/person.ts';
import { decision, request, stage } from '../case-file/sample.ts';
import { bench } from './context.ts';

const ID = requestId('PA-7K3M2');
const of = (name: string): Person => {
  const key = `slack:T0PRODDEMO:U0${name.toUpperCase()}0001` as PersonKey;
  return { key, keys: [key], name };
};
const [AIKO, BEN, CHIE] = [of('aiko'), of('benn'), of('chie')];

test('takes no approval away that was given under the rules in force', async () => {
  const account = async (key: PersonKey) =>
    ({ key, name: 'chie', standing: 'member', locale: 'en', zone: 'UTC' }) as const;
  const { ctx } = bench({
    directory: { account, members: async () => [AIKO.key, BEN.key, CHIE.key] },
    principals: { entries: async () => [] },
    stopped: () => ({ is: 'behind', why: 'Another configuration is in force.' }),
    waits: () => false,
    isBehind: () => true,
  });
  const inForce = decision([stage(2, BEN, CHIE)]);
  const asked = request({ id: ID, requester: AIKO, beneficiary: AIKO });
  await commitCase(ctx, undefined, openCase(asked, 'Production database', inForce));
  const act = { by: BEN, verdict: 'approve', drawing: 'x' as DrawingId, digest: 'y' } as const;
  await changeCase(ctx, ID, (file, nowMs) => reviewCase(file, inForce, act, nowMs));
  const drawing = (await loadCase(ctx, ID))?.body.drawings.at(-1)?.id ?? '';
  const acted = await reviewRequest(ctx, { actor: CHIE.key, drawing, verdict: 'approve' });
  expect(acted).toMatchObject({ code: 'granting-stopped' });
  expect((await loadCase(ctx, ID))?.body.reviews).toHaveLength(1);
});
