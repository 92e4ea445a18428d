/** One look at AWS, beside what is wanted: the ground on which the next steps are decided. */

import { membershipOf, type TargetFacts, targetKey } from '../catalog/target.ts';
import type { Answer } from '../kernel/refusal.ts';
import { type EpochMs, MINUTE, SECOND } from '../kernel/time.ts';
import type { Holder } from '../request/request.ts';
import type { Attempt, DriftKind, Holding } from './holding.ts';
import { isLive } from './lease.ts';
import type { SeenRun } from './run.ts';
import {
  type AllowSlot,
  type FencePlace,
  type FoundSlot,
  placeName,
  type Slot,
  type SlotId,
  type Step,
  slotName,
} from './slot.ts';
import { type Wanted, wantedNow } from './wanted.ts';

/** What was read of one principal. */
export interface Seen {
  readonly principal: 'present' | 'gone' | 'replaced';
  readonly found: readonly FoundSlot[];
  readonly facts: Readonly<Record<string, Answer<TargetFacts>>>;
  readonly named?: Readonly<Record<string, Pick<TargetFacts, 'reach' | 'groupId'>>>;
  readonly owner?: string;
  readonly unread?: Unread;
  /** Regions where more sessions may be open than those that were found. */
  readonly listed?: readonly string[];
  /** Places at roles that are no more: nobody is in a session there. */
  readonly rolesGone?: readonly string[];
  /** Runs of runbooks that were asked for and are there. */
  readonly runs?: readonly SeenRun[];
}

/** Unknown means no: nothing is given on the word of it, and nothing is said to be gone. */
export interface Unread {
  /** Keys of targets of which it is not known what they lead to. */
  readonly targets: readonly string[];
  /** Places in which sessions may be open, as `sessionPlace` names them. */
  readonly sessions: readonly string[];
  /** Names of runs of which it is not known what became of them. */
  readonly runs?: readonly string[];
  /** Names of places at roles: whatever fences stand there. */
  readonly places?: readonly string[];
  /** Groups and assignments that may be about to stand, though they were not found. */
  readonly members?: readonly string[];
}

export interface Look {
  readonly holding: Holding;
  readonly seen: Seen;
  readonly nowMs: EpochMs;
  /** The replica that looks, by whose clock `nowMs` is; undefined where there is but one. */
  readonly observer?: string | undefined;
  readonly isClockWrong?: boolean;
  readonly wanted: Wanted;
  readonly content: (holder: Holder, slot: Slot) => string;
  /** Set once judged: the one allowing document says just what is wanted. */
  readonly allowIsRight?: boolean;
  /** Set when somebody pulled policies out by hand: they are not among the wanted windows. */
  readonly pulled?: DriftKind;
  /** False until an operator has confirmed what an empty or restored store does not know. */
  readonly mayRemoveUnknown: boolean;
  /** Set while this store is an older copy of itself that no operator has confirmed. */
  readonly copySinceMs?: EpochMs | undefined;
}

export function look(input: Omit<Look, 'wanted'>): Look {
  const wanted = wantedNow(input.holding, input.nowMs);
  if (input.seen.principal === 'present') return withoutPulled({ ...input, wanted });
  // At a user that is no more nothing can be put.
  const fences = wanted.fences.filter(({ place }) => place.on === 'role');
  return { ...input, wanted: { ...wanted, fences } };
}

/** One document for all policies: what was pulled out of it does not come back with others. */
function withoutPulled(look: Look): Look {
  const { holding, nowMs, wanted } = look;
  const drift = holding.drift.find(
    ({ slot, kind, order }) => slot === 'allow' && kind !== 'unexpected' && order !== 'restore',
  );
  if (!drift || isRight(look, allowSlot(wanted, [...wanted.windows.keys()]))) return look;
  const isPulled = (key: string) =>
    holding.leases
      .filter((lease) => isLive(lease, nowMs) && targetKey(lease.target) === key)
      .every(({ seenMs }) => seenMs !== undefined && seenMs < drift.foundMs);
  const windows = new Map([...wanted.windows].filter(([key]) => !isPulled(key)));
  if (windows.size === wanted.windows.size) return look;
  return { ...look, wanted: { ...wanted, windows }, pulled: drift.kind };
}

/** The one allowing document, with the windows of these targets. */
export function allowSlot(wanted: Wanted, keys: readonly string[]): AllowSlot {
  return {
    kind: 'allow',
    windows: keys.toSorted().flatMap((key) => wanted.windows.get(key) ?? []),
  };
}

/** After a 200 that the read-back does not show yet, so long before it is written again. */
export const SETTLING_MS = 15 * SECOND;
const EXPLAINS_MS = MINUTE;
/** By then AWS refuses the signature of a call that was never answered. */
export const UNANSWERED_MS = 20 * MINUTE;

export const found = (look: Look, slot: SlotId): FoundSlot | undefined =>
  look.seen.found.find((one) => slotName(one.id) === slotName(slot));

/** Whatever stands there stands: nothing of it is missing, and nothing of it is seen to be gone. */
export const isUnread = ({ seen }: Look, place: FencePlace): boolean =>
  seen.unread?.places?.includes(placeName(place)) ?? false;

export const contentOf = (look: Look, slot: Slot): string =>
  look.content(look.holding.holder, slot);

/** What stands is what is wanted. */
export const isRight = (look: Look, slot: Slot): boolean =>
  found(look, slot)?.content === contentOf(look, slot);

const nameOf = (attempt: Attempt): string =>
  slotName(attempt.step.do === 'put' ? attempt.step.slot : attempt.step.id);

/** Put with a 200 a moment ago: what is read may be older. */
export const isSettling = (look: Look, slot: Slot): boolean =>
  look.holding.attempts.some(
    (attempt) =>
      attempt.step.do === 'put' &&
      attempt.answer === 'done' &&
      nameOf(attempt) === slotName(slot) &&
      contentOf(look, attempt.step.slot) === contentOf(look, slot) &&
      look.nowMs - (attempt.answeredMs ?? attempt.sentMs) < SETTLING_MS,
  );

/** Taken with a 200 a moment ago, and nothing put since: what is read may be older than that. */
export function isGoing(look: Look, step: Step): boolean {
  if (step.do === 'put') return false;
  const last = look.holding.attempts.findLast((attempt) => nameOf(attempt) === slotName(step.id));
  return (
    last?.step.do === 'remove' &&
    last.answer === 'done' &&
    look.nowMs - (last.answeredMs ?? last.sentMs) < SETTLING_MS
  );
}

/**
 * AWS takes it still, or may have taken it since the last look: a bot that slept cannot tell, so
 * what was never answered counts for one look more.
 */
export const isRecent = ({ holding, nowMs }: Look, sentMs: EpochMs): boolean =>
  Math.min(nowMs, holding.lastLookMs ?? nowMs) - sentMs < UNANSWERED_MS;

export const mayHaveLanded = (look: Look, { answer, sentMs }: Attempt): boolean =>
  answer ? look.nowMs - sentMs < EXPLAINS_MS : isRecent(look, sentMs);

/** A call of our own may have made this difference: sent a minute ago, or never answered. */
export const isExplained = (look: Look, slot: SlotId): boolean =>
  look.holding.attempts.some(
    (attempt) => nameOf(attempt) === slotName(slot) && mayHaveLanded(look, attempt),
  );

/**
 * Of what was taken: no call that puts just this is why it is not there. What stands as a call of
 * ours put it explains itself, whenever that was: clocks apart may want two things.
 */
export const isUndone = (look: Look, slot: Slot): boolean => {
  const standing = found(look, slot)?.content;
  return look.holding.attempts.some((attempt) => {
    if (nameOf(attempt) !== slotName(slot)) return false;
    if (attempt.step.do === 'remove') return mayHaveLanded(look, attempt);
    const put = contentOf(look, attempt.step.slot);
    return put !== contentOf(look, slot) && (put === standing || mayHaveLanded(look, attempt));
  });
};

export const wasSettled = (look: Look, slot: Slot): boolean =>
  look.holding.settled[slotName(slot)] === contentOf(look, slot);

/** What leases of this holding join, by target key. */
export function knownGroups(holding: Holding): ReadonlyMap<string, string> {
  const groups = new Map<string, string>();
  for (const { target } of holding.leases) {
    const group = membershipOf(target);
    if (group !== undefined) groups.set(targetKey(target), group);
  }
  return groups;
}
