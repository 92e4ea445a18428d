/** Where a group of Identity Center leads: asked of AWS as the owner of the instance, or not. */

import { afterEach, expect, test } from 'vitest';
import { STORE } from '../../stand-ins/aws/center-types.ts';
import { GROUP, putCenter, READER, withCenter } from '../../story/center.ts';
import { BOT, JUMP, PRODUCTION, seedAccounts } from '../../story/seed.ts';
import { createGround, type Ground, groundOn } from './ground.ts';

const MANAGEMENT = '999988887777';
let ground: Ground;
afterEach(() => ground.aws.close());

/** The group leads further than the catalogue names. */
async function asked({ isDelegate = false, isDenied = false } = {}) {
  const accounts = isDelegate ? { [MANAGEMENT]: {}, ...seedAccounts() } : seedAccounts();
  ground = await createGround({ accounts, key: BOT });
  const { aws, clock } = ground;
  if (isDelegate) aws.organization.delegate(JUMP);
  await putCenter(aws);
  aws.identityCenter.assign({ group: GROUP, account: PRODUCTION, permissionSet: READER });
  const action = 'ListAccountAssignmentsForPrincipal';
  if (isDenied) aws.faults.add({ kind: 'denied', action, times: 100 });
  const { provider, target } = groundOn(aws, clock, 'demo01', { configure: withCenter(aws) });
  return provider.preflight({
    principal: { account: STORE, user: 'aiko' },
    target: target('prod-sso'),
    others: [],
    held: false,
    signal: AbortSignal.timeout(8_000),
  });
}

test('further than the catalogue names is refused', async () => {
  expect(await asked()).toMatchObject({ ok: false, code: 'leads-further' });
});

test('to a delegate AWS does not say: the places that are named are asked for', async () => {
  expect(await asked({ isDelegate: true })).toMatchObject({ ok: true });
});

test('a right that the owner of the instance has lost is not taken for that', async () => {
  await expect(asked({ isDenied: true })).rejects.toThrow(/ListAccountAssignmentsForPrincipal/);
});
