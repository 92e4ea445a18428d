/** What may live on: shells and connections that nobody ends, and roles a session goes on into. */

import { describe, expect, test } from 'vitest';
import { endlessOf, outliving, shellActions } from '../../src/catalog/endless.ts';

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
  ['sts:AssumeRole', 'roles'],
  ['STS:Assume*', 'roles'],
  ['ssm:Start*', 'shells'],
  ['rds-db:connect', 'connections'],
  ['RDS-DB:*', 'connections'],
  ['redshift:Get*', 'connections'],
  ['dsql:DbConnectAdmin', 'connections'],
  ['ec2-instance-connect:Open*', 'connections'],
  ['ssm-guiconnect:StartConnection', 'connections'],
  ['eks:*', 'clusters'],
  ['eks:AccessKubernetesApi', 'clusters'],
])('%s lets %s live on', (action, what) => {
  expect(outliving(on('s3:*', action))).toEqual([what]);
});

test.each(['sts:GetCallerIdentity', 's3:*', 'rds:*', 'eks:Describe*', 'elasticache:Describe*'])(
  '%s lets nothing live on',
  (action) => {
    expect(outliving(on(action))).toEqual([]);
  },
);

test('of several targets each is said once, in the same order', () => {
  const facts = [{ endless: ['unread', 'roles'] as const }, {}, { endless: ['shells'] as const }];
  expect(endlessOf([...facts, ...facts])).toEqual(['shells', 'roles', 'unread']);
  expect(endlessOf([{}])).toEqual([]);
});
