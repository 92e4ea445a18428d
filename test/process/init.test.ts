/** `init` as an operator runs it: what it finds, asks, writes, and says that it could not read. */

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { ofOperators } from '../adapters/aws/deploy-rights.ts';
import { REGION } from '../story/nodes.ts';
import { JUMP, PRODUCTION } from '../story/seed.ts';
import { botForEachTest } from './bot.ts';
import { allow } from './tidy.ts';
import { BY_ADMIN } from './town.ts';

const bot = botForEachTest();
const FLAGS = (
  '--team T0PRODDEMO --channel C0APPROVE1 --approvers U0BEN00001,U0CHIE0001 ' +
  `--requesters U0AIKO0001=aiko.sato --choose all --region ${REGION}`
).split(' ');
const LOCAL = { PROD_ACCESS_CONFIG: '', ...BY_ADMIN };
const path = (name = 'prod-access.yml') => join(bot.town.folder, name);
const written = (name?: string) => readFileSync(path(name), 'utf8');
const init = (flags: readonly string[] = FLAGS, name = 'first.yml') =>
  bot.exec(['init', '--config', path(name), ...flags], LOCAL);

beforeEach(() => {
  const { aws } = bot.town;
  const hand = aws.ssm.region(JUMP, REGION);
  for (let at = 0; at < 60; at += 1) {
    hand.putNode(`i-${String(at).padStart(17, '0')}`, { tags: { Env: 'prod' } });
  }
  hand.putNode('i-0bbbbbbbbbbbbbbbb', { tags: { Role: 'bastion' } });
});

describe('init without a terminal', () => {
  test('writes a file that check passes as it is, from all that it found', async () => {
    const { aws } = bot.town;
    aws.organization.putAccount(PRODUCTION, { name: 'production' });
    aws.organization.putAccount('555566667777', { name: 'laboratory' });
    const ended = await init();
    expect(ended).toMatchObject({ code: 0, err: '' });
    expect(ended.out).toContain('group prod-operators, leading to ProdOperator in');
    expect(ended.out).toContain('picked by whoever asks');
    const text = written('first.yml');
    expect(text).toContain('tag: "Env=prod"\n      pick: true');
    expect(text).toContain('tag: "Role=bastion"');
    expect(text).toContain('aws: { account: "444455556666", user: "aiko.sato" }');
    const checked = await bot.exec(['check', '--config', path('first.yml')]);
    expect(checked).toMatchObject({ code: 0, err: '' });
    expect(checked.out).toContain('is sound: 4 entitlements, 1 rules.');
    expect(checked.out).not.toContain('warning');
  });

  test('never writes over a file without being told', async () => {
    writeFileSync(path('first.yml'), 'mine');
    const refused = await init();
    expect(refused).toMatchObject({ code: 78, out: '' });
    expect(refused.err).toContain('first.yml is there already');
    expect(written('first.yml')).toBe('mine');
    expect(await init([...FLAGS, '--force'])).toMatchObject({ code: 0 });
    expect(written('first.yml')).toContain('entitlements:');
  });

  test('says at once all that was not answered, and writes nothing', async () => {
    const ended = await init(['--region', REGION, '--channel', 'approvals', '--choose', '9']);
    expect(ended.code).toBe(64);
    for (const option of ['team', 'channel', 'approvers', 'requesters', 'choose']) {
      expect(ended.err).toMatch(new RegExp(`^--${option}: .+`, 'm'));
    }
    expect(() => written('first.yml')).toThrow('ENOENT');
  });

  test('knows people by the tag that the bot believes, and asks nothing about them', async () => {
    bot.town.aws
      .account(JUMP)
      .tag('aiko.sato', { 'prod-access:chat': 'slack:T0TAGGED01:U0AIKO0001' });
    const flags = ['--channel', 'C0APPROVE1', '--approvers', 'S0LEADS001', '--region', REGION];
    const ended = await init([...flags, '--choose', 'prod-operators']);
    expect(ended).toMatchObject({ code: 0, err: '' });
    expect(ended.out).toContain('(1 with a chat tag)');
    const text = written('first.yml');
    expect(text).toContain('slack: T0TAGGED01');
    expect(text).toContain('requesters: [aiko-sato]');
    expect(text).toContain('approvers: { slack_usergroup: S0LEADS001 }');
    const checked = await bot.exec(['check', '--config', path('first.yml')]);
    expect(checked).toMatchObject({ code: 0 });
  });

  test('does not write what nobody could approve, and says why', async () => {
    const flags = FLAGS.map((one) => (one === 'U0BEN00001,U0CHIE0001' ? 'U0AIKO0001' : one));
    const ended = await init(flags);
    expect(ended.code).toBe(1);
    expect(ended.err).toContain('Nothing was written');
    expect(ended.err).toContain('no others are left at level');
    expect(() => written('first.yml')).toThrow('ENOENT');
  });
});

describe('rights', () => {
  const KEY = { accessKeyId: 'AKIAINITOPERATOR0001', secretAccessKey: 'init-secret' };
  const as = (policy: object) => {
    const jump = bot.town.aws.account(JUMP);
    jump.createUser('operator');
    jump.putPolicy('users', 'operator', 'rights', policy);
    jump.createKey({ ...KEY, user: 'operator' });
    bot.town.aws.settle();
    return {
      ...LOCAL,
      AWS_ACCESS_KEY_ID: KEY.accessKeyId,
      AWS_SECRET_ACCESS_KEY: KEY.secretAccessKey,
    };
  };
  const run = (env: Readonly<Record<string, string>>) =>
    bot.exec(['init', '--config', path('first.yml'), ...FLAGS], env);

  test('that are missing are named, and what was read is written all the same', async () => {
    const ended = await run(
      as(allow(['ssm:DescribeInstanceInformation', 'sts:GetCallerIdentity'])),
    );
    expect(ended).toMatchObject({ code: 0 });
    expect(ended.out).toContain('iam:GetAccountAuthorizationDetails is denied');
    expect(ended.out).toContain('ssm:ListDocuments is denied');
    expect(ended.out).toContain('deploy/iam-init-policy.json gives it');
    expect(written('first.yml')).toContain('tag: "Env=prod"');
  });

  test('of deploy/iam-init-policy.json are enough for the account itself', async () => {
    const ended = await run(as(ofOperators('init')));
    expect(ended).toMatchObject({ code: 0 });
    expect(ended.out).not.toMatch(/Not read: (?!the other accounts|identity center)/);
  });
});

test('init of an account in which nothing looks like production says so', async () => {
  const { aws } = bot.town;
  aws.account(JUMP).deleteGroup('prod-operators');
  const ended = await bot.exec(
    ['init', '--config', path('first.yml'), '--region', 'eu-west-3'],
    LOCAL,
  );
  expect(ended.code).toBe(1);
  expect(ended.err).toContain('no group or role whose name looks like production');
});
