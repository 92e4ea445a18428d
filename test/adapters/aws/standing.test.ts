/** Access that is there already, by whatever way: it would not end when ours does. */

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { alreadyAllows } from '../../../adapters/aws/reach.ts';
import type { TargetFacts } from '../../../src/catalog/target.ts';
import { JUMP, PRODUCTION } from '../../story/seed.ts';
import { createGround, type Ground, OPERATOR } from './ground.ts';

let ground: Ground;
beforeEach(async () => {
  ground = await createGround();
});
afterEach(() => ground.aws.close());

const policy = (...Statement: readonly object[]) => ({ Version: '2012-10-17', Statement });
const assumes = { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: OPERATOR };

describe('already held', () => {
  test('by a group the person is in anyway', async () => {
    const home = ground.aws.account(JUMP);
    home.createGroup('dba', { inline: { work: policy(assumes) } });
    home.join('aiko.sato', 'dba');
    expect(await ground.preflight('prod-db')).toMatchObject({ ok: false, code: 'already-held' });
  });

  test('by a managed policy of such a group', async () => {
    const home = ground.aws.account(JUMP);
    home.seed({ policies: { dba: policy(assumes) } });
    home.createGroup('dba', { attached: ['dba'] });
    home.join('aiko.sato', 'dba');
    expect(await ground.preflight('prod-db')).toMatchObject({ ok: false, code: 'already-held' });
  });

  test('by a managed policy of the user', async () => {
    const home = ground.aws.account(JUMP);
    home.seed({ policies: { dba: policy(assumes) } });
    home.attachPolicy('users', 'aiko.sato', 'dba');
    expect(await ground.preflight('prod-db')).toMatchObject({ ok: false, code: 'already-held' });
  });

  test('what a group would give, by a policy of the user', async () => {
    const role = `arn:aws:iam::${PRODUCTION}:role/ProdOperator`;
    const standing = policy({ ...assumes, Resource: role });
    ground.aws.account(JUMP).putPolicy('users', 'aiko.sato', 'hand-made', standing);
    expect(await ground.preflight('prod-ops')).toMatchObject({ ok: false, code: 'already-held' });
  });

  test('but not by a group that is leased through us', async () => {
    const home = ground.aws.account(JUMP);
    home.putPolicy('groups', 'prod-operators', 'more', policy(assumes));
    home.join('aiko.sato', 'prod-operators');
    const role = `arn:aws:iam::${PRODUCTION}:role/ProdOperator`;
    const reach = [{ actions: ['sts:AssumeRole'], resources: [role, OPERATOR] }];
    const facts: TargetFacts = { reach, namedRoles: [], tailMs: 0 };
    const others = [{ target: ground.target('prod-ops'), facts }];
    expect(await ground.preflight('prod-db', { others })).toMatchObject({ ok: true });
  });
});

describe('a policy that stands', () => {
  const wanted = [{ actions: ['rds:*'], resources: ['arn:aws:rds:*:1:db:*'] }];
  const allow = (more: object) => [policy({ Effect: 'Allow', Resource: '*', ...more })];

  test.each([
    ['everything', { Action: '*' }],
    ['all of the service', { Action: 'RDS:*' }],
    ['all but something else', { NotAction: ['iam:*', 'organizations:*'] }],
    ['it with MFA', { Action: '*', Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } }],
  ])('that gives %s gives it already', (_, more) => {
    expect(alreadyAllows(allow(more), wanted)).toBe(true);
  });

  test.each([
    ['a part of the actions', { Action: 'rds:Describe*' }],
    ['a part of the resources', { Action: 'rds:*', Resource: 'arn:aws:rds:*:1:db:test-*' }],
    ['all but this', { NotAction: ['rds:Delete*'] }],
    ['it on other resources', { Action: 'rds:*', NotResource: 'arn:aws:rds:*:1:db:prod-*' }],
    ['it until a day long gone', { Action: '*', Condition: { DateLessThan: { a: '2020' } } }],
    ['nothing, but denies it', { Effect: 'Deny', Action: '*' }],
  ])('that gives %s does not', (_, more) => {
    expect(alreadyAllows(allow(more), wanted)).toBe(false);
  });

  test('says nothing when it is empty', () => {
    expect(alreadyAllows([{ Version: '2012-10-17' }, null, 'x'], wanted)).toBe(false);
    expect(alreadyAllows([{ Version: '2012-10-17' }], [])).toBe(false);
  });
});
