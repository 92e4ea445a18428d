/** The rights of deploy/: all that is needed, nothing that is not, and little worth stealing. */

import * as sdk from '@aws-sdk/client-iam';
import * as sts from '@aws-sdk/client-sts';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Slot } from '../../../src/holding/slot.ts';
import { slotId } from '../../../src/holding/slot.ts';
import { HOUR } from '../../../src/kernel/time.ts';
import { createEngineer, ENGINEER } from '../../story/engineers.ts';
import { BOT, JUMP, PRODUCTION } from '../../story/seed.ts';
import { allowedIn, BOUNDARY, documentsOf } from '../../deploy/stacks.ts';
import { targetStack, usersStack } from '../../story/stacks.ts';
import { deployRights, PLAIN, PLAIN_THERE } from './deploy-rights.ts';
import { createGround, type Ground, groundOn, NOON, OPERATOR, ROLE_PLACE } from './ground.ts';
import { lookBack } from './look-back.ts';
import { engineer } from './session-ground.ts';

let ground: Ground;
beforeEach(async () => {
  ground = await createGround(deployRights());
});
afterEach(() => ground.aws.close());

const reach = [{ actions: ['sts:AssumeRole'], resources: [OPERATOR] }];
const fence = {
  kind: 'fence',
  target: 'abcdef012345',
  generation: 1,
  denials: [{ reach, fromMs: NOON + HOUR }],
} as const;
const SLOTS: readonly Slot[] = [
  { kind: 'allow', windows: [{ reach, mfa: true, startMs: NOON, endMs: NOON + HOUR }] },
  { kind: 'tag', group: 'prod-operators', untilMs: NOON + HOUR },
  { kind: 'member', group: 'prod-operators' },
  { ...fence, place: { on: 'user' } },
  { ...fence, place: ROLE_PLACE },
];

/** Everything the bot ever does at AWS. */
async function wholeLife(): Promise<void> {
  const home = ground.aws.account(JUMP);
  const reads = { Effect: 'Allow', Action: 'ec2:Describe*', Resource: '*' };
  home.seed({ policies: { reading: { Version: '2012-10-17', Statement: [reads] } } });
  home.attachPolicy('users', 'aiko.sato', 'reading');
  home.attachPolicy('groups', 'prod-operators', 'reading');
  await ground.principals.entries(0);
  await ground.provider.uniqueId({ account: JUMP, user: 'aiko.sato' });
  for (const entitlement of ['prod-db', 'prod-logs', 'prod-ops']) {
    expect(await ground.preflight(entitlement)).toMatchObject({ ok: true });
  }
  for (const slot of SLOTS) expect(await ground.put(slot)).toEqual({ ok: true });
  expect((await ground.observe()).found).toHaveLength(SLOTS.length);
  const groups = [{ account: JUMP, group: 'prod-operators' }];
  for await (const _ of ground.provider.survey(groups, AbortSignal.timeout(8_000)));
  for (const slot of SLOTS) expect(await ground.remove(slotId(slot))).toEqual({ ok: true });
  expect((await ground.observe()).found).toEqual([]);
  await anEngineer();
  expect(await lookBack(ground)).toMatchObject({ logs: [{ name: '/ssm/shells' }] });
}

/** The same for somebody who comes by an identity provider into a role. */
async function anEngineer(): Promise<void> {
  const { aws, clock } = ground;
  createEngineer(aws);
  aws.account(JUMP).attachPolicy('roles', ENGINEER, 'reading');
  const theirs = groundOn(aws, clock, 'demo01', engineer());
  expect(await theirs.preflight('prod-logs')).toMatchObject({ ok: true });
  const slots = SLOTS.filter(({ kind }) => kind === 'allow' || kind === 'fence');
  for (const slot of slots) expect(await theirs.put(slot)).toEqual({ ok: true });
  expect((await theirs.observe([])).found).toHaveLength(slots.length);
  for await (const _ of theirs.provider.survey([], AbortSignal.timeout(8_000)));
  for (const slot of slots) expect(await theirs.remove(slotId(slot))).toEqual({ ok: true });
}

describe('the rights of deploy/', () => {
  test('are used, every one of them, and never fall short', async () => {
    await wholeLife();
    const { calls } = ground.aws;
    expect(calls.filter(({ outcome }) => outcome !== 'ok')).toEqual([]);
    const made = new Set(calls.map(({ service, action }) => `${service}:${action}`));
    made.delete('sts:GetCallerIdentity');
    const stacks = [usersStack(PLAIN), targetStack(['ProdDbOperator'], PLAIN_THERE)];
    const allowed = stacks.flatMap((stack) => allowedIn(documentsOf('prod-access', stack)));
    expect([...made].sort()).toEqual([...new Set(allowed)].sort());
  });
});

describe('whoever steals the key of the bot', () => {
  const stolen = () => new sdk.IAMClient({ region: 'us-east-1', maxAttempts: 1, credentials: BOT });
  const denied = expect.objectContaining({ name: 'AccessDenied' }) as unknown;
  const wide = {
    PolicyName: 'x',
    PolicyDocument: JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
    }),
  };

  test('gives nothing to users without the boundary', async () => {
    ground.aws.account(JUMP).createUser('root.like');
    const put = new sdk.PutUserPolicyCommand({ UserName: 'root.like', ...wide });
    await expect(stolen().send(put)).rejects.toEqual(denied);
  });

  test('gives those with it no way to write IAM', async () => {
    await stolen().send(new sdk.PutUserPolicyCommand({ UserName: 'aiko.sato', ...wide }));
    const may = (action: string, who: string) => {
      const resource = `arn:aws:iam::${JUMP}:user/${who}`;
      return ground.aws.may({ account: JUMP, user: 'aiko.sato', action, resource }).allowed;
    };
    expect(may('ec2:StartInstances', 'aiko.sato')).toBe(true);
    expect(may('iam:CreateAccessKey', 'aiko.sato')).toBe(true);
    for (const action of [
      'iam:PutUserPolicy',
      'iam:DeleteUserPolicy',
      'iam:DeleteUserPermissionsBoundary',
      'iam:PutUserPermissionsBoundary',
      'iam:AttachUserPolicy',
      'iam:AddUserToGroup',
      'iam:RemoveUserFromGroup',
      'iam:TagUser',
      'iam:UntagUser',
      'iam:CreateUser',
      'iam:CreateRole',
      'iam:UpdateAssumeRolePolicy',
      'iam:CreatePolicyVersion',
      'iam:SetDefaultPolicyVersion',
    ]) {
      expect([action, may(action, 'aiko.sato')]).toEqual([action, false]);
    }
    expect(may('iam:CreateAccessKey', 'ben.okafor')).toBe(false);
    expect(may('iam:UpdateLoginProfile', 'ben.okafor')).toBe(false);
  });

  test('cannot say who somebody is, nor touch the tags of others', async () => {
    for (const Key of ['prod-access:chat', 'Prod-Access:Email', 'team']) {
      const Tags = [{ Key, Value: 'slack:T0OTHER/U0MALLORY1' }];
      const tag = new sdk.TagUserCommand({ UserName: 'aiko.sato', Tags });
      await expect(stolen().send(tag)).rejects.toEqual(denied);
    }
  });

  test('puts nobody into a group outside the catalogue', async () => {
    const home = ground.aws.account(JUMP);
    home.createGroup('administrators');
    const input = { UserName: 'aiko.sato', GroupName: 'administrators' };
    const join = new sdk.AddUserToGroupCommand(input);
    await expect(stolen().send(join)).rejects.toEqual(denied);
  });

  test('writes to no role that is not named and bounded', async () => {
    const { aws } = ground;
    const base = new sts.STSClient({ region: 'us-east-1', credentials: BOT });
    const { Credentials } = await base.send(
      new sts.AssumeRoleCommand({
        RoleArn: `arn:aws:iam::${PRODUCTION}:role/prod-access`,
        RoleSessionName: 'thief',
        ExternalId: 'prod-access-demo',
      }),
    );
    const credentials = {
      accessKeyId: Credentials?.AccessKeyId ?? '',
      secretAccessKey: Credentials?.SecretAccessKey ?? '',
      sessionToken: Credentials?.SessionToken ?? '',
    };
    const client = new sdk.IAMClient({ region: 'us-east-1', maxAttempts: 1, credentials });
    const put = (RoleName: string) =>
      client.send(new sdk.PutRolePolicyCommand({ RoleName, ...wide }));
    aws.account(PRODUCTION).createRole('ProdOther', { trust: '{}', boundary: BOUNDARY });
    aws.settle();
    await expect(put('ProdOther')).rejects.toEqual(denied);
    await expect(put('prod-access')).rejects.toEqual(denied);
    await put('ProdDbOperator');
    aws.account(PRODUCTION).deleteRole('ProdDbOperator');
    aws.account(PRODUCTION).createRole('ProdDbOperator', { trust: '{}' });
    await expect(put('ProdDbOperator')).rejects.toEqual(denied);
  });

  test('enters no other account without the external id', async () => {
    const base = new sts.STSClient({ region: 'us-east-1', credentials: BOT });
    const enter = new sts.AssumeRoleCommand({
      RoleArn: `arn:aws:iam::${PRODUCTION}:role/prod-access`,
      RoleSessionName: 'thief',
    });
    await expect(base.send(enter)).rejects.toEqual(denied);
  });
});

test('a user without the boundary is given nothing, and the fault says why', async () => {
  ground.aws.account(JUMP).setBoundary('aiko.sato', undefined);
  const [allow] = SLOTS;
  if (!allow) throw new Error('There is a slot.');
  await expect(ground.put(allow)).rejects.toMatchObject({
    code: 'aws-refused',
    message: expect.stringContaining('iam:PutUserPolicy') as unknown,
  });
  ground.aws.account(JUMP).setBoundary('aiko.sato', BOUNDARY);
  expect(await ground.put(allow)).toEqual({ ok: true });
});
