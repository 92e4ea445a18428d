/** What a target reaches as AWS has it, and how long its sessions may live on. */

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type IamPolicyTarget, type Target, roleArn } from '../../../src/catalog/target.ts';
import { HOUR } from '../../../src/kernel/time.ts';
import { JUMP, PRODUCTION } from '../../story/seed.ts';
import { createGround, type Ground } from './ground.ts';

let ground: Ground;
beforeEach(async () => {
  ground = await createGround();
});
afterEach(() => ground.aws.close());

const NAME = ['$', '{aws:username}'].join('');
const policy = (...Statement: readonly object[]) => ({ Version: '2012-10-17', Statement });
const trust = (Condition?: object) =>
  policy({
    Effect: 'Allow',
    Principal: { AWS: JUMP },
    Action: 'sts:AssumeRole',
    ...(Condition ? { Condition } : {}),
  });
const NAMED = trust({ StringEquals: { 'sts:RoleSessionName': NAME } });

const toRole = (name: string, account = PRODUCTION): IamPolicyTarget => {
  const role = { account, name };
  const reach = [{ actions: ['sts:AssumeRole'], resources: [roleArn(role)] }];
  return { kind: 'iam-policy', account: JUMP, reach, roles: [role], mfa: true };
};
const group = (roles: readonly { account: string; name: string }[] = []): Target => ({
  kind: 'iam-group',
  account: JUMP,
  group: 'prod-operators',
  roles,
});
const ask = (target: Target, others: Parameters<Ground['preflight']>[1] = {}) =>
  ground.provider.preflight({
    principal: { account: JUMP, user: 'aiko.sato' },
    target,
    others: others.others ?? [],
    held: false,
    signal: AbortSignal.timeout(8_000),
  });
const facts = (tailMs: number, named: readonly string[] = []) => ({
  ok: true,
  value: { facts: { tailMs, namedRoles: named.map((name) => ({ name })) } },
});

describe('sessions that were opened before the end', () => {
  test('end with it where the name is forced, however long they may be', async () => {
    const home = ground.aws.account(PRODUCTION);
    home.createRole('Long', { trust: NAMED, maxSessionSeconds: 12 * 3600 });
    expect(await ask(toRole('Long'))).toMatchObject({
      ok: true,
      value: { facts: { tailMs: 0, namedRoles: [{ name: 'Long', maxSessionMs: 12 * HOUR }] } },
    });
  });

  test('live as long as the role lets them where it is not', async () => {
    ground.aws.account(PRODUCTION).createRole('Free', {
      trust: trust(),
      maxSessionSeconds: 4 * 3600,
    });
    expect(await ask(toRole('Free'))).toMatchObject(facts(4 * HOUR));
  });

  test('are taken for as long as can be in an account we cannot read', async () => {
    expect(await ask(toRole('Whatever', '777788889999'))).toMatchObject(facts(12 * HOUR));
  });

  test('are taken for as long as can be where a group leads to roles nobody named', async () => {
    expect(await ask(group())).toMatchObject(facts(12 * HOUR));
    const named = [{ account: PRODUCTION, name: 'ProdOperator' }];
    expect(await ask(group(named))).toMatchObject(facts(0, ['ProdOperator']));
    const more = { Effect: 'Allow', Action: 'sts:*Role', Resource: '*' };
    const all = { ...more, Resource: `arn:aws:iam::${PRODUCTION}:role/Prod*` };
    ground.aws.account(JUMP).putPolicy('groups', 'prod-operators', 'more', policy(all));
    expect(await ask(group(named))).toMatchObject(facts(12 * HOUR, ['ProdOperator']));
  });

  test('of a target without roles do not exist', async () => {
    const reach = [{ actions: ['s3:GetObject'], resources: ['arn:aws:s3:::prod/*'] }];
    const target: Target = { kind: 'iam-policy', account: JUMP, reach, roles: [], mfa: true };
    expect(await ask(target)).toMatchObject(facts(0));
  });
});

describe('refused', () => {
  test('a target for users of another account', async () => {
    const target = { ...toRole('ProdDbOperator'), account: '777788889999' };
    expect(await ask(target)).toMatchObject({
      ok: false,
      code: 'wrong-account',
      facts: { wanted: '777788889999', found: JUMP },
    });
  });

  test('a role that is not there', async () => {
    expect(await ask(toRole('Nothing'))).toMatchObject({ ok: false, code: 'target-missing' });
  });

  test('a role that lies under a path, since what we would allow is not its name', async () => {
    ground.aws.account(PRODUCTION).createRole('Deep', { path: '/ops/', trust: NAMED });
    expect(await ask(toRole('Deep'))).toMatchObject({
      ok: false,
      code: 'target-missing',
      facts: { what: `role ${roleArn({ account: PRODUCTION, name: 'Deep' })}` },
    });
  });

  test.each([
    ['an administrator', { Effect: 'Allow', Action: '*', Resource: '*' }],
    ['who writes IAM by a pattern', { Effect: 'Allow', Action: 'iam:P??U*', Resource: '*' }],
    ['who passes roles', { Effect: 'Allow', Action: 'iam:PassRole', Resource: '*' }],
  ])('a group that makes %s', async (_, statement) => {
    const home = ground.aws.account(JUMP);
    home.seed({ policies: { wide: policy(statement) } });
    home.attachPolicy('groups', 'prod-operators', 'wide');
    expect(await ask(group())).toMatchObject({ ok: false, code: 'target-dangerous' });
  });

  test('a group with NotResource, or a variable', async () => {
    const home = ground.aws.account(JUMP);
    const other = { Effect: 'Allow', Action: 's3:*', NotResource: 'arn:aws:s3:::prod/*' };
    home.putPolicy('groups', 'prod-operators', 'more', policy(other));
    expect(await ask(group())).toMatchObject({ code: 'target-unfenceable' });
    const own = { Effect: 'Allow', Action: 's3:*', Resource: `arn:aws:s3:::home/${NAME}/*` };
    home.putPolicy('groups', 'prod-operators', 'more', policy(own));
    expect(await ask(group())).toMatchObject({ code: 'target-unfenceable' });
  });

  test('what another lease would cut by its wildcards', async () => {
    const reach = (resource: string) => [{ actions: ['s3:GetObject'], resources: [resource] }];
    const wide = { ...toRole('x'), roles: [], reach: reach('arn:aws:s3:::prod/*') };
    const narrow = { ...wide, reach: reach('arn:aws:s3:::prod/logs') };
    const held = { target: wide, facts: { reach: wide.reach, namedRoles: [], tailMs: 0 } };
    expect(await ask(narrow, { others: [held] })).toMatchObject({ code: 'targets-overlap' });
    expect(await ask(wide, { others: [held] })).toMatchObject({ ok: true });
  });

  test('a fifty-first tag', async () => {
    const tags = Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`tag-${n}`, 'x']));
    ground.aws.account(JUMP).tag('aiko.sato', tags);
    expect(await ask(group())).toMatchObject({ ok: false, code: 'tags-full' });
  });

  test('what its role has no room to fence', async () => {
    const Resource = `arn:aws:s3:::${'x'.repeat(9_800)}`;
    const full = policy({ Effect: 'Deny', Action: 's3:*', Resource });
    ground.aws.account(PRODUCTION).putPolicy('roles', 'ProdDbOperator', 'full', full);
    expect(await ask(toRole('ProdDbOperator'))).toMatchObject({ code: 'budget-exceeded' });
  });
});

test('walk-through 29: what a group reaches is read anew at every look', async () => {
  const { provider, holder, aws } = ground;
  const look = async () => {
    const places = { targets: [group()], groups: [], places: [] };
    const seen = await provider.observe({
      holder,
      ...places,
      sessions: [],
      signal: AbortSignal.timeout(8_000),
    });
    return Object.values(seen.facts);
  };
  const [before] = await look();
  const more = policy({ Effect: 'Allow', Action: 'rds:*', Resource: '*' });
  aws.account(JUMP).putPolicy('groups', 'prod-operators', 'more', more);
  const [after] = await look();
  expect(before).toMatchObject({ ok: true, value: { reach: { length: 1 } } });
  expect(after).toMatchObject({ ok: true, value: { reach: { length: 2 } } });
  aws.account(JUMP).deleteGroup('prod-operators');
  expect(await look()).toMatchObject([{ ok: false, code: 'target-missing' }]);
});
