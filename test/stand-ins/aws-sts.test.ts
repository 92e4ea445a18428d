/** STS of the stand-in, through the real SDK: who may open a session where, and what it may do. */

import { GetUserCommand, ListUsersCommand, PutUserPolicyCommand } from '@aws-sdk/client-iam';
import { AssumeRoleCommand, GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  allow,
  BOT_KEY,
  BOT_ROLE,
  createSample,
  HOME,
  iamOf,
  PROD,
  policy,
  type Sample,
  stsOf,
} from './aws/sample.ts';

let sample: Sample;
beforeEach(async () => {
  sample = await createSample();
});
afterEach(() => sample.aws.close());

const assume = (more: object = {}) =>
  new AssumeRoleCommand({
    RoleArn: BOT_ROLE,
    RoleSessionName: 'bot',
    ExternalId: 'prod-access',
    ...more,
  });

async function credentials(more: object = {}) {
  const { Credentials } = await sample.sts.send(assume(more));
  return {
    accessKeyId: Credentials?.AccessKeyId ?? '',
    secretAccessKey: Credentials?.SecretAccessKey ?? '',
    sessionToken: Credentials?.SessionToken ?? '',
  };
}

describe('a session in a second account', () => {
  test('is opened with the external id, and is of that account', async () => {
    const keys = await credentials();
    const identity = await stsOf(sample.aws, keys).send(new GetCallerIdentityCommand({}));
    expect(identity).toMatchObject({
      Account: PROD,
      Arn: `arn:aws:sts::${PROD}:assumed-role/prod-access-bot/bot`,
    });
    const { User } = await iamOf(sample.aws, keys).send(new GetUserCommand({ UserName: 'dana' }));
    expect(User?.Arn).toBe(`arn:aws:iam::${PROD}:user/humans/dana`);
  });

  test('is refused without the external id', async () => {
    await expect(sample.sts.send(assume({ ExternalId: undefined }))).rejects.toMatchObject({
      name: 'AccessDenied',
      message:
        `User: arn:aws:iam::${HOME}:user/bot is not authorized to perform: sts:AssumeRole ` +
        `on resource: ${BOT_ROLE}`,
    });
  });

  test('is refused when the caller is not allowed to ask, whatever the trust says', async () => {
    sample.aws.account(HOME).deletePolicy('users', 'bot', 'assume');
    await expect(sample.sts.send(assume())).rejects.toMatchObject({ name: 'AccessDenied' });
  });

  test('may do what its role allows and is told exactly what it may not', async () => {
    const iam = iamOf(sample.aws, await credentials());
    await expect(iam.send(new ListUsersCommand({}))).rejects.toMatchObject({
      name: 'AccessDenied',
      message:
        `User: arn:aws:sts::${PROD}:assumed-role/prod-access-bot/bot is not authorized to ` +
        `perform: iam:ListUsers on resource: arn:aws:iam::${PROD}:user/ ` +
        'because no identity-based policy allows the iam:ListUsers action',
    });
  });

  test('ends with its time', async () => {
    const iam = iamOf(sample.aws, await credentials({ DurationSeconds: 900 }));
    sample.clock.nowMs += 899_999;
    await iam.send(new GetUserCommand({ UserName: 'dana' }));
    sample.clock.nowMs += 1;
    const late = iam.send(new GetUserCommand({ UserName: 'dana' }));
    await expect(late).rejects.toMatchObject({ name: 'ExpiredToken' });
  });

  test('is narrowed by a session policy', async () => {
    const narrow = JSON.stringify(policy(allow('iam:GetUser', '*')));
    const iam = iamOf(sample.aws, await credentials({ Policy: narrow }));
    await iam.send(new GetUserCommand({ UserName: 'dana' }));
    const put = new PutUserPolicyCommand({
      UserName: 'dana',
      PolicyName: 'p',
      PolicyDocument: narrow,
    });
    await expect(iam.send(put)).rejects.toMatchObject({ name: 'AccessDenied' });
  });
});

describe('how long a session may be', () => {
  test('is bounded by the role', async () => {
    await expect(sample.sts.send(assume({ DurationSeconds: 3601 }))).rejects.toMatchObject({
      name: 'ValidationError',
      message: expect.stringContaining('MaxSessionDuration') as string,
    });
  });

  test('is an hour when one session opens another, whatever the role says', async () => {
    const prod = sample.aws.account(PROD);
    const chained = `arn:aws:iam::${PROD}:role/Chained`;
    prod.createRole('Chained', {
      trust: policy({ Effect: 'Allow', Principal: { AWS: PROD }, Action: 'sts:AssumeRole' }),
      maxSessionSeconds: 43_200,
    });
    prod.putPolicy('roles', 'prod-access-bot', 'chain', policy(allow('sts:AssumeRole', chained)));
    const sts = stsOf(sample.aws, await credentials());
    const ask = (DurationSeconds: number) =>
      sts.send(
        new AssumeRoleCommand({ RoleArn: chained, RoleSessionName: 'next', DurationSeconds }),
      );
    await expect(ask(3600)).resolves.toHaveProperty('Credentials');
    await expect(ask(3601)).rejects.toThrow('role chaining');
  });
});

describe('a key', () => {
  test('that nobody knows is refused as such', async () => {
    const sts = stsOf(sample.aws, { accessKeyId: 'AKIANOBODY', secretAccessKey: 'x' });
    const asked = sts.send(new GetCallerIdentityCommand({}));
    await expect(asked).rejects.toMatchObject({ name: 'InvalidClientTokenId' });
  });

  test('with a wrong secret does not sign', async () => {
    const sts = stsOf(sample.aws, { ...BOT_KEY, secretAccessKey: 'guessed' });
    const asked = sts.send(new GetCallerIdentityCommand({}));
    await expect(asked).rejects.toMatchObject({ name: 'SignatureDoesNotMatch' });
  });

  test('dies with its user, and a new user of that name does not revive it', async () => {
    const home = sample.aws.account(HOME);
    home.deleteUser('bot');
    home.createUser('bot');
    const asked = sample.sts.send(new GetCallerIdentityCommand({}));
    await expect(asked).rejects.toMatchObject({ name: 'InvalidClientTokenId' });
  });
});
