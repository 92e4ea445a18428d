/** The question that counts of Identity Center: may this person do this in that account now? */

import type { Decision } from './authorizer.ts';
import { type Caller, callerOf, sessionCaller, timeFacts } from './caller.ts';
import type { CenterReach } from './center-call.ts';
import { type SeenRoleSession, seenSession, sessionOf, setsOf } from './center-sessions.ts';
import { judge } from './judge.ts';
import { addRoleKey } from './role-key.ts';
import type { AccessKey } from './types.ts';

export interface SignInWish {
  /** As the Identity Store names the user. */
  readonly user: string;
  readonly account: string;
  readonly permissionSet: string;
}

export interface CenterQuestion {
  readonly user: string;
  readonly account: string;
  readonly action: string;
  readonly resource: string;
  /** Asked for this instant; who is assigned by now counts. The stand-in's clock if absent. */
  readonly at?: number;
  /** Facts about the resource, such as `ssm:resourceTag/env`. */
  readonly facts?: Readonly<Record<string, string>>;
}

/** `assignment`: in a session they could start now. `residue`: only in one that lives on. */
export type CenterDecision = Decision & { readonly through?: 'assignment' | 'residue' };

export interface RoleSessionsOf {
  readonly user?: string;
  readonly account?: string;
  /** Both, if absent. */
  readonly live?: boolean;
}

export interface CenterAsking {
  /** Whether the portal offers them the role now. */
  readonly maySignIn: (wish: SignInWish) => boolean;
  /** As the portal does it: the credentials live as long as the permission set says. */
  readonly signIn: (wish: SignInWish) => AccessKey;
  readonly mayCenterUser: (question: CenterQuestion) => CenterDecision;
  readonly roleSessionsOf: (question?: RoleSessionsOf) => readonly SeenRoleSession[];
}

const NO: Decision = { allowed: false, why: 'ImplicitDeny', statement: undefined };

export function createCenterAsking(reach: CenterReach): CenterAsking {
  const offered = ({ user, account, permissionSet }: SignInWish) =>
    setsOf(reach, user, account).find(({ name }) => name === permissionSet);
  return {
    maySignIn: (wish) => offered(wish) !== undefined,
    signIn(wish) {
      const set = offered(wish);
      const session = set && sessionOf(reach, wish.account, set, wish.user, reach.agenda.now());
      if (session) return addRoleKey(reach.world, wish.account, session);
      throw new Error(`${wish.user} may not start ${wish.permissionSet} in ${wish.account}.`);
    },
    mayCenterUser: (question) => decisionOf(reach, question),
    roleSessionsOf: (question) => sessionsOf(reach, question),
  };
}

function sessionsOf(reach: CenterReach, { user, account, live }: RoleSessionsOf = {}) {
  return [...reach.world.keys.values()]
    .flatMap((key) => seenSession(reach, key))
    .filter((one) => (user ?? one.user) === one.user)
    .filter((one) => (account ?? one.account) === one.account)
    .filter((one) => (live ?? one.live) === one.live);
}

function decisionOf(reach: CenterReach, question: CenterQuestion): CenterDecision {
  const { user, account, action, resource, at, facts } = question;
  const atMs = at ?? reach.agenda.now();
  const place = reach.world.authorizing(account);
  const judged = (caller: Caller | undefined) =>
    caller ? judge(caller, action, resource, { ...timeFacts(atMs), ...facts }) : NO;

  const offered = setsOf(reach, user, account).map((set) => {
    const session = sessionOf(reach, account, set, user, atMs);
    return judged(session && sessionCaller(place, session));
  });
  const now = offered.find(({ allowed }) => allowed);
  if (now) return { ...now, through: 'assignment' };
  const lived = sessionsOf(reach, { user, account })
    .filter(({ endMs }) => atMs < endMs)
    .map(({ key }) => judged(callerOf(key, place)));
  const left = lived.find(({ allowed }) => allowed);
  if (left) return { ...left, through: 'residue' };
  return [...offered, ...lived].find(({ why }) => why === 'ExplicitDeny') ?? NO;
}
