/** Draws requests for the comparison with another simulator: who asks, for what, in what state. */

import type { ContextFacts } from './context.ts';
import type { Random } from './random.ts';

export interface RandomRequest {
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  readonly context: ContextFacts;
}

export const ACCOUNTS = ['111111111111', '222222222222'] as const;
const [HOME, PROD] = ACCOUNTS;

/** Actions and where they act; `*` is what an action without a resource is asked for. */
export const TARGETS = [
  ['sts:AssumeRole', `arn:aws:iam::${HOME}:role/ProdDbOperator`],
  ['sts:AssumeRole', `arn:aws:iam::${PROD}:role/prodaccess/Operator`],
  ['iam:PutUserPolicy', `arn:aws:iam::${HOME}:user/humans/aiko`],
  ['iam:TagUser', `arn:aws:iam::${HOME}:user/aiko`],
  ['iam:AddUserToGroup', `arn:aws:iam::${HOME}:group/prodaccess/db`],
  ['ssm:StartSession', `arn:aws:ec2:eu-central-1:${HOME}:instance/i-0abc123`],
  ['ssm:TerminateSession', `arn:aws:ssm:eu-central-1:${HOME}:session/aiko-0123`],
  ['s3:GetObject', 'arn:aws:s3:::logs/2026/aiko/day.txt'],
  ['secretsmanager:GetSecretValue', `arn:aws:secretsmanager:eu-west-1:${HOME}:secret:db-AbCdEf`],
  ['iam:ListUsers', '*'],
] as const;

export const TIMES = [
  '2026-11-22T11:59:59Z',
  '2026-11-22T12:00:00Z',
  '2026-11-22T12:00:01Z',
  '2026-11-22T21:00:00+09:00',
  '2026-11-22',
] as const;

export const PRINCIPALS = [
  `arn:aws:iam::${HOME}:user/aiko`,
  `arn:aws:iam::${HOME}:user/humans/aiko`,
  `arn:aws:sts::${HOME}:assumed-role/Engineer/aiko`,
  `arn:aws:sts::${PROD}:assumed-role/Engineer/aiko`,
] as const;

/** Some facts always, others now and then: a condition must also meet what is missing. */
export function drawRequest(random: Random): RandomRequest {
  const [action, resource] = random.pick(TARGETS);
  const principal = random.pick(PRINCIPALS);
  const isUser = principal.includes(':user/');
  const maybe = <T>(value: T): T | undefined => (random.chance(0.7) ? value : undefined);
  const nowIso = random.pick([TIMES[0], TIMES[1], TIMES[2]]);
  return {
    principal,
    action,
    resource,
    context: {
      'aws:CurrentTime': nowIso,
      'aws:EpochTime': String(Date.parse(nowIso) / 1000),
      'aws:userid': isUser ? 'AIDAAIKO' : 'AROAENGINEER:aiko',
      'aws:PrincipalArn': isUser ? principal : principal.replace(/.+::(\d+):.+/, roleArn),
      'aws:username': isUser ? 'aiko' : undefined,
      'aws:TokenIssueTime': isUser ? undefined : random.pick(TIMES),
      'aws:SourceIdentity': isUser ? undefined : maybe('aiko'),
      'aws:MultiFactorAuthPresent': maybe(random.pick(['true', 'false'])),
      'aws:MultiFactorAuthAge': maybe(String(random.below(100))),
      'aws:PrincipalTag/team': maybe(random.pick(['db', 'web', 'd*'])),
      'aws:ResourceTag/env': maybe(random.pick(['prod', 'test'])),
      'aws:SourceIp': maybe(random.pick(['10.1.2.3', '192.0.2.7', '2001:db8::1'])),
      'aws:TagKeys': maybe(random.pick([['prod-access:db'], ['prod-access:db', 'team'], ['team']])),
      'aws:RequestTag/team': maybe('db'),
      'sts:ExternalId': maybe(random.pick(['prod-access', 'other'])),
      'sts:RoleSessionName': maybe(random.pick(['aiko', 'bruno'])),
      'iam:PermissionsBoundary': maybe(`arn:aws:iam::${HOME}:policy/boundary`),
    },
  };
}

const roleArn = (_: string, account: string) => `arn:aws:iam::${account}:role/Engineer`;
