/** The rights of deploy/ against what doctor asks for: enough for every kind, and none too many. */

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { policy } from '../../process/tidy.ts';
import { allowedIn, documentsOf, type Stack } from '../../deploy/stacks.ts';
import { centerOf } from '../../story/center.ts';
import { JUMP } from '../../story/seed.ts';
import { schedulesStack, targetStack, usersStack } from '../../story/stacks.ts';
import { auditedRights, BOT_ROLE, putAll, withAll, withRequestsToo } from './all-kinds.ts';
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

/** Of what stands in deploy/, all that a role is allowed. */
const rights = (role: string, ...stacks: readonly Stack[]): readonly string[] => [
  ...new Set(allowedIn(documentsOf(role, ...stacks))),
];
const asked = (): ReadonlySet<string> =>
  new Set(ground.aws.calls.flatMap(({ params }) => params['ActionNames.member.1'] ?? []));

test('every right of deploy/ is asked for, and no other', async () => {
  await ground.found(BOT_ROLE);
  const giver = ['identitystore:CreateGroupMembership', 'sso:CreateAccountAssignment'];
  // Of the role of a runbook that has an alarm; whatever else others do, the bot does as well.
  const runbook = 'cloudwatch:DescribeAlarms';
  // Calendars are of no entry: `doctor` looks at each by itself.
  const home = usersStack({ JustInTime: 'no', HolderRoles: '', Calendars: '' });
  const all = new Set([
    ...rights('prod-access', home, centerOf(ground.aws), schedulesStack()),
    ...rights('prod-access', targetStack(['ProdDbOperator'])),
  ]);
  // No runbook of this catalogue is pinned by its hash.
  const [unpinned] = ['ssm:DescribeDocument'];
  expect([...asked(), unpinned].toSorted()).toEqual([...all, ...giver, runbook].toSorted());
});

describe('requests of AWS’s own', () => {
  beforeEach(async () => {
    await ground.aws.close();
    ground = await createExamined(auditedRights(), withRequestsToo, putAll);
  });

  test('need what stands in deploy/ for them, all of it', async () => {
    expect(await ground.found(BOT_ROLE)).toEqual([]);
    const given = usersStack({ Nodes: 'no', Runbooks: '', RunbookRoles: '', Trail: 'no' });
    const none = usersStack({
      Nodes: 'no',
      Runbooks: '',
      RunbookRoles: '',
      Trail: 'no',
      JustInTime: 'no',
    });
    const plain = rights('prod-access', none);
    const needed = rights('prod-access', given).filter((one) => !plain.includes(one));
    expect(needed).toContain('ssm:SendAutomationSignal');
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
