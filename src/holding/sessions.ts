/** Sessions of Session Manager: which of them only access opened that is over, and were ended. */

import {
  isSsm,
  type JitnaTarget,
  opensSessions,
  type RoleRef,
  type SsmTarget,
  type Target,
  targetKey,
} from '../catalog/target.ts';
import { type EpochMs, MINUTE, SECOND } from '../kernel/time.ts';
import type { Holding } from './holding.ts';
import { isLive, type Lease } from './lease.ts';
import type { Look } from './look.ts';
import type { SessionId } from './slot.ts';
import { areTokensOut, isWatchedForTokens } from './tokens.ts';

/** Whether access to this target, by itself, lets somebody open this session. */
const opens = (target: Target, session: SessionId): boolean =>
  isWhere(target, session) && isItsNode(target, session) && isItsDocument(target, session);

/**
 * Whether it may have had a part in this session: AWS asks for node and document apart, so one of
 * them comes from here, and the other perhaps from rights that the holder has anyway.
 */
export function mayHaveHelped(target: Target, session: SessionId): boolean {
  if (!isSsm(target) || !isWhere(target, session)) return opens(target, session);
  // An access role lets in what its session was told, and nothing else. Of a session whose document
  // AWS does not name, the node alone says whose it is.
  const isUnnamed = session.document === '';
  if (target.through || isUnnamed) {
    return isItsNode(target, session) && (isUnnamed || isItsDocument(target, session));
  }
  return target.nodes.includes(session.node) || isItsDocument(target, session);
}

const isWhere = (target: Target, { account, region }: SessionId): boolean =>
  opensSessions(target) && throughOf(target)?.account === account && target.region === region;
const isItsDocument = (target: Target, { document }: SessionId): boolean =>
  !isSsm(target) || target.document === document;
const isItsNode = (target: Target, { node }: SessionId): boolean =>
  opensSessions(target) && (target.nodes.length === 0 || target.nodes.includes(node));

/**
 * Still open though nobody may have them. What the holder opens by other rights alone, through a
 * document and to a node of no lease of ours, is none of our business.
 * @param key of one target alone; of all when absent.
 */
export function openSessions(look: Look, key?: string): readonly SessionId[] {
  const { holding, nowMs, wanted } = look;
  const live = holding.leases.filter((lease) => isLive(lease, nowMs));
  const over = holding.leases.filter(({ target, startMs }) => {
    const own = targetKey(target);
    return startMs <= nowMs && !wanted.targets.has(own) && (key === undefined || own === key);
  });
  // What live access has helped to open is ended with that, whatever else had a part in it.
  const isHelped = (session: SessionId) => live.some((one) => hasHelped(one, session));
  const isOver = (session: SessionId) =>
    over.some((one) => hasOpened(look, one, session)) ||
    (!isHelped(session) && over.some((one) => hasLetIn(look, one, session)));
  const isHeld = (session: SessionId) =>
    live.some((one) => isGiven(look, one) && opens(one.target, session));
  return look.seen.found
    .flatMap(({ id }) => (id.kind === 'session' ? [id] : []))
    .filter((session) => isOver(session) && !isHeld(session));
}

/** Or perhaps given, by a store that was set back. */
const isGiven = ({ holding, copySinceMs }: Look, { target, seenMs }: Lease): boolean =>
  holding.targets[targetKey(target)]?.touched === true ||
  seenMs !== undefined ||
  copySinceMs !== undefined;

/** By the clock that saw it stand, which may be behind the one that saw the session begin. */
const BEHIND_MS = 30 * SECOND;
const hasHelped = ({ target, seenMs = Infinity }: Lease, session: SessionId): boolean =>
  mayHaveHelped(target, session) &&
  (session.openedMs === undefined || session.openedMs >= seenMs + BEHIND_MS);

/** By itself; but not once it was proved to be gone, unless with a token that AWS gave before. */
function hasOpened({ holding }: Look, { target }: Lease, session: SessionId): boolean {
  const { touched, removedMs, withdrawnMs } = holding.targets[targetKey(target)] ?? {};
  const isClosed = isSsm(target) && removedMs !== undefined && withdrawnMs !== undefined;
  if (!touched || (isClosed && !wasOpenedBy(removedMs, session))) return false;
  return opens(target, session);
}

/**
 * Opened while this lease could have a part in it. What is opened after that is opened by other
 * rights alone, as often as its holder likes.
 */
function hasLetIn({ holding, ...look }: Look, lease: Lease, session: SessionId): boolean {
  const memory = holding.targets[targetKey(lease.target)];
  if (!memory?.touched || memory.removedMs !== undefined) return false;
  // By a clock that is wrong nobody knows what came after.
  const { withdrawnMs = look.isClockWrong ? Infinity : look.nowMs } = memory;
  return wasOpenedBy(withdrawnMs, session) && mayHaveHelped(lease.target, session);
}

/** Clocks are apart, and word of what was taken away travels. */
const ASIDE_MS = 2 * MINUTE;
const wasOpenedBy = (untilMs: EpochMs, { openedMs }: SessionId): boolean =>
  openedMs === undefined || openedMs <= untilMs + ASIDE_MS;

/** They could not be read where this target opens them, or not all of them. */
export const mayHaveSessions = ({ holding, seen }: Look, key: string): boolean =>
  holding.leases.some(
    ({ target }) =>
      opensSessions(target) &&
      targetKey(target) === key &&
      [...(seen.unread?.sessions ?? []), ...(seen.listed ?? [])].includes(sessionPlace(target)),
  );

/** What it opened by itself, or had a part in where nothing else of ours did it by itself. */
export const isOf = ({ leases }: Holding, { target }: Lease, session: SessionId): boolean =>
  opens(target, session) ||
  (mayHaveHelped(target, session) && !leases.some((one) => opens(one.target, session)));

/** Ended by calls of ours that are still on record: what was before it is another's. */
export function endedSessions({ holding, nowMs }: Look, lease: Lease): readonly SessionId[] {
  const { removedMs = nowMs, withdrawnMs = removedMs } =
    holding.targets[targetKey(lease.target)] ?? {};
  const isIts = (session: SessionId): boolean =>
    isOf(holding, lease, session) &&
    (opens(lease.target, session) || wasOpenedBy(withdrawnMs, session));
  const ended = holding.attempts.flatMap(({ answer, sentMs, step }) =>
    answer === 'done' &&
    sentMs >= lease.startMs &&
    step.do === 'remove' &&
    step.id.kind === 'session' &&
    isIts(step.id)
      ? [step.id]
      : [],
  );
  return [...new Map(ended.map((one) => [one.session, one])).values()];
}

const throughOf = (target: SsmTarget | JitnaTarget): RoleRef | undefined =>
  isSsm(target) ? target.through : undefined;

/** Sessions of an access role, in a Region of its account. */
export interface Through {
  readonly role: RoleRef;
  readonly region: string;
}

/** As it is said of a place that it could not be read: a Region, in another account with that. */
export const sessionPlace = (target: SsmTarget | JitnaTarget): string => {
  const role = throughOf(target);
  return role ? throughName({ role, region: target.region }) : target.region;
};
export const throughName = ({ role, region }: Through): string => `${region} ${role.account}`;

/**
 * Where sessions may be open that are to be ended: until it is proved that none is, and that no
 * token is left that could open one.
 */
export function sessionRegions(holding: Holding, nowMs: EpochMs): readonly string[] {
  const here = mayHaveOpened(holding, nowMs).filter((target) => !throughOf(target));
  return [...new Set(here.map(({ region }) => region))];
}

/** Of those, where all else is proved: what is looked for there is what a token may open yet. */
export function watchedRegions(holding: Holding, nowMs: EpochMs): readonly string[] {
  const isWatched = (target: Target): boolean => {
    const memory = holding.targets[targetKey(target)];
    return memory !== undefined && isWatchedForTokens(memory);
  };
  const open = mayHaveOpened(holding, nowMs).filter((target) => !isWatched(target));
  const more = new Set(open.map(({ region }) => region));
  return sessionRegions(holding, nowMs).filter((region) => !more.has(region));
}

/** Where they may be in other accounts. */
export function sessionsThrough(holding: Holding, nowMs: EpochMs): readonly Through[] {
  const there = mayHaveOpened(holding, nowMs).flatMap((target): Through[] => {
    const role = throughOf(target);
    return role ? [{ role, region: target.region }] : [];
  });
  return [...new Map(there.map((one) => [throughName(one), one])).values()];
}

function mayHaveOpened({ leases, targets }: Holding, nowMs: EpochMs) {
  const over = leases.filter((lease) => !isLive(lease, nowMs) && lease.startMs <= nowMs);
  return over
    .map(({ target }) => target)
    .filter(opensSessions)
    .filter((target) => {
      const memory = targets[targetKey(target)];
      if (!memory?.touched) return false;
      return memory.removedMs === undefined || areTokensOut(memory);
    });
}
