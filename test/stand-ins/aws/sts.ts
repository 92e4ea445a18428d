/** STS: AssumeRole, judged by the caller's policies and the role's trust, and GetCallerIdentity. */

import { type Caller, sessionCaller } from './caller.ts';
import { AwsFault, accessDenied } from './fault.ts';
import { addRoleKey } from './role-key.ts';
import { invalid, type Params, required, tagsOf } from './params.ts';
import { checkPolicyDocument } from './policy-check.ts';
import { type Assumption, assumptionDecision } from './trust.ts';
import type { AccessKey, Role, RoleSession } from './types.ts';
import { own } from './types.ts';
import type { World } from './world.ts';
import type { XmlTree } from './xml.ts';

export const callerIdentity = (caller: Caller): XmlTree => ({
  UserId: caller.userId,
  Account: caller.account,
  Arn: caller.arn,
});

export function assumeRole(
  world: World,
  now: () => number,
  key: AccessKey,
  caller: Caller,
  params: Params,
): XmlTree {
  const roleArn = required(params, 'RoleArn');
  const sessionName = required(params, 'RoleSessionName');
  if (!/^[\w+=,.@-]{2,64}$/.test(sessionName)) {
    const pattern = 'Member must satisfy regular expression pattern: [\\w+=,.@-]*';
    throw invalid('roleSessionName', sessionName, pattern);
  }
  const [, accountId = '', roleName = ''] =
    /^arn:aws:iam::(\d+):role\/(?:.*\/)?(.+)$/.exec(roleArn) ?? [];
  const role = own(world.authorizing(accountId).roles, roleName);
  const refusal = accessDenied(caller.arn, 'sts:AssumeRole', roleArn);
  if (role?.arn !== roleArn) throw refusal;

  const asked = { ...askedFor(params, sessionName), atMs: now() };
  const { holder } = key;
  const isKept = holder.kind === 'role' && !world.sessions.dropsSource;
  const inherited = isKept ? holder.session.sourceIdentity : undefined;
  if (inherited !== undefined && asked.sourceIdentity !== undefined) {
    if (inherited !== asked.sourceIdentity) throw refusal;
  }
  // It goes along, and setting it on the next session wants its permission like any other.
  const assumption = inherited === undefined ? asked : { ...asked, sourceIdentity: inherited };
  const decision = assumptionDecision(caller, role, assumption);
  if (!decision.allowed) throw refusal;

  const durationSeconds = durationOf(params, role, key);
  if (params.Policy !== undefined) checkPolicyDocument(params.Policy);
  const { sourceIdentity } = assumption;
  return openSession(world, accountId, {
    roleName,
    roleId: role.id,
    sessionName,
    issuedAtMs: now(),
    expiresAtMs: now() + durationSeconds * 1000,
    tags: assumption.tags,
    ...(sourceIdentity === undefined ? {} : { sourceIdentity }),
    ...(params.Policy === undefined ? {} : { policy: params.Policy }),
  });
}

function askedFor(params: Params, sessionName: string): Omit<Assumption, 'atMs'> {
  const { ExternalId, SourceIdentity, SerialNumber, TokenCode } = params;
  return {
    sessionName,
    tags: tagsOf(params),
    ...(ExternalId === undefined ? {} : { externalId: ExternalId }),
    ...(SourceIdentity === undefined ? {} : { sourceIdentity: SourceIdentity }),
    // Any six digits will do: the stand-in has no device to compare them with.
    ...(SerialNumber !== undefined && /^\d{6}$/.test(TokenCode ?? '') ? { mfa: true } : {}),
  };
}

function durationOf(params: Params, role: Role, key: AccessKey): number {
  const seconds = Number(params.DurationSeconds ?? 3600);
  if (!(seconds >= 900)) {
    const least = 'Member must have value greater than or equal to 900';
    throw invalid('durationSeconds', String(params.DurationSeconds), least);
  }
  if (key.holder.kind === 'role' && seconds > 3600) {
    throw new AwsFault(
      'ValidationError',
      'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by ' +
        'role chaining',
    );
  }
  if (seconds <= role.maxSessionSeconds) return seconds;
  throw new AwsFault(
    'ValidationError',
    'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
  );
}

function openSession(world: World, account: string, session: RoleSession): XmlTree {
  const key = addRoleKey(world, account, session);
  const caller = sessionCaller(world.current(account), session);
  return {
    Credentials: {
      AccessKeyId: key.accessKeyId,
      SecretAccessKey: key.secretAccessKey,
      SessionToken: key.sessionToken,
      Expiration: new Date(session.expiresAtMs),
    },
    AssumedRoleUser: { AssumedRoleId: caller?.userId, Arn: caller?.arn },
    SourceIdentity: session.sourceIdentity,
  };
}
