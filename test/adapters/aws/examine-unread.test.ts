/** What an examination says where it may not look, or cannot; and how long it takes for many. */

import { afterEach, expect, test } from 'vitest';
import { allow, trust } from '../../process/tidy.ts';
import { JUMP, PRODUCTION } from '../../story/seed.ts';
import { deployRights, ofOperators } from './deploy-rights.ts';
import { createExamined, type ExaminedGround, sound } from './examined.ts';
import type { Rights } from './ground.ts';

let ground: ExaminedGround;
afterEach(() => ground.aws.close());

test('with the rights of deploy/, people and roles are seen; the rest is said', async () => {
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
      who: `arn:aws:iam::${JUMP}:role/prod-access`,
      why: ['iam:SimulatePrincipalPolicy is denied'],
    },
    { account: PRODUCTION, why: ['iam:SimulatePrincipalPolicy is denied'] },
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

test('a policy that may not be read hides its user, and no other', async () => {
  const rights = deployRights();
  ground = await createExamined(rights);
  const jump = ground.aws.account(JUMP);
  const aiko = `arn:aws:iam::${JUMP}:user/aiko.sato`;
  const deny = { Effect: 'Deny', Action: 'iam:GetUserPolicy', Resource: aiko };
  jump.putPolicy('roles', 'prod-access', 'no', { Version: '2012-10-17', Statement: [deny] });
  for (const user of ['aiko.sato', 'ben.okafor']) {
    jump.putPolicy('users', user, 'by-hand', allow('sts:AssumeRole'));
  }
  const found = (await ground.found()).filter(({ account }) => account === JUMP);
  expect(found).toMatchObject([
    { kind: 'standing-access', users: ['ben.okafor'] },
    { kind: 'unreadable', why: ['ssm:GetDocument is denied', 'iam:GetUserPolicy is denied'] },
  ]);
});

test('reads only, whatever it finds', async () => {
  ground = await createExamined();
  await ground.found();
  const made = ground.aws.calls.map(({ action }) => action);
  expect(
    made.filter((action) => !/^(Get|List|Describe|Simulate|AssumeRole$)/.test(action)),
  ).toEqual([]);
});

const crowd = (): Rights['accounts'][string]['users'] =>
  Object.fromEntries(Array.from({ length: 500 }, (_, at) => [`user${at}`, { groups: ['staff'] }]));

/** What is beside its users and groups comes from the rights; the crowd is in a group. */
function crowded({ key, accounts }: Rights): Rights {
  const jump = accounts[JUMP];
  const staff = { inline: { reads: allow('s3:Get*') } };
  const users = { ...jump?.users, ...crowd() };
  const groups = { ...jump?.groups, staff };
  return { key, accounts: { ...accounts, [JUMP]: { ...jump, users, groups } } };
}

test.each([
  ['an auditor reads five hundred users in a few pages', sound, 90],
  ['the bot reads five hundred users with three calls each', deployRights, 3 * 506 + 80],
])('%s', async (_, rights, calls) => {
  ground = await createExamined(crowded(rights()));
  const begunMs = performance.now();
  const kinds = new Set((await ground.found()).map(({ kind }) => kind));
  expect(kinds.has('standing-access')).toBe(false);
  expect(performance.now() - begunMs).toBeLessThan(15_000);
  expect(ground.aws.calls.length).toBeLessThan(calls);
});

test('user by user or all at once, the same is found', async () => {
  const of = async ({ key, accounts }: Rights) => {
    const rights = { inline: { doctor: ofOperators('doctor') } };
    const users = { ...accounts[JUMP]?.users, auditor: rights };
    const keys = [...(accounts[JUMP]?.keys ?? []), { ...AUDITOR, user: 'auditor' }];
    const all = { ...accounts, [JUMP]: { ...accounts[JUMP], users, keys } };
    ground = await createExamined({ key, accounts: all });
    const jump = ground.aws.account(JUMP);
    jump.createGroup('admins', { inline: { all: allow('*') } });
    jump.attachPolicy('groups', 'admins', 'arn:aws:iam::aws:policy/AdministratorAccess');
    jump.join('chie.mori', 'admins');
    jump.join('mallory.kane', 'prod-operators');
    jump.seed({ policies: { roles: allow('sts:*') } });
    jump.attachPolicy('users', 'dai.tran', 'roles');
    jump.putPolicy('users', 'aiko.sato', 'by-hand', allow('sts:AssumeRole'));
    jump.setBoundary('ben.okafor', undefined);
    const found = await ground.found();
    return found.filter(({ account, kind }) => account === JUMP && kind !== 'unreadable');
  };
  const denied = () => ground.aws.calls.filter(({ outcome }) => outcome === 'AccessDenied');
  const byBot = await of(deployRights());
  await ground.aws.close();
  const byAuditor = await of({ ...deployRights(), key: AUDITOR });
  // It may not act as the bot in other accounts, and each look there tries.
  expect(denied().map(({ action }) => action)).toEqual(Array(3).fill('AssumeRole'));
  expect(byBot.map(({ kind }) => kind).toSorted()).toEqual([
    'no-boundary',
    'standing-access',
    'standing-access',
    'standing-access',
    'standing-access',
    'unleased-member',
  ]);
  const sorted = (found: readonly object[]) => found.map((one) => JSON.stringify(one)).toSorted();
  expect(sorted(byAuditor)).toEqual(sorted(byBot));
});

const AUDITOR = { accessKeyId: 'AKIAAUDITOR', secretAccessKey: 'auditor-secret' };
