/** The rights of deploy/ against what doctor asks for: enough for every kind, and none too many. */

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { policy } from '../../process/tidy.ts';
import { JUMP } from '../../story/seed.ts';
import {
  auditedRights,
  BOT_ROLE,
  putAll,
  putForRequests,
  withAll,
  withRequestsToo,
} from './all-kinds.ts';
import { deployed } from './deploy-rights.ts';
import { createExamined, type ExaminedGround } from './examined.ts';

let ground: ExaminedGround;
beforeEach(async () => {
  ground = await createExamined(auditedRights(), withAll, putAll);
});
afterEach(() => ground.aws.close());

test('with the rights of deploy/ it may do all that is needed, and all is looked at', async () => {
  expect(await ground.found(BOT_ROLE)).toEqual([]);
  expect(await ground.notes(BOT_ROLE)).toEqual([]);
});

/** Of what stands in deploy/, all that it is allowed. */
const rights = (...files: readonly string[]): ReadonlySet<string> =>
  new Set(
    files
      .flatMap((file) => deployed(file).Statement)
      .flatMap(({ Effect, Action }) => (Effect === 'Allow' ? Action : [])),
  );
const asked = (): ReadonlySet<string> =>
  new Set(ground.aws.calls.flatMap(({ params }) => params['ActionNames.member.1'] ?? []));

test('every right of deploy/ is asked for, and no other', async () => {
  await ground.found(BOT_ROLE);
  const giver = ['identitystore:CreateGroupMembership', 'sso:CreateAccountAssignment'];
  const all = rights(
    'iam-bot-policy',
    'iam-bot-ssm-policy',
    'iam-bot-trail-policy',
    'iam-bot-automation-policy',
    'iam-bot-center-policy',
    'iam-target-role-policy',
  );
  // No runbook of this catalogue is pinned by its hash.
  const [unpinned] = ['ssm:DescribeDocument'];
  expect([...asked(), unpinned].toSorted()).toEqual([...all, ...giver].toSorted());
});

describe('requests of AWS’s own', () => {
  beforeEach(async () => {
    await ground.aws.close();
    ground = await createExamined(auditedRights(), withRequestsToo, putForRequests);
  });

  test('need what stands in deploy/ for them, all of it', async () => {
    expect(await ground.found(BOT_ROLE)).toEqual([]);
    const needed = [...rights('iam-bot-jitna-policy')];
    expect(needed.filter((action) => !asked().has(action))).toEqual([]);
  });

  test('are told to be beyond the bot where something denies it the signal', async () => {
    const no = { Effect: 'Deny', Action: 'ssm:SendAutomationSignal', Resource: '*' };
    ground.aws.account(JUMP).putPolicy('roles', 'prod-access', 'no', policy(no));
    expect(await ground.found(BOT_ROLE)).toMatchObject([
      { because: 'denied', actions: ['ssm:SendAutomationSignal'], entitlements: ['prod-nodes'] },
    ]);
  });
});
