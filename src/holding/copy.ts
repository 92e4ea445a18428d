/**
 * What a holding does in a store that is an older copy of itself, until an operator has confirmed:
 * it gives nothing, and takes only what was ended since. The rest may have been renewed, or ended
 * already, and ends by its dates inside AWS.
 */

import { isPolicy, membershipOf, type Target, targetKey } from '../catalog/target.ts';
import type { EpochMs } from '../kernel/time.ts';
import type { DriftKind, TargetMemory } from './holding.ts';
import { isLive, type Lease } from './lease.ts';
import { isOf } from './sessions.ts';
import { allowSlot, found, isRight, knownGroups, type Look } from './look.ts';
import { accessSlot, type Slot, type SlotId, slotName, type Step } from './slot.ts';

type Memory = Readonly<Record<string, TargetMemory>>;

/** Of the steps that a store in order would take, those that a copy may. */
export function stepsOfCopy(look: Look, planned: readonly Step[]): readonly Step[] {
  const ended = endedSince(look);
  const keys = new Set(ended.map(({ target }) => targetKey(target)));
  const groups = new Set(ended.flatMap(({ target }) => membershipOf(target) ?? []));
  const isAllowed = ended.some(({ target }) => isPolicy(target));
  const isMeant = (slot: Slot | SlotId): boolean => {
    if (slot.kind === 'fence') return keys.has(slot.target);
    // What another opens by itself may be held by what was lost.
    if (slot.kind === 'session') return ended.some((lease) => isOf(look.holding, lease, slot));
    if (slot.kind === 'access') {
      return ended.some((lease) => accessSlot(lease)?.opsItem === slot.opsItem);
    }
    if (slot.kind === 'run') return keys.has(slot.target);
    return slot.kind === 'allow' ? isAllowed : groups.has(slot.group);
  };
  const steps = planned.flatMap((step): readonly Step[] => {
    const slot = step.do === 'put' ? step.slot : step.id;
    if (!isMeant(slot)) return [];
    if (step.do === 'remove' || slot.kind === 'fence' || slot.kind === 'run') return [step];
    // The one document cannot be narrowed by what a copy believes of the other grants in it.
    return slot.kind === 'allow' && found(look, slot) ? [takeAway({ kind: 'allow' })] : [];
  });
  const orders = strangeToCopy(look).filter(({ slot }) => isOrdered(look, slot));
  const names = new Set(steps.map((step) => (step.do === 'remove' ? slotName(step.id) : '')));
  const more = orders.filter(({ slot }) => !names.has(slotName(slot)));
  return [...steps, ...more.map(({ slot }) => takeAway(slot))];
}

/**
 * What is remembered of a target changes only where something is done about it. But what has begun
 * by now may have been given by what was lost: of a group its mark says so.
 */
export function memoryOfCopy(look: Look, planned: Memory): Memory {
  const { leases, targets } = look.holding;
  const keys = endedSince(look).map(({ target }) => targetKey(target));
  const changed = Object.entries(planned).filter(([key]) => keys.includes(key));
  const begun = leases.filter(
    ({ startMs, report, target }) =>
      startMs <= look.nowMs &&
      report.state !== 'ended' &&
      (isPolicy(target) || isMarked(look, target)),
  );
  const given = begun.flatMap(({ target, startMs }): [string, TargetMemory][] => {
    const key = targetKey(target);
    const memory = targets[key];
    return memory ? [[key, asGiven(memory, startMs)]] : [];
  });
  return { ...targets, ...Object.fromEntries([...given, ...changed]) };
}

/** A proof of before it began says nothing. */
function asGiven(memory: TargetMemory, startMs: EpochMs): TargetMemory {
  const { cleanMs, cleanBy, removedMs = cleanMs, retiringMs, ...rest } = memory;
  const isSince = removedMs === undefined || removedMs >= startMs;
  return { ...(isSince ? memory : rest), touched: true };
}

function isMarked(look: Look, target: Target): boolean {
  const group = membershipOf(target);
  return group !== undefined && found(look, { kind: 'tag', group }) !== undefined;
}

/** What stands at AWS and is not as this store believes: reported, for a person to judge. */
export function strangeToCopy(
  look: Look,
): readonly { readonly slot: SlotId; readonly kind: DriftKind }[] {
  const { wanted } = look;
  const allow = allowSlot(wanted, [...wanted.windows.keys()]);
  const members = [...knownGroups(look.holding)]
    .filter(([key]) => !wanted.groups.has(key))
    .map(([, group]): SlotId => ({ kind: 'member', group }));
  const slots: readonly SlotId[] = isRight(look, allow) ? members : [{ kind: 'allow' }, ...members];
  return slots
    .flatMap((slot) => found(look, slot)?.id ?? [])
    .map((slot) => ({ slot, kind: 'unexpected' }));
}

const endedSince = ({ holding, copySinceMs = Infinity, nowMs }: Look): readonly Lease[] =>
  holding.leases.filter((lease) => (lease.orderedMs ?? 0) >= copySinceMs && !isLive(lease, nowMs));

const takeAway = (id: SlotId): Step => ({ do: 'remove', id });

const isOrdered = ({ holding }: Look, slot: SlotId): boolean =>
  holding.drift.some((one) => one.slot === slotName(slot) && one.order === 'remove');
