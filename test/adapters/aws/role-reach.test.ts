/** What the policies of a role let its sessions go on to, as AWS has them. */

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { IamPolicyTarget, RoleRef, Target } from '../../../src/catalog/target.ts';
import { roleArn, targetKey } from '../../../src/catalog/target.ts';
import { JUMP, PRODUCTION } from '../../story/seed.ts';
import { createGround, type Ground } from './ground.ts';

let ground: Ground;
beforeEach(async () => {
  ground = await createGround();
});
afterEach(() => ground.aws.close());

const policy = (...Statement: readonly object[]) => ({ Version: '2012-10-17', Statement });
const role = { account: PRODUCTION, name: 'ProdDbOperator' };
const toRole = (led: RoleRef): IamPolicyTarget => {
  const reach = [{ actions: ['sts:AssumeRole'], resources: [roleArn(led)] }];
  return { kind: 'iam-policy', account: JUMP, reach, roles: [led], mfa: true };
};
const target = toRole(role);
const group: Target = { kind: 'iam-group', account: JUMP, group: 'prod-operators', roles: [] };
const ask = (what: Target = target) =>
  ground.provider.preflight({
    principal: { account: JUMP, user: 'aiko.sato' },
    target: what,
    others: [],
    held: false,
    signal: AbortSignal.timeout(8_000),
  });
const factsOf = async (what?: Target) => {
  const answer = await ask(what);
  return answer.ok ? answer.value.facts : answer;
};

/** In line, or in a managed policy that is attached. */
const allow = (how: 'in line' | 'attached', ...statements: readonly object[]) => {
  const home = ground.aws.account(PRODUCTION);
  const document = policy(...statements.map((one) => ({ Effect: 'Allow', ...one })));
  if (how === 'in line') home.putPolicy('roles', role.name, 'more', document);
  else {
    home.seed({ policies: { more: document } });
    home.attachPolicy('roles', role.name, 'more');
  }
};

test('actions that let their user into a database are told, of clusters not', async () => {
  const actions = ['rds-db:connect', 'eks:AccessKubernetesApi'];
  const own: Target = { ...target, reach: [{ actions, resources: ['*'] }], roles: [] };
  expect(await factsOf(own)).toMatchObject({ endless: ['connections'], tailMs: 0 });
});

describe.each(['in line', 'attached'] as const)('a policy %s', (how) => {
  test('that allows neither shells nor roles leaves nothing to be told', async () => {
    allow(how, { Action: ['s3:*', 'ssm:Get*'], Resource: '*' });
    expect(await factsOf()).not.toHaveProperty('endless');
  });

  test('that opens shells, or leads on to a role, is told', async () => {
    const Resource = `arn:aws:iam::${PRODUCTION}:role/Deployer`;
    allow(how, { Action: 'sts:AssumeRole', Resource }, { Action: 'ssm:Start*', Resource: '*' });
    expect(await factsOf()).toMatchObject({ endless: ['shells', 'roles'] });
  });

  test.each([
    [{ Action: 'iam:Put*', Resource: '*' }, 'iam:PutUserPolicy'],
    [{ Action: 'iam:PassRole', Resource: '*' }, 'iam:PassRole'],
    [{ Action: 'sts:AssumeRole', Resource: '*' }, 'sts:AssumeRole'],
    [{ NotAction: 'iam:*', Resource: '*' }, 'every action'],
  ])('with %o is refused, as at a group', async (statement, action) => {
    allow(how, statement);
    const what = 'role ProdDbOperator';
    expect(await ask()).toMatchObject({ code: 'target-dangerous', facts: { what, action } });
  });
});

test('a role with AmazonRDSFullAccess is given, though it makes a role of RDS itself', async () => {
  const linked = {
    Action: 'iam:CreateServiceLinkedRole',
    Resource: '*',
    Condition: { StringLike: { 'iam:AWSServiceName': 'rds.amazonaws.com' } },
  };
  allow('attached', { Action: ['rds:*', 'sns:Publish'], Resource: '*' }, linked);
  expect(await factsOf()).toMatchObject({ reach: target.reach });
});

test('a role nobody named, or in an account nobody may enter, may lead anywhere', async () => {
  expect(await factsOf(group)).toMatchObject({ endless: ['unread'] });
  const there = { account: '777788889999', name: 'Whatever' };
  expect(await factsOf(toRole(there))).toMatchObject({ endless: ['unread'] });
});

test.each(['ListRolePolicies', 'GetRolePolicy', 'ListAttachedRolePolicies'])(
  'without the right to %s the answer is that nobody knows',
  async (action) => {
    ground.aws.faults.add({ kind: 'denied', action, times: 100 });
    expect(await factsOf(toRole({ account: PRODUCTION, name: 'ProdLogReader' }))).toMatchObject({
      endless: ['unread'],
    });
  },
);

test('a group that opens shells is told, and an entry of such actions is refused', async () => {
  const shell = policy({ Effect: 'Allow', Action: 'ssm:StartSession', Resource: '*' });
  ground.aws.account(JUMP).putPolicy('groups', 'prod-operators', 'shell', shell);
  expect(await factsOf(group)).toMatchObject({ endless: ['shells', 'unread'] });
  const actions = [{ actions: ['ssm:StartSession'], resources: ['*'] }];
  expect(await ask({ ...target, roles: [], reach: actions })).toMatchObject({
    code: 'target-dangerous',
    facts: { action: 'ssm:StartSession' },
  });
});

test('policies of roles are read until it is given, and not at each look after', async () => {
  allow('in line', { Action: 'sts:AssumeRole', Resource: `arn:aws:iam::${PRODUCTION}:role/On` });
  const look = (giving: readonly string[]) =>
    ground.provider.observe({
      holder: ground.holder,
      targets: [target],
      giving,
      groups: [],
      places: [],
      sessions: [],
      signal: AbortSignal.timeout(8_000),
    });
  const key = targetKey(target);
  expect((await look([key])).facts[key]).toMatchObject({ value: { endless: ['roles'] } });
  const before = ground.aws.calls.length;
  expect((await look([])).facts[key]).not.toHaveProperty('value.endless');
  const read = ground.aws.calls.slice(before).map(({ action }) => action);
  expect(read).not.toContain('ListAttachedRolePolicies');
});

test('where a target leads is read alone before a grant, and nothing of the user', async () => {
  const before = ground.aws.calls.length;
  const { holder, targets } = ground;
  const signal = AbortSignal.timeout(8_000);
  const facts = await targets.facts({ holder, targets: [target, target], signal });
  expect(facts).toMatchObject({
    [targetKey(target)]: { ok: true, value: { reach: target.reach } },
  });
  const read = ground.aws.calls.slice(before).map(({ action }) => action);
  expect(read).toEqual(['AssumeRole', 'GetCallerIdentity', 'GetRole']);
});

test('a target that cannot be read now is left out, and holds up no other', async () => {
  const { holder, targets } = ground;
  ground.aws.faults.add({ kind: 'denied', action: 'GetGroup', times: 100 });
  const signal = AbortSignal.timeout(8_000);
  const facts = await targets.facts({ holder, targets: [group, target], signal });
  expect(Object.keys(facts)).toEqual([targetKey(target)]);
});
