/** What doctor says of roles that others act in: schedules with the bot dead, and runbooks. */

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Weakness } from '../../../src/ports/examiner.ts';
import { allow, policy } from '../../process/tidy.ts';
import { JUMP } from '../../story/seed.ts';
import { auditedRights, BOT_ROLE, putAll, withAll } from './all-kinds.ts';
import { createExamined, type ExaminedGround } from './examined.ts';

let ground: ExaminedGround;
beforeEach(async () => {
  ground = await createExamined(auditedRights(), withAll, putAll);
});
afterEach(() => ground.aws.close());

const jump = () => ground.aws.account(JUMP);
const no = (Action: string, Resource = '*') => policy({ Effect: 'Deny', Action, Resource });
const lacks = async (): Promise<readonly Weakness[]> =>
  (await ground.found(BOT_ROLE)).filter(({ kind }) => kind === 'bot-lacks');

describe('a right that is needed', () => {
  test('is asked of the role that schedules are lent, which works with the bot dead', async () => {
    const [runs, memberships] = ['ProdAccessRunbookRevoker', 'ProdAccessRevoker'];
    const lent = no('iam:PassRole', `arn:aws:iam::${JUMP}:role/prod-access-runbook`);
    jump().putPolicy('roles', runs, 'no', lent);
    jump().putPolicy('roles', memberships, 'no', no('ssm:StartAutomationExecution'));
    expect(await lacks()).toMatchObject([
      {
        who: `arn:aws:iam::${JUMP}:role/${memberships}`,
        actions: ['ssm:StartAutomationExecution'],
        file: 'identity-center.yml',
        entitlements: ['prod-sso'],
      },
      {
        who: `arn:aws:iam::${JUMP}:role/${runs}`,
        actions: ['iam:PassRole'],
        resources: [`arn:aws:iam::${JUMP}:role/prod-access-runbook`],
        file: 'runbook-schedules.yml',
        entitlements: ['prod-shift'],
      },
    ]);
  });

  test('is that to decrypt, where Identity Center has a key of its own', async () => {
    const key = `arn:aws:kms:us-east-1:${JUMP}:key/01234567-89ab-cdef-0123-456789abcdef`;
    const { identityCenter } = ground.aws;
    // The auditor may: they read in Identity Center as well.
    jump().putPolicy('users', 'auditor', 'key', allow('kms:Decrypt', key));
    identityCenter.knobs.key = key;
    const roles = ['prod-access', 'ProdAccessGiver', 'ProdAccessRevoker'];
    expect(await lacks()).toMatchObject(
      roles.map((role) => ({
        who: `arn:aws:iam::${JUMP}:role/${role}`,
        actions: ['kms:Decrypt'],
        resources: [key],
        because: 'unallowed',
        file: 'identity-center.yml',
        entitlements: ['prod-sso', 'prod-sso-logs'],
      })),
    );
  });

  test('and is not known where nobody may ask whether it has one', async () => {
    jump().putPolicy('users', 'auditor', 'mute', no('sso:DescribeInstance'));
    expect(await ground.found(BOT_ROLE)).toMatchObject([
      {
        kind: 'unreadable',
        why: ['whether Identity Center has a key of its own (sso:DescribeInstance is denied)'],
      },
    ]);
  });

  test('is asked of the role of a runbook, for the alarm that stops it', async () => {
    jump().putPolicy('roles', 'queue-drainer', 'no', no('cloudwatch:*'));
    expect(await lacks()).toMatchObject([
      {
        who: `arn:aws:iam::${JUMP}:role/queue-drainer`,
        actions: ['cloudwatch:DescribeAlarms'],
        resources: [`arn:aws:cloudwatch:ap-northeast-1:${JUMP}:alarm:*`],
        entitlements: ['prod-drain'],
      },
    ]);
  });
});
