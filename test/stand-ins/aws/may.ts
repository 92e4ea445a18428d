/** The questions a test or the demo asks of the stand-in: may they, at this instant? */

import type { Decision } from './authorizer.ts';
import { callerOf, tagFacts, timeFacts, userCaller } from './caller.ts';
import type { ContextFacts } from './context.ts';
import { judge } from './judge.ts';
import { assumptionDecision, mfaFacts } from './trust.ts';
import { own } from './types.ts';
import type { World } from './world.ts';

export interface MayUser {
  readonly account: string;
  readonly user: string;
  readonly action: string;
  readonly resource: string;
  readonly mfa?: boolean;
  /** Asked for this instant; what is written by now counts. The stand-in's clock if absent. */
  readonly at?: number;
  /** Facts about the resource, such as `ssm:resourceTag/env`. */
  readonly facts?: Readonly<Record<string, string>>;
}

export interface MayAssume {
  readonly account: string;
  readonly user: string;
  readonly roleArn: string;
  readonly mfa?: boolean;
  readonly at?: number;
  /** The user's own name if absent, as the console does it. */
  readonly sessionName?: string;
  readonly sourceIdentity?: string;
}

export interface MaySession {
  /** The access key id of the session. */
  readonly sessionKey: string;
  readonly action: string;
  readonly resource: string;
  readonly at?: number;
  readonly facts?: Readonly<Record<string, string>>;
}

/** By way of another role's session, which AWS calls chaining. */
export interface MayChain {
  readonly sessionKey: string;
  readonly roleArn: string;
  readonly at?: number;
  readonly sessionName?: string;
}

export interface Asking {
  readonly may: (question: MayUser) => Decision;
  readonly mayAssume: (question: MayAssume) => Decision;
  readonly sessionMay: (question: MaySession) => Decision;
  readonly sessionMayAssume: (question: MayChain) => Decision;
}

const NO: Decision = { allowed: false, why: 'ImplicitDeny', statement: undefined };

export function createAsking(world: World, now: () => number): Asking {
  return {
    may: ({ account, user, action, resource, mfa, at, facts }) => {
      const caller = userCaller(world.authorizing(account), user);
      if (!caller) return NO;
      const known = { ...targetFacts(world, resource), ...mfaFacts(mfa), ...facts };
      return judge(caller, action, resource, { ...timeFacts(at ?? now()), ...known });
    },
    mayAssume: ({ account, user, roleArn, mfa, at, sessionName, sourceIdentity }) => {
      const caller = userCaller(world.authorizing(account), user);
      const { owner, name } = partsOf(roleArn);
      const role = own(world.authorizing(owner).roles, name);
      if (!caller || role?.arn !== roleArn) return NO;
      return assumptionDecision(caller, role, {
        atMs: at ?? now(),
        sessionName: sessionName ?? user,
        tags: [],
        ...(mfa === undefined ? {} : { mfa }),
        ...(sourceIdentity === undefined ? {} : { sourceIdentity }),
      });
    },
    sessionMayAssume: ({ sessionKey, roleArn, at, sessionName }) => {
      const caller = bearer(world, sessionKey, at ?? now());
      const { owner, name } = partsOf(roleArn);
      const role = own(world.authorizing(owner).roles, name);
      if (!caller || role?.arn !== roleArn) return NO;
      const named = sessionName ?? caller.arn.split('/').at(-1) ?? '';
      const sourceIdentity = caller.facts['aws:SourceIdentity'];
      return assumptionDecision(caller, role, {
        atMs: at ?? now(),
        sessionName: named,
        tags: [],
        ...(typeof sourceIdentity === 'string' ? { sourceIdentity } : {}),
      });
    },
    sessionMay: ({ sessionKey, action, resource, at, facts }) => {
      const caller = bearer(world, sessionKey, at ?? now());
      if (!caller) return NO;
      const known = { ...targetFacts(world, resource), ...facts };
      return judge(caller, action, resource, { ...timeFacts(at ?? now()), ...known });
    },
  };
}

/** Whose session it is, while it lasts and its role is there. */
function bearer(world: World, sessionKey: string, atMs: number) {
  const key = world.keys.get(sessionKey);
  if (key?.holder.kind !== 'role' || atMs >= key.holder.session.expiresAtMs) return undefined;
  return callerOf(key, world.authorizing(key.account));
}

/** Tags of a user or role that is the resource, as IAM would look them up. */
function targetFacts(world: World, resource: string): ContextFacts {
  const { owner, kind, name } = partsOf(resource);
  const account = world.authorizing(owner);
  const found = kind === 'user' ? own(account.users, name) : own(account.roles, name);
  return kind === undefined ? {} : tagFacts('aws:ResourceTag', found?.tags ?? []);
}

function partsOf(arn: string) {
  const match = /^arn:aws:iam::(\d+):(user|role)\/(?:.*\/)?(.+)$/.exec(arn);
  return { owner: match?.[1] ?? '', kind: match?.[2], name: match?.[3] ?? '' };
}
