/** Whom a schedule may call and as whom: checked when it is booked, and the role when it fires. */

import { conditionsHold } from './conditions.ts';
import { createContext } from './context.ts';
import { actionMatches } from './pattern.ts';
import { statementsOf } from './policy.ts';
import { invalidSchedule } from './schedule-time.ts';
import type { ScheduleTarget } from './scheduler-types.ts';
import type { Input } from './ssm-call.ts';
import { own, type Role } from './types.ts';
import type { World } from './world.ts';

/** By the name in a target's ARN: the name that a request to it is signed for. */
const SERVICES: Readonly<Record<string, string>> = {
  iam: 'iam',
  ssoadmin: 'sso',
  identitystore: 'identitystore',
  ssm: 'ssm',
};

const READS = (
  'get describe list poll receive search scan query select read lookup discover validate ' +
  'batchGet batchDescribe batchRead transactGet adminGet adminList testMigration retrieve ' +
  'testConnection translateDocument isAuthorized invokeModel'
).split(' ');

export interface TargetCall {
  readonly service: string;
  /** As the API names it: `RemoveUserFromGroup`. */
  readonly action: string;
  /** As the ARN names it: `iam:removeUserFromGroup`. */
  readonly named: string;
}

/** @throws AwsFault */
export function callOf(arn: string): TargetCall {
  const [, name = '', action = ''] = /^arn:aws:scheduler:::aws-sdk:(\w+):(\w+)$/.exec(arn) ?? [];
  const service = own(SERVICES, name);
  if (action === '' || service === undefined) {
    throw invalidSchedule(`${name || arn} is not a supported service for a target.`);
  }
  if (READS.some((prefix) => action.startsWith(prefix))) {
    throw invalidSchedule(`${action} is not a supported api action for a target.`);
  }
  const named = `${name}:${action}`;
  return { service, action: `${action.charAt(0).toUpperCase()}${action.slice(1)}`, named };
}

interface Wish {
  readonly Arn?: string;
  readonly RoleArn?: string;
  readonly Input?: string;
  readonly RetryPolicy?: {
    readonly MaximumRetryAttempts?: number;
    readonly MaximumEventAgeInSeconds?: number;
  };
  readonly DeadLetterConfig?: { readonly Arn?: string };
}

/** @throws AwsFault */
export function targetIn(input: Input): ScheduleTarget {
  const {
    Arn,
    RoleArn,
    Input: text = '{}',
    RetryPolicy,
    DeadLetterConfig,
  } = (input['Target'] ?? {}) as Wish;
  if (Arn === undefined || RoleArn === undefined) {
    throw invalidSchedule('A target has an Arn and a RoleArn.');
  }
  callOf(Arn);
  if (!isObject(text)) throw invalidSchedule('The Input of a target must be well-formed JSON.');
  const mostRetries = RetryPolicy?.MaximumRetryAttempts ?? 185;
  const seconds = RetryPolicy?.MaximumEventAgeInSeconds ?? 86_400;
  if (!(mostRetries >= 0 && mostRetries <= 185)) {
    throw invalidSchedule('maximumRetryAttempts must be from 0 to 185');
  }
  if (!(seconds >= 60 && seconds <= 86_400)) {
    throw invalidSchedule('maximumEventAgeInSeconds must be from 60 to 86400');
  }
  return {
    arn: Arn,
    roleArn: RoleArn,
    input: text,
    mostRetries,
    mostAgeMs: seconds * 1_000,
    ...(DeadLetterConfig?.Arn === undefined ? {} : { deadLetterArn: DeadLetterConfig.Arn }),
  };
}

function isObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null;
  } catch {
    return false;
  }
}

export const roleAccount = (roleArn: string) => roleArn.split(':')[4] ?? '';

/** The role behind a schedule, if it is there and its trust lets the scheduler take it on. */
export function roleFor(
  { authorizing }: Pick<World, 'authorizing'>,
  roleArn: string,
  schedule: string,
): Role | undefined {
  const role = own(authorizing(roleAccount(roleArn)).roles, roleArn.split('/').at(-1) ?? '');
  if (role?.arn !== roleArn) return undefined;
  const context = createContext({
    'aws:SourceArn': schedule,
    'aws:SourceAccount': roleAccount(roleArn),
  });
  const fitting = statementsOf(role.trust).filter(
    (statement) =>
      statement.principals?.some(({ value }) => value === 'scheduler.amazonaws.com') &&
      statement.actions?.some((pattern) => actionMatches(pattern, 'sts:AssumeRole')) &&
      conditionsHold(statement, context),
  );
  const isOpen = fitting.length > 0 && fitting.every(({ effect }) => effect === 'Allow');
  return isOpen ? role : undefined;
}
