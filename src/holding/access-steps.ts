/** Giving and taking the access itself, once the fences are where they should be. */

import { isPolicyKind, targetKey } from '../catalog/target.ts';
import { type AccessPlan, NOTHING, type Part } from './access-plan.ts';
import { planAdopted } from './adopted.ts';
import { isByHand, isChangedByHand } from './by-hand.ts';
import { reachesMeet } from './pairs.ts';
import { isLive } from './lease.ts';
import { isByUs, isForAnother, isTaken, mayBeMember, mayJoin, membersOf } from './members.ts';
import {
  allowSlot,
  contentOf,
  found,
  isExplained,
  isRight,
  isSettling,
  knownGroups,
  type Look,
} from './look.ts';
import { planRuns } from './plan-runs.ts';
import { planRequests } from './request-steps.ts';
import { openSessions } from './sessions.ts';
import { type MemberSlot, type Slot, slotName, slotId, type SlotId, type Step } from './slot.ts';

export function planAccess(look: Look, unready: ReadonlySet<string>): AccessPlan {
  const groups = planGroups(look, unready);
  const requests = planRequests(look, unready);
  const parts = [planAllow(look, unready), ...groups, ...requests, ...planAdopted(look)];
  const runs = planRuns(look, unready);
  const right = new Set([...parts.flatMap((part) => [...part.right]), ...runs.right]);
  return {
    takes: parts.flatMap((part) => part.takes),
    gives: [...parts.flatMap((part) => part.gives), ...runs.gives],
    ends: [...openSessions(look).map((id): Step => ({ do: 'remove', id })), ...runs.rest],
    settled: Object.assign({}, ...parts.map((part) => part.settled)) as Record<string, string>,
    right,
    sound: new Set([...right].filter((key) => isFree(look, key, unready))),
    strange: [...parts.flatMap((part) => part.strange), ...runs.strange],
    memory: runs.memory,
  };
}

function planAllow(look: Look, unready: ReadonlySet<string>): Part {
  const part = planDocument(look, unready);
  if (!look.pulled || part.strange.length > 0) return part;
  return { ...part, strange: [{ slot: { kind: 'allow' }, kind: look.pulled }] };
}

function planDocument(look: Look, unready: ReadonlySet<string>): Part {
  const keys = [...look.wanted.windows.keys()].filter((key) => isFenced(look, key, unready));
  const slot = allowSlot(look.wanted, keys);
  const standing = found(look, { kind: 'allow' });
  if (slot.windows.length === 0) return standing ? takeAllow(look) : NOTHING;
  if (isRight(look, slot)) {
    return { ...NOTHING, settled: { allow: contentOf(look, slot) }, right: new Set(keys) };
  }
  if (isSettling(look, slot)) return NOTHING;
  // It stood as we want it, and no call of ours explains that it no longer does.
  if (isChangedByHand(look, slot) && !ordered(look, slot, 'restore')) {
    const kind = standing ? 'tampered' : 'missing';
    const takes: Step[] = standing ? [{ do: 'remove', id: { kind: 'allow' } }] : [];
    return { ...NOTHING, takes, strange: [{ slot: slotId(slot), kind }] };
  }
  return { ...NOTHING, gives: [{ do: 'put', slot }] };
}

/** Our own name on it: what nobody wants is taken away, but by a store that knows nothing. */
function takeAllow(look: Look): Part {
  const { targets, lastGeneration } = look.holding;
  const isKnown =
    lastGeneration !== undefined || Object.values(targets).some(({ kind }) => isPolicyKind(kind));
  const id: SlotId = { kind: 'allow' };
  const takes: readonly Step[] = [{ do: 'remove', id }];
  if (isKnown || look.mayRemoveUnknown) return { ...NOTHING, takes };
  // An order to take it is kept until it is carried out.
  const isOrdered = ordered(look, { kind: 'allow', windows: [] }, 'remove');
  const strange: Part['strange'] = [{ slot: id, kind: 'unexpected' }];
  return { ...NOTHING, takes: isOrdered ? takes : [], strange };
}

/** Given already, or to be given behind fences that were read back. */
const isFenced = (look: Look, key: string, unready: ReadonlySet<string>): boolean =>
  leasesOf(look, key).some((one) => isLive(one, look.nowMs) && one.seenMs !== undefined) ||
  isFree(look, key, unready);

/** Own fences read back, and none still to be moved or to go that cuts the same access. */
function isFree(look: Look, key: string, unready: ReadonlySet<string>): boolean {
  const reachOf = (target: string) => leasesOf(look, target).flatMap(({ facts }) => facts.reach);
  const own = reachOf(key);
  return [...unready].every((other) => other !== key && !reachesMeet(reachOf(other), own));
}

const leasesOf = ({ holding }: Look, key: string) =>
  holding.leases.filter((lease) => targetKey(lease.target) === key);

function planGroups(look: Look, unready: ReadonlySet<string>): readonly Part[] {
  return [...knownGroups(look.holding)].map(([key, group]) =>
    look.wanted.groups.has(key)
      ? giveGroup(look, key, group, unready)
      : takeGroup(look, key, group),
  );
}

function giveGroup(look: Look, key: string, group: string, unready: ReadonlySet<string>): Part {
  const member: MemberSlot = { kind: 'member', group };
  const tag = look.wanted.groups.get(key)?.tag;
  const { own } = membersOf(look, key, group);
  // Neither given anew nor missing, until AWS says how it stands.
  if (mayBeMember(look, key, group)) return NOTHING;
  const gives: Step[] = [];
  // The tag first: a membership without one is access that no sweep can recognise as ours.
  if (tag && !isRight(look, tag) && !isSettling(look, tag)) gives.push({ do: 'put', slot: tag });
  const isThere = own.length > 0;
  if (isThere && !isTaken(look, group)) {
    const settled = { [slotName(member)]: contentOf(look, member) };
    const isRenamed = own.some(({ id }) => id.as !== undefined);
    const strange: Part['strange'] = isRenamed ? [{ slot: slotId(member), kind: 'renamed' }] : [];
    return { ...NOTHING, gives, settled, right: new Set([key]), strange };
  }
  if (!isFenced(look, key, unready) || isSettling(look, member)) return NOTHING;
  const mayBe = mayJoin(look, key);
  // Not by hand, whatever was settled before: it stands, and is only on its way out.
  if (isThere)
    return mayBe ? { ...NOTHING, gives: [...gives, { do: 'put', slot: member }] } : NOTHING;
  const isAnother = isForAnother(look, key);
  const isMeant = ordered(look, member, 'restore') || isAnother || isAskedAnew(look, key, member);
  // An order to put it back is kept until it can be carried out.
  if (isByHand(look, member) && !(mayBe && isMeant)) {
    return { ...NOTHING, strange: [{ slot: slotId(member), kind: 'missing' }] };
  }
  if (!mayBe) return NOTHING;
  // What was seen was the one before: of this one nothing was, and a call that is lost is repeated.
  const settled = isAnother ? { [slotName(member)]: '' } : {};
  return { ...NOTHING, settled, gives: [...gives, { do: 'put', slot: member }] };
}

/** Told as missing, and approved once more for somebody to whom it was not given yet. */
const isAskedAnew = (look: Look, key: string, slot: Slot): boolean =>
  look.holding.drift.some(({ slot: name }) => name === slotName(slot)) &&
  leasesOf(look, key).some((one) => isLive(one, look.nowMs) && one.seenMs === undefined);

function takeGroup(look: Look, key: string, group: string): Part {
  const member: MemberSlot = { kind: 'member', group };
  const tag: SlotId = { kind: 'tag', group };
  const isTagged = found(look, tag) !== undefined;
  const { own, others } = membersOf(look, key, group);
  const memory = look.holding.targets[key];
  const isGiven = memory?.touched === true && memory.removedMs === undefined;
  const isOurs = isTagged || isExplained(look, member) || isGiven;
  // Never given, or removed and proved, and there without our mark; or in another group that has
  // the name now: a human put them in. Not ours to take.
  const isStranger = (one: (typeof own)[number]) =>
    own.includes(one) ? !isOurs : !isByUs(look, key, one);
  const standing = [...own, ...others];
  // An order to take it is kept until it is carried out.
  const isOrdered = ordered(look, member, 'remove');
  const strange: Part['strange'] = standing.some(isStranger)
    ? [{ slot: slotId(member), kind: 'unexpected' }]
    : [];
  const left: SlotId[] = standing
    .filter((one) => isOrdered || !isStranger(one))
    .map(({ id }) => id);
  // Without its tag a membership could not be told to be ours: it goes last.
  const isOver = own.length === 0 && !mayBeMember(look, key, group);
  if (isTagged && isOver) left.push(tag);
  return { ...NOTHING, takes: left.map((id): Step => ({ do: 'remove', id })), strange };
}

const ordered = (look: Look, slot: Slot, order: 'restore' | 'remove'): boolean =>
  look.holding.drift.some((one) => one.slot === slotName(slot) && one.order === order);
