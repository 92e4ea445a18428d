/**
 * Fences first: a new generation where the content differs, the older one away only after the
 * newer was read back, a missing one returned under a new name.
 */

import { targetKey } from '../catalog/target.ts';
import { samePlace, type WantedFence } from './fences.ts';
import type { TargetMemory } from './holding.ts';
import {
  contentOf,
  found,
  isSettling,
  isUnread,
  knownGroups,
  type Look,
  wasSettled,
} from './look.ts';
import { isLeft } from './members.ts';
import {
  type FenceSlot,
  type FoundSlot,
  placeName,
  type SlotId,
  type Step,
  slotId,
  slotName,
} from './slot.ts';

export interface FencePlan {
  readonly puts: readonly Step[];
  readonly removals: readonly Step[];
  /** Target keys of which a fence is still to be put, or an older one still to go. */
  readonly unready: ReadonlySet<string>;
  /** Fences that stood as wanted and are gone, by no call of ours. */
  readonly lost: readonly SlotId[];
  /** Names of fences seen as wanted, with their content. */
  readonly settled: Readonly<Record<string, string>>;
  readonly memory: Readonly<Record<string, TargetMemory>>;
  readonly unknown: readonly FoundSlot[];
}

type FenceId = Extract<SlotId, { kind: 'fence' }>;
const fencesFound = (look: Look): readonly (FoundSlot & { id: FenceId })[] =>
  look.seen.found.filter((one): one is FoundSlot & { id: FenceId } => one.id.kind === 'fence');

export function planFences(look: Look): FencePlan {
  const memory: Record<string, TargetMemory> = { ...look.holding.targets };
  const unready = new Set<string>();
  const puts: Step[] = [];
  const removals: Step[] = [];
  const settled: Record<string, string> = {};
  const lost: SlotId[] = [];
  for (const fence of look.wanted.fences) {
    if (fence.isKept) continue;
    if (isUnread(look, fence.place)) {
      unready.add(fence.target);
      continue;
    }
    const standing = fencesFound(look)
      .filter((one) => one.id.target === fence.target && samePlace(one.id.place, fence.place))
      .sort((left, right) => right.id.generation - left.id.generation);
    const [newest, ...older] = standing;
    const slot = newest && slotOf(fence, newest.id.generation);
    if (newest && slot && newest.content === contentOf(look, slot)) {
      settled[nameOf(slot)] = newest.content;
      removals.push(...older.map((one): Step => ({ do: 'remove', id: one.id })));
      if (older.length > 0) unready.add(fence.target);
      continue;
    }
    unready.add(fence.target);
    // Read back, and not there a moment later: one read of several may be older than the others.
    if (!newest && isJustPut(look, fence)) continue;
    const next = nextGeneration(look, fence, memory[fence.target]);
    const isLost = newest ? isRewritten(look, newest) : wasLost(look, fence);
    if (next.isNew && isLost) lost.push(newest?.id ?? slotId(next.slot));
    if (next.isNew) memory[fence.target] = withFence(memory[fence.target], fence, next.slot);
    if (next.send) puts.push({ do: 'put', slot: next.slot });
  }
  const stray = strays(look);
  removals.push(...stray.known.map((one): Step => ({ do: 'remove', id: one.id })));
  for (const { id } of stray.known) if (id.kind === 'fence') unready.add(id.target);
  return { puts, removals, unready, lost, settled, memory, unknown: stray.unknown };
}

const slotOf = (fence: WantedFence, generation: number): FenceSlot => ({
  kind: 'fence',
  ...fence,
  generation,
});
const nameOf = (slot: FenceSlot) =>
  `fence:${placeName(slot.place)}:${slot.target}:${slot.generation}`;

/** A generation never changes: what says another thing than it said was written by another hand. */
const isRewritten = ({ holding }: Look, { id, content }: FoundSlot): boolean =>
  (holding.settled[slotName(id)] ?? content) !== content;

/** Seen already, so nothing is sent again; put so short a while ago that a read may not show it. */
const isJustPut = (look: Look, fence: WantedFence): boolean =>
  look.holding.attempts.some(({ step }) => {
    if (step.do !== 'put' || step.slot.kind !== 'fence') return false;
    const { slot } = step;
    const isIts = slot.target === fence.target && samePlace(slot.place, fence.place);
    return isIts && wasSettled(look, slot) && isSettling(look, slotOf(fence, slot.generation));
  });

/** It was read back before, and no removal of ours is on record. */
function wasLost({ holding }: Look, { place, target }: WantedFence): boolean {
  const prefix = `fence:${placeName(place)}:${target}:`;
  const removed = holding.attempts.flatMap(({ step }) =>
    step.do === 'remove' ? [slotName(step.id)] : [],
  );
  return Object.keys(holding.settled).some(
    (name) => name.startsWith(prefix) && !removed.includes(name),
  );
}

/** The generation last sent again if it says the same and was never seen; else a new one. */
function nextGeneration(look: Look, fence: WantedFence, memory: TargetMemory | undefined) {
  const last = look.holding.attempts.findLast(
    ({ step }) =>
      step.do === 'put' &&
      step.slot.kind === 'fence' &&
      step.slot.target === fence.target &&
      samePlace(step.slot.place, fence.place),
  );
  const sent = last?.step.do === 'put' && last.step.slot.kind === 'fence' ? last.step.slot : null;
  // In a store that was set back, AWS may hold later generations than it remembers.
  const taken = fencesFound(look)
    .filter(({ id }) => id.target === fence.target)
    .map(({ id }) => id.generation);
  const fresh = slotOf(fence, Math.max(memory?.generation ?? 0, ...taken) + 1);
  if (!sent || contentOf(look, sent) !== contentOf(look, fresh) || wasSettled(look, sent)) {
    return { slot: fresh, isNew: true, send: true };
  }
  return { slot: sent, isNew: false, send: !isSettling(look, sent) };
}

function withFence(memory: TargetMemory | undefined, fence: WantedFence, slot: FenceSlot) {
  const known = memory?.places ?? [];
  const places = known.some((place) => samePlace(place, fence.place))
    ? known
    : [...known, fence.place];
  const base = memory ?? { kind: 'iam-policy' as const, holdMs: 0 };
  return { ...base, touched: true, places, generation: slot.generation };
}

/** Fences that stand where none is wanted: ours to remove when we know the target. */
function strays(look: Look): { known: readonly FoundSlot[]; unknown: readonly FoundSlot[] } {
  const unwanted = fencesFound(look).filter(
    ({ id }) =>
      !look.wanted.fences.some(
        (fence) => fence.target === id.target && samePlace(fence.place, id.place),
      ),
  );
  // Of an unknown target nobody can say what it ends: it stays, unless an operator names it.
  const isKnown = ({ id }: { id: FenceId }) => look.holding.targets[id.target] !== undefined;
  const isOrdered = ({ id }: { id: FenceId }) =>
    look.holding.drift.some(({ slot, order }) => slot === slotName(id) && order === 'remove');
  const isOver = (one: FoundSlot & { id: FenceId }) => isKnown(one) && !isNeeded(look, one.id);
  return {
    known: unwanted.filter((one) => isOver(one) || isOrdered(one)),
    unknown: unwanted.filter((one) => !isKnown(one) && found(look, one.id) !== undefined),
  };
}

/** What it is booked to take away stands, or may: nothing else may end that, whoever gave it. */
function isNeeded(look: Look, { place, target }: FenceId): boolean {
  if (place.on !== 'schedule') return false;
  const { leases, targets } = look.holding;
  const group = knownGroups(look.holding).get(target);
  if (group !== undefined) {
    return !isLeft(look, group) && found(look, { kind: 'member', group }) !== undefined;
  }
  // What a runbook gave is in no look, and what nobody leases any more is not looked for.
  const isLeased = leases.some((lease) => targetKey(lease.target) === target);
  return !isLeased || targets[target]?.touched !== true;
}
