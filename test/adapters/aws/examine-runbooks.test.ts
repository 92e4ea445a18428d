/** Who does what runbooks do without asking: by starting them, or in a document of their own. */

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { allow, policy } from '../../process/tidy.ts';
import { JUMP } from '../../story/seed.ts';
import { RUNBOOK_ROLE } from '../../story/runbooks.ts';
import { auditedRights, BOT_ROLE, putAll, withAll } from './all-kinds.ts';
import { createExamined, type ExaminedGround } from './examined.ts';

let ground: ExaminedGround;
beforeEach(async () => {
  ground = await createExamined(auditedRights(), withAll, putAll);
});
afterEach(() => ground.aws.close());

const lendsTo = (service: string, Resource: string) =>
  policy({
    Effect: 'Allow',
    Action: 'iam:PassRole',
    Resource,
    Condition: { StringEquals: { 'iam:PassedToService': `${service}.amazonaws.com` } },
  });

describe('who may lend the role of the runbooks to a document of their own', () => {
  test.each([
    ['anything', allow('iam:PassRole')],
    ['it to Systems Manager', lendsTo('ssm', RUNBOOK_ROLE)],
  ])('passes the bot by, with a policy that lends %s', async (_, document) => {
    ground.aws.account(JUMP).putPolicy('users', 'mallory.kane', 'by-hand', document);
    const found = await ground.found(BOT_ROLE);
    expect(found).toMatchObject([
      { kind: 'standing-access', name: 'by-hand', users: ['mallory.kane'] },
    ]);
    const gives = found.flatMap((one) => (one.kind === 'standing-access' ? one.gives : []));
    expect(gives).toContain(`iam:PassRole on ${RUNBOOK_ROLE}`);
  });

  test.each([
    ['it to machines, which it does not trust', lendsTo('ec2', '*')],
    ['another role', lendsTo('ssm', `arn:aws:iam::${JUMP}:role/build`)],
  ])('does not with one that lends %s', async (_, document) => {
    ground.aws.account(JUMP).putPolicy('users', 'mallory.kane', 'by-hand', document);
    expect(await ground.found(BOT_ROLE)).toEqual([]);
  });
});

test.each(['$DEFAULT', '1', '*'])(
  'who may start a runbook by the ARN of its definition, version %s, passes the bot by',
  async (version) => {
    const definition = `automation-definition/ProdAccess-GrantPolicy:${version}`;
    const start = policy({
      Effect: 'Allow',
      Action: 'ssm:StartAutomationExecution',
      Resource: `arn:aws:ssm:*:${JUMP}:${definition}`,
    });
    ground.aws.account(JUMP).putPolicy('users', 'mallory.kane', 'by-hand', start);
    expect(await ground.found(BOT_ROLE)).toMatchObject([
      { kind: 'standing-access', name: 'by-hand', users: ['mallory.kane'] },
    ]);
  },
);
