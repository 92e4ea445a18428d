/** The role that tokens of just-in-time access are of, with what AWS's own policy lets it do. */

import { putRole } from './account.ts';
import { makeRole } from './seed.ts';
import type { World } from './world.ts';

export const TOKEN_ROLE = 'SSM-JustInTimeAccessTokenRole';
const SERVICE = 'justintimeaccess.ssm.amazonaws.com';

const allow = (Action: string | string[], Resource: string | string[]) => ({
  Effect: 'Allow',
  Action,
  Resource,
});

const TOKEN_POLICY = {
  Version: '2012-10-17',
  Statement: [
    allow('ssm:StartSession', [
      'arn:aws:ec2:*:*:instance/*',
      'arn:aws:ssm:*:*:managed-instance/*',
      'arn:aws:ssm:*:*:document/SSM-SessionManagerRunShell',
    ]),
    allow(
      ['ssm:TerminateSession', 'ssm:ResumeSession', 'ssmmessages:OpenDataChannel'],
      'arn:aws:ssm:*:*:session/*',
    ),
  ],
};

const TRUST = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: SERVICE }, Action: 'sts:AssumeRole' }],
};

export function createRoleInto(world: World, id: string, atMs: number): void {
  const seed = { trust: TRUST, inline: { token: TOKEN_POLICY } };
  world.put(putRole(world.current(id), makeRole({ world, id, atMs }, TOKEN_ROLE, seed)));
}
