/** The questions a test or the demo asks about nodes: may they, and who is on one at all? */

import type { Decision } from './authorizer.ts';
import { type Caller, callerOf, userCaller } from './caller.ts';
import type { SsmOptions } from './ssm-call.ts';
import type { Places } from './ssm-places.ts';
import { startDecision } from './ssm-permission.ts';
import { openSession, type Start } from './ssm-sessions.ts';
import { endOf, type SsmSession } from './ssm-types.ts';

interface Whose {
  /** Of the caller and of the node: nobody starts a session into another account. */
  readonly account: string;
  readonly region: string;
  readonly node: string;
  readonly user?: string;
  /** The access key id of a role session, in place of a user. */
  readonly sessionKey?: string;
  readonly document?: string;
  readonly mfa?: boolean;
}

export interface MayStartSession extends Whose {
  /** Asked for this instant; what is written by now counts. The stand-in's clock if absent. */
  readonly at?: number;
}

export type StartingSession = Whose & Pick<Start, 'reason' | 'parameters' | 'accessType'>;

export interface SessionsOf {
  readonly account: string;
  readonly region?: string;
  /** An ARN, or the name at its end. */
  readonly owner?: string;
  readonly node?: string;
  /** Both, if absent. */
  readonly live?: boolean;
}

export interface SeenSession extends SsmSession {
  readonly live: boolean;
  /** When it ended or will end by itself; Infinity if nothing would end it. */
  readonly endMs: number;
}

export interface SsmAsking {
  /** The authorizer's word, whether or not the node is there to answer. */
  readonly mayStartSession: (question: MayStartSession) => Decision;
  /** As the console does it for whoever is signed in there, with or without a device. */
  readonly startSession: (wish: StartingSession) => SsmSession;
  /** As they are, whatever lists tell yet; the newest first. */
  readonly sessionsOf: (question: SessionsOf) => readonly SeenSession[];
}

const NO: Decision = { allowed: false, why: 'ImplicitDeny', statement: undefined };

export function createSsmAsking(options: SsmOptions, places: Places): SsmAsking {
  const { world, now } = options;

  function callerFor({ account, user, sessionKey }: Whose, atMs: number): Caller | undefined {
    if (user !== undefined) return userCaller(world.authorizing(account), user);
    const key = world.keys.get(sessionKey ?? '');
    if (key?.holder.kind !== 'role' || key.account !== account) return undefined;
    if (atMs >= key.holder.session.expiresAtMs) return undefined;
    return callerOf(key, world.authorizing(account));
  }

  return {
    mayStartSession({ at, ...question }) {
      const atMs = at ?? now();
      const caller = callerFor(question, atMs);
      if (!caller) return NO;
      const place = places.of(question.account, question.region);
      const { resource: _, ...decision } = startDecision(caller, place, { ...question, atMs });
      return decision;
    },
    startSession(wish) {
      const caller = callerFor(wish, now());
      if (!caller) throw new Error(`There is no ${wish.user ?? wish.sessionKey ?? 'nobody'}.`);
      const place = places.of(wish.account, wish.region);
      return openSession(options, place, caller, { ...wish, atMs: now() });
    },
    sessionsOf({ account, region, owner, node, live }) {
      return places
        .all()
        .filter((place) => place.account === account && (region ?? place.region) === place.region)
        .flatMap(({ sessions }) => [...sessions.values()].toReversed())
        .map((session) => ({ ...session, endMs: endOf(session), live: endOf(session) > now() }))
        .filter((one) => owner === undefined || isOf(one, owner))
        .filter((one) => node === undefined || one.node === node)
        .filter((one) => live === undefined || one.live === live);
    },
  };
}

const isOf = ({ owner }: SsmSession, name: string) => owner === name || owner.endsWith(`/${name}`);
