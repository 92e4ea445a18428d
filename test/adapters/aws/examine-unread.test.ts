/** What an examination says where it may not look, or cannot; and how long it takes for many. */

import { afterEach, expect, test } from 'vitest';
import { trust } from '../../process/tidy.ts';
import { JUMP, PRODUCTION } from '../../story/seed.ts';
import { deployRights } from './deploy-rights.ts';
import { createExamined, type ExaminedGround, sound } from './examined.ts';

let ground: ExaminedGround;
afterEach(() => ground.aws.close());

test('with the rights of deploy/, people and roles are seen; the rest is said, not guessed', async () => {
  ground = await createExamined(deployRights());
  ground.aws.account(JUMP).setBoundary('ben.okafor', undefined);
  expect(await ground.found()).toEqual([
    { kind: 'no-boundary', account: JUMP, user: 'ben.okafor' },
    { kind: 'unreadable', account: JUMP, why: ['ssm:GetDocument is denied'] },
    {
      kind: 'role-open',
      account: PRODUCTION,
      role: 'ProdLogReader',
      isNamed: false,
      maxSessionMs: 3_600_000,
    },
  ]);
  expect(await ground.notes()).toMatchObject([
    {
      account: JUMP,
      who: `arn:aws:sts::${JUMP}:assumed-role/prod-access/prod-access`,
      why: ['iam:ListRolePolicies is denied', 'iam:ListAttachedRolePolicies is denied'],
    },
    { account: PRODUCTION, why: ['iam:ListAttachedRolePolicies is denied'] },
  ]);
});

test('an account that cannot be entered is one finding, and stops no other', async () => {
  ground = await createExamined();
  const { aws } = ground;
  aws.account(PRODUCTION).setTrust('prod-access', trust({ Bool: { 'aws:SecureTransport': 'x' } }));
  aws.account(JUMP).setBoundary('ben.okafor', undefined);
  const found = await ground.found();
  expect(found.map(({ kind, account }) => [kind, account])).toEqual([
    ['no-boundary', JUMP],
    ['unreadable', PRODUCTION],
  ]);
});

test('reads only, whatever it finds', async () => {
  ground = await createExamined();
  await ground.found();
  const made = ground.aws.calls.map(({ action }) => action);
  expect(made.filter((action) => !/^(Get|List|Describe|AssumeRole$)/.test(action))).toEqual([]);
});

test('five hundred users take seconds, and few calls for each', async () => {
  const rights = sound();
  const jump = rights.accounts[JUMP];
  const crowd = Array.from({ length: 500 }, (_, at) => [`user${at}`, { groups: ['staff'] }]);
  const reads = { Effect: 'Allow', Action: 's3:Get*', Resource: '*' };
  const staff = { inline: { reads: { Version: '2012-10-17', Statement: [reads] } } };
  const users = { ...jump?.users, ...Object.fromEntries(crowd) };
  const full = { ...jump, users, groups: { ...jump?.groups, staff } };
  ground = await createExamined({ ...rights, accounts: { ...rights.accounts, [JUMP]: full } });
  const begunMs = performance.now();
  expect(await ground.found()).toEqual([]);
  expect(performance.now() - begunMs).toBeLessThan(15_000);
  expect(ground.aws.calls.length).toBeLessThan(3 * 506 + 60);
}, 30_000);
