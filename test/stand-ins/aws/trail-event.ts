/** One call as CloudTrail tells it: who made it, with what, on what, and what came of it. */

import { createHash } from 'node:crypto';
import { callerOf } from './caller.ts';
import type { Asked } from './dialect.ts';
import type { AwsFault } from './fault.ts';
import { regionOf } from './json-dialect.ts';
import type { Params } from './params.ts';
import { type AccessKey, own } from './types.ts';
import type { World } from './world.ts';

export interface TrailResource {
  readonly type: string;
  readonly name: string;
}

export interface TrailEvent {
  /** Counts all events: the order they happened in. */
  readonly number: number;
  readonly id: string;
  readonly account: string;
  readonly region: string;
  readonly atMs: number;
  readonly name: string;
  /** `iam.amazonaws.com` */
  readonly source: string;
  readonly readOnly: boolean;
  readonly accessKeyId: string;
  readonly session?: string;
  readonly role?: string;
  readonly user?: string;
  readonly resources: readonly TrailResource[];
  readonly errorCode?: string;
  /** The record as the trail has it. */
  readonly record: object;
}

export interface Heard {
  readonly asked: Asked;
  readonly number: number;
  readonly atMs: number;
  readonly fault?: AwsFault;
  /** What the answer says, where the trail repeats it. */
  readonly response?: object;
}

const GLOBAL = ['iam', 'organizations'];
const READS = /^(Get|List|Describe|Lookup|IsMember|Head|AssumeRole|Sign)/;

export function trailEvent(world: World, heard: Heard): TrailEvent {
  const { asked, number, atMs, fault, response } = heard;
  const { service, action } = asked.call;
  const { key } = asked;
  const { holder } = key;
  const id = uuidOf(`event ${number}`);
  const region = GLOBAL.includes(service) ? 'us-east-1' : regionOf(asked);
  const agent = asked.request.headers['user-agent'] ?? 'unknown';
  const facts = {
    id,
    account: key.account,
    region,
    atMs,
    name: action,
    source: `${service}.amazonaws.com`,
    readOnly: READS.test(action),
  };
  const record = {
    ...recordOf(facts, asked),
    userIdentity: identityOf(world, key),
    sourceIPAddress: agent.endsWith('.amazonaws.com') ? agent : '192.0.2.10',
    userAgent: agent,
    ...(fault ? { errorCode: fault.code, errorMessage: fault.message } : {}),
    responseElements: fault ? null : (response ?? null),
  };
  return {
    ...facts,
    number,
    accessKeyId: key.accessKeyId,
    ...(holder.kind === 'user'
      ? { user: holder.name }
      : { role: holder.session.roleName, session: holder.session.sessionName }),
    resources: resourcesOf(asked.params),
    ...(fault ? { errorCode: fault.code } : {}),
    record,
  };
}

function recordOf(
  facts: Pick<TrailEvent, 'id' | 'account' | 'region' | 'atMs' | 'name' | 'source' | 'readOnly'>,
  { params, requestId }: Asked,
) {
  const named = Object.entries(params).map(([name, value]) => [
    name.charAt(0).toLowerCase() + name.slice(1),
    value,
  ]);
  return {
    eventVersion: '1.11',
    eventID: facts.id,
    eventTime: isoTime(facts.atMs),
    eventSource: facts.source,
    eventName: facts.name,
    awsRegion: facts.region,
    requestParameters: Object.fromEntries(named) as Readonly<Record<string, string>>,
    requestID: requestId,
    readOnly: facts.readOnly,
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: facts.account,
    eventCategory: 'Management',
  };
}

function identityOf(world: World, key: AccessKey): object {
  const { holder, account, accessKeyId } = key;
  const caller = callerOf(key, world.current(account));
  if (holder.kind === 'user') {
    return {
      type: 'IAMUser',
      principalId: holder.id,
      arn: caller?.arn,
      accountId: account,
      accessKeyId,
      userName: holder.name,
    };
  }
  const { roleName, roleId, sessionName, issuedAtMs, sourceIdentity } = holder.session;
  return {
    type: 'AssumedRole',
    principalId: `${roleId}:${sessionName}`,
    arn: caller?.arn,
    accountId: account,
    accessKeyId,
    sessionContext: {
      sessionIssuer: {
        type: 'Role',
        principalId: roleId,
        arn: own(world.current(account).roles, roleName)?.arn,
        accountId: account,
        userName: roleName,
      },
      attributes: { creationDate: isoTime(issuedAtMs), mfaAuthenticated: 'false' },
      ...(sourceIdentity === undefined ? {} : { sourceIdentity }),
    },
  };
}

const TYPES: Readonly<Record<string, string>> = {
  UserName: 'AWS::IAM::User',
  GroupName: 'AWS::IAM::Group',
  RoleName: 'AWS::IAM::Role',
  PolicyName: 'AWS::IAM::Policy',
  PolicyArn: 'AWS::IAM::Policy',
  RoleArn: 'AWS::IAM::Role',
  Target: 'AWS::EC2::Instance',
  DocumentName: 'AWS::SSM::Document',
  SessionId: 'AWS::SSM::Session',
  PermissionSetArn: 'AWS::SSO::PermissionSet',
  KeyId: 'AWS::KMS::Key',
};

function resourcesOf(params: Params): TrailResource[] {
  return Object.entries(params).flatMap(([name, value]) => {
    const type = own(TYPES, name);
    return type === undefined ? [] : [{ type, name: value }];
  });
}

export function uuidOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  const at = [0, 8, 12, 16, 20, 32];
  return at
    .slice(1)
    .map((end, index) => hex.slice(at[index], end))
    .join('-');
}

export const isoTime = (ms: number) => new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z');
