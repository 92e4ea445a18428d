/** `doctor` as an operator runs it: weaknesses at AWS, each in a sentence with its place. */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { GROUP, putCenter, READER, withCenter } from '../story/center.ts';
import { putNodes, REGION, SHELL, withNodes } from '../story/nodes.ts';
import { withRunbooks } from '../story/runbook-entries.ts';
import { putRunbooks, region, shipped } from '../story/runbooks.ts';
import { JUMP, PRODUCTION } from '../story/seed.ts';
import { botForEachTest } from './bot.ts';
import { allow, tidy, trust } from './tidy.ts';
import { CONFIG } from './town.ts';

const bot = botForEachTest();
const RULE = `
rules:
  - id: rule-nodes
    for: [prod-shell, prod-gui]
    eligible: [engineers]
    levels: [{ name: leads, any: 1, from: [leads] }]
    lapse: 1h
    max: 4h
`;

beforeEach(() => {
  const { aws, folder } = bot.town;
  tidy(bot.town);
  putNodes({ aws });
  aws.settle();
  const text = withNodes(CONFIG).replace('\nrules:\n', RULE);
  writeFileSync(join(folder, 'prod-access.yml'), text);
});

const wrongIn = (out: string): readonly string[] =>
  out.split('\n').filter((line) => line.startsWith('WRONG'));

/** One of each kind that an operator can mend. */
function plantSix(): void {
  const { aws } = bot.town;
  const jump = aws.account(JUMP);
  const operator = `arn:aws:iam::${PRODUCTION}:role/ProdDbOperator`;
  jump.putPolicy('users', 'outsider1', 'by-hand', allow('sts:AssumeRole', operator));
  jump.setBoundary('engineer1', undefined);
  const production = aws.account(PRODUCTION);
  production.createRole('ProdLogReader', { trust: trust(), maxSessionSeconds: 43_200 });
  const endless = { schemaVersion: '1.0', sessionType: 'Standard_Stream', inputs: {} };
  aws.ssm.region(JUMP, REGION).putDocument(SHELL, endless);
  jump.deleteUser('engineer8');
  const tooMuch = allow(['iam:CreateUser', 'iam:CreateAccessKey']);
  jump.putPolicy('users', 'prod-access', 'too-much', tooMuch);
  aws.settle();
}

describe('doctor', () => {
  test('finds nothing in accounts that are as they should be', async () => {
    const well = await bot.exec(['doctor']);
    expect(wrongIn(well.out)).toEqual([]);
    expect(well.out).toMatch(/ok {4}AWS: no way around the bot[^]*ok {4}Clock: \d s away/);
    expect(well).toMatchObject({ code: 0, err: '' });
  });

  test('says six weaknesses in six sentences, each with its place, and fails', async () => {
    plantSix();
    const ill = await bot.exec(['doctor']);
    expect(ill).toMatchObject({ code: 1, err: '' });
    const wrong = wrongIn(ill.out);
    expect(wrong).toHaveLength(6);
    for (const place of [
      /There is no user engineer8 in account 444455556666/,
      /outsider1 in account jump 4444-5555-6666 .* policy by-hand of user outsider1 .*DbOperator/,
      /IAM user engineer1 in account jump 4444-5555-6666 has no permissions boundary/,
      /role ProdLogReader in account production 1111-2222-3333 cannot be ended .* up to 12 h/,
      /Session document ProdAccess-Shell-60m in ap-northeast-1 .* no maxSessionDuration/,
      /user\/prod-access in account jump .* allowed iam:CreateUser, iam:CreateAccessKey/,
    ]) {
      expect(wrong.filter((line) => place.test(line))).toHaveLength(1);
    }
  });

  test('says which right the bot lacks and for what, and which scope', async () => {
    const { aws, slack } = bot.town;
    // Each of these parts has some of them.
    for (const part of ['nodes', 'requests', 'automation']) {
      aws.account(JUMP).detachPolicy('roles', 'prod-access', `prod-access-${part}`);
    }
    aws.settle();
    slack.useScopes(['chat:write', 'users:read', 'channels:read', 'groups:read', 'commands']);
    const role = `arn:aws:iam::${JUMP}:role/prod-access`;
    const ill = await bot.exec(['doctor', '--bot', role]);
    expect(ill).toMatchObject({ code: 1, err: '' });
    expect(wrongIn(ill.out)).toEqual([
      expect.stringMatching(
        /Slack scopes: without im:write nobody is told .* install the app again/,
      ),
      expect.stringMatching(/needs ssm:GetDocument on .*ProdAccess-Shell-60m, .*-Admin-GUI/),
      expect.stringMatching(/For prod-shell, prod-gui the bot needs ssm:DescribeInstanceInf/),
      expect.stringMatching(/needs ssm:TerminateSession on .* deploy\/users-account\.yml/),
    ]);
  });

  test('takes for the bot what is named as the bot, and no word that is no name', async () => {
    const role = await bot.exec(['doctor', '--bot', 'prod-access']);
    expect(role).toMatchObject({ code: 64, out: '' });
    expect(role.err).toContain('--bot names the role or user of the bot by its ARN');
    const outsider = await bot.exec(['doctor', '--bot', `arn:aws:iam::${JUMP}:user/outsider1`]);
    expect(outsider.code).toBe(1);
    expect(wrongIn(outsider.out)[0]).toContain('but no policy of arn:aws:iam::');
  });

  test('says the same to machines with --json', async () => {
    plantSix();
    const ill = await bot.exec(['doctor', '--json']);
    expect(ill).toMatchObject({ code: 1, err: '' });
    const { ok, findings } = JSON.parse(ill.out) as {
      readonly ok: boolean;
      readonly findings: readonly { state: string; weakness?: { kind: string } }[];
    };
    expect(ok).toBe(false);
    const wrong = findings.filter(({ state }) => state === 'wrong');
    expect(wrong.map(({ weakness }) => weakness?.kind ?? 'person').toSorted()).toEqual([
      'bot-too-strong',
      'document-unfit',
      'no-boundary',
      'person',
      'role-open',
      'standing-access',
    ]);
  });

  describe('of runbooks', () => {
    const RUN = 'ssm:StartAutomationExecution';
    beforeEach(() => {
      putRunbooks(bot.town);
      bot.town.aws.settle();
      const text = withRunbooks(CONFIG).replace(
        '\nrules:\n',
        RULE.replace('prod-shell, prod-gui', 'prod-window, prod-shift, prod-drain'),
      );
      writeFileSync(join(bot.town.folder, 'prod-access.yml'), text);
    });

    test('says nothing where they are as pinned, and only the bot may start them', async () => {
      const well = await bot.exec(['doctor']);
      expect(wrongIn(well.out)).toEqual([]);
      expect(well.code).toBe(0);
    });

    test('says what is not as pinned, what would act as the bot, and who may run one', async () => {
      const { aws } = bot.town;
      const hand = region(bot.town);
      const [window, shift] = ['ProdAccess-GrantPolicy', 'ProdAccess-GrantGroup'];
      for (const name of [window, shift]) hand.deleteDocument(name);
      hand.publishRunbook(window, shipped('GrantPolicy').replace(/^assumeRole.*$/m, ''));
      const jump = aws.account(JUMP);
      const drain = `arn:aws:ssm:*:${JUMP}:document/ProdAccess-Drain*`;
      jump.putPolicy('users', 'outsider1', 'by-hand', allow(RUN, drain));
      aws.settle();
      const ill = await bot.exec(['doctor']);
      expect(ill.code).toBe(1);
      expect(wrongIn(ill.out)).toEqual([
        expect.stringMatching(/ProdAccess-GrantPolicy \(version 1\) in .* comes to no role by/),
        expect.stringMatching(/ProdAccess-GrantGroup \(version 1\) in .* is missing/),
        expect.stringMatching(/outsider1 .* policy by-hand .*document\/ProdAccess-DrainQueue\./),
      ]);
    });
  });

  describe('of Identity Center', () => {
    beforeEach(async () => {
      const { aws, folder } = bot.town;
      await putCenter(aws);
      aws.settle();
      const text = withCenter(aws)(CONFIG).replace(
        '\nrules:\n',
        RULE.replace('prod-shell, prod-gui', 'prod-sso, prod-sso-logs'),
      );
      writeFileSync(join(folder, 'prod-access.yml'), text);
    });

    test('says who holds there what is given for a while, and has no end booked', async () => {
      const { aws } = bot.town;
      expect(wrongIn((await bot.exec(['doctor'])).out)).toEqual([]);
      aws.identityCenter.join('mallory', GROUP);
      aws.identityCenter.assign({ user: 'ben', account: PRODUCTION, permissionSet: READER });
      const ill = await bot.exec(['doctor']);
      expect(ill.code).toBe(1);
      expect(wrongIn(ill.out)).toEqual([
        expect.stringMatching(/mallory holds group prod-db-operators of Identity Center/),
        expect.stringMatching(/ben holds permission set .* of Identity Center/),
      ]);
    });
  });
});
