/** One event of CloudTrail, read: whether it was theirs, and what it comes to. Pure. */

import type { Event } from '@aws-sdk/client-cloudtrail';
import type { Deed } from '../../src/audit/activity.ts';
import { patternsMeet } from '../../src/catalog/pattern.ts';
import type { RoleRef } from '../../src/catalog/target.ts';
import { roleIdOf, roleSessionOf } from '../../src/kernel/role-session.ts';
import type { Holder } from '../../src/request/request.ts';

export interface Whose {
  readonly holder: Pick<Holder, 'user' | 'uniqueId'>;
  /** Roles whose sessions carry the name of the holder's user. */
  readonly roles: readonly RoleRef[];
}

export interface Theirs {
  readonly deed: Deed;
  /** Of a role. */
  readonly bySession: boolean;
}

/** Undefined for what somebody else did, and for what cannot be read. */
export function deedOf(event: Event, whose: Whose): Theirs | undefined {
  const record = recordOf(event);
  if (!record || !isTheirs(record.userIdentity, whose)) return undefined;
  const source = textOf(record.eventSource) ?? event.EventSource ?? '';
  const deed: Deed = {
    service: source.replace(/\.amazonaws\.com$/, ''),
    name: textOf(record.eventName) ?? event.EventName ?? '',
    // Told of only where the service says so; what may have changed something is told as a change.
    isRead: record.readOnly === true || event.ReadOnly === 'true',
    outcome: outcomeOf(textOf(record.errorCode)),
  };
  return { deed, bySession: record.userIdentity?.type === 'AssumedRole' };
}

/** With which document a session was opened, and none where the account's own counts. */
export function sessionOpened(event: Event): { readonly document?: string } | undefined {
  const { eventName, eventSource, requestParameters } = recordOf(event) ?? {};
  if (eventName !== 'StartSession' || eventSource !== 'ssm.amazonaws.com') return undefined;
  const document = textOf(requestParameters?.documentName);
  return document ? { document } : {};
}

interface Identity {
  readonly type?: unknown;
  readonly principalId?: unknown;
  readonly sessionContext?: {
    readonly sourceIdentity?: unknown;
    readonly sessionIssuer?: {
      readonly type?: unknown;
      readonly accountId?: unknown;
      readonly userName?: unknown;
    };
  };
}

interface TrailRecord {
  readonly userIdentity?: Identity;
  readonly eventSource?: unknown;
  readonly eventName?: unknown;
  readonly readOnly?: unknown;
  readonly errorCode?: unknown;
  readonly requestParameters?: { readonly documentName?: unknown } | null;
}

function recordOf({ CloudTrailEvent = '' }: Event): TrailRecord | undefined {
  try {
    const read: unknown = JSON.parse(CloudTrailEvent);
    return typeof read === 'object' && read !== null ? read : undefined;
  } catch {
    return undefined;
  }
}

/** By the id that AWS never uses twice; of a session, by its role and its name. */
function isTheirs(identity: Identity | undefined, { holder, roles }: Whose): boolean {
  const { type, principalId, sessionContext } = identity ?? {};
  // Of a role session, the holder is the session itself.
  if (principalId === holder.uniqueId) return true;
  if (type !== 'AssumedRole' || typeof principalId !== 'string') return false;
  if (isBySource(principalId, sessionContext?.sourceIdentity, holder)) return true;
  const issuer = sessionContext?.sessionIssuer;
  const isRole = roles.some(
    ({ account, name }) =>
      issuer?.accountId === account &&
      typeof issuer.userName === 'string' &&
      patternsMeet(name, issuer.userName),
  );
  if (!isRole) return false;
  const session = roleSessionOf(holder.user);
  return session?.by === 'source-identity'
    ? sessionContext?.sourceIdentity === session.name
    : principalId.slice(principalId.indexOf(':') + 1) === holder.user;
}

/** Of their role, whatever the session is called. */
function isBySource(principalId: string, source: unknown, holder: Whose['holder']): boolean {
  const session = roleSessionOf(holder.user);
  return (
    session?.by === 'source-identity' &&
    session.name === source &&
    roleIdOf(principalId) === roleIdOf(holder.uniqueId)
  );
}

const DENIED = /AccessDenied|Unauthorized|NotAuthorized|Forbidden/i;

const outcomeOf = (errorCode: string | undefined): Deed['outcome'] => {
  if (errorCode === undefined) return 'done';
  return DENIED.test(errorCode) ? 'denied' : 'failed';
};

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;
