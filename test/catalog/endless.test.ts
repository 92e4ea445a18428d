/** What may live on without end: shells that nobody ends, and roles a session goes on into. */

import { describe, expect, test } from 'vitest';
import { endlessOf, leadsOn, shellActions } from '../../src/catalog/endless.ts';

const on = (...actions: readonly string[]) => [{ actions, resources: ['*'] }];

const SERIAL = 'ec2-instance-connect:SendSerialConsoleSSHPublicKey';

describe('shells are opened', () => {
  test.each([
    ['ssm:StartSession', 'ssm:StartSession'],
    ['SSM:startsession', 'ssm:StartSession'],
    ['ssm:*', 'ssm:StartSession'],
    ['ssm:Re*', 'ssm:ResumeSession'],
    ['ecs:Execute*', 'ecs:ExecuteCommand'],
    ['ec2-instance-connect:*', 'ec2-instance-connect:SendSSHPublicKey'],
    [SERIAL, SERIAL],
    ['EC2-Instance-Connect:SendSSHPublicKey', 'ec2-instance-connect:SendSSHPublicKey'],
    ['*', 'ssm:StartSession'],
  ])('by %s', (action, covers) => {
    expect(shellActions(on(action))).toEqual([{ action, covers }]);
  });

  test.each(['ssm:Get*', 'ssm:TerminateSession', 'ec2:*', 'ecs:Describe*'])(
    'not by %s',
    (action) => {
      expect(shellActions(on(action))).toEqual([]);
    },
  );
});

test.each([
  ['sts:AssumeRole', true],
  ['sts:*', true],
  ['STS:Assume*', true],
  ['sts:GetCallerIdentity', false],
  ['s3:*', false],
])('%s leads on to another role: %s', (action, leads) => {
  expect(leadsOn(on('rds:*', action))).toBe(leads);
});

test('of several targets each is said once, in the same order', () => {
  const facts = [{ endless: ['unread', 'roles'] as const }, {}, { endless: ['shells'] as const }];
  expect(endlessOf([...facts, ...facts])).toEqual(['shells', 'roles', 'unread']);
  expect(endlessOf([{}])).toEqual([]);
});
