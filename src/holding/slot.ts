/** The places at AWS that hold our word: what may stand in each, and the steps that change it. */

import type { Parameters, Purpose, ScheduleGroup } from '../catalog/automation.ts';
import type { NamedRole, Reach, RoleRef, Target } from '../catalog/target.ts';
import type { RequestId } from '../kernel/brand.ts';
import type { EpochMs } from '../kernel/time.ts';

/** Statements allowed from start (exclusive) to end (exclusive). */
export interface AllowWindow {
  readonly reach: readonly Reach[];
  readonly mfa: boolean;
  readonly startMs: EpochMs;
  readonly endMs: EpochMs;
}

/** Denied from an instant on. */
export interface Denial {
  readonly reach: readonly Reach[];
  readonly fromMs: EpochMs;
}

/** Where a fence stands: at the user, or at a role, scoped there to the person's sessions. */
export type FencePlace =
  | { readonly on: 'user' }
  | {
      readonly on: 'role';
      readonly role: RoleRef;
      readonly userid: string;
      readonly source?: string;
      readonly scope?: string;
    }
  /** Where nothing can be denied: EventBridge Scheduler takes it away, at the date or after it. */
  | { readonly on: 'schedule'; readonly in?: ScheduleGroup & { readonly region: string } };

export interface AllowSlot {
  readonly kind: 'allow';
  readonly windows: readonly AllowWindow[];
}
export interface MemberSlot {
  readonly kind: 'member';
  /** As `membershipOf` names it. */
  readonly group: string;
}
/** The time to live, for human readers of the console; it ends nothing. */
export interface TagSlot {
  readonly kind: 'tag';
  readonly group: string;
  /** By which a revoker without records finds it, whatever it is called by then. */
  readonly groupId?: string;
  readonly untilMs: EpochMs;
}
export interface FenceSlot {
  readonly kind: 'fence';
  readonly place: FencePlace;
  /** The target's key. */
  readonly target: string;
  readonly generation: number;
  readonly denials: readonly Denial[];
  /** What a schedule starts; without, it takes away the membership that its denial names. */
  readonly starts?: Pick<RunSlot, 'document' | 'version' | 'parameters'>;
}

/** AWS's own request, approved; taken away by revoking the approval. */
export interface AccessSlot extends AccessId {
  /** What is written at AWS beside it: by whom, and for which request of ours. */
  readonly note: string;
}

/** One run of a runbook: put, it is started, and never twice; removed, it is stopped. */
export interface RunSlot {
  readonly kind: 'run';
  /** The target's key. */
  readonly target: string;
  readonly purpose: Purpose;
  readonly generation: number;
  readonly grant: RequestId;
  readonly region: string;
  readonly document: string;
  readonly version: string;
  readonly parameters: Parameters;
  readonly alarm?: string;
}

export type Slot = AllowSlot | MemberSlot | TagSlot | FenceSlot | AccessSlot | RunSlot;

export type Step =
  | { readonly do: 'put'; readonly slot: Slot }
  | { readonly do: 'remove'; readonly id: SlotId };

/** Names a slot without its content. */
export type SlotId =
  | { readonly kind: 'allow' }
  | MemberId
  | { readonly kind: 'tag'; readonly group: string }
  | {
      readonly kind: 'fence';
      readonly place: FencePlace;
      readonly target: string;
      readonly generation: number;
    }
  | AccessId
  /** Never put, but by the holder: what the access opened, and may outlive it. */
  | SessionId
  | RunId;

export interface MemberId {
  readonly kind: 'member';
  readonly group: string;
  /** As found: the id of the group, where names can change, and its name now if that is another. */
  readonly groupId?: string;
  readonly as?: string;
}

export interface RunId extends Pick<RunSlot, 'kind' | 'target' | 'purpose' | 'generation'> {
  readonly region: string;
  /** As AWS calls it; none while that is not known. */
  readonly execution?: string;
}

export interface AccessId {
  readonly kind: 'access';
  readonly region: string;
  readonly opsItem: string;
  readonly execution: string;
  /** Of a removal as well; no part of the name. */
  readonly note?: string;
}

export interface SessionId {
  readonly kind: 'session';
  /** Where that is not the account of the holder. */
  readonly account?: string;
  readonly region: string;
  readonly session: string;
  readonly node: string;
  /** By its name; empty where AWS does not say. */
  readonly document: string;
  /** By AWS's clock; absent where it does not say. */
  readonly openedMs?: EpochMs;
}

/** A slot that was found at AWS, with the digest of what stands in it. */
export interface FoundSlot {
  readonly id: SlotId;
  readonly content: string;
}

export function slotName(slot: SlotId | Slot): string {
  switch (slot.kind) {
    case 'allow':
      return 'allow';
    case 'member':
    case 'tag':
      return `${slot.kind}:${slot.group}`;
    case 'access':
      return `access:${slot.opsItem}`;
    case 'session':
      return `session:${slot.region}:${slot.session}`;
    case 'run':
      return `run:${slot.target}:${slot.purpose}:${slot.generation}`;
    case 'fence':
      return `fence:${placeName(slot.place)}:${slot.target}:${slot.generation}`;
  }
}

export function placeName(place: FencePlace): string {
  if (place.on === 'role') return `role:${place.role.account}:${place.role.name}`;
  return place.on === 'schedule' && place.in ? `schedule:${place.in.region}` : place.on;
}

export function placeAtRole({ account, name, userid, source, scope }: NamedRole): FencePlace {
  const whose = { ...(source !== undefined && { source }), ...(scope !== undefined && { scope }) };
  return { on: 'role', role: { account, name }, userid, ...whose };
}

/** The slot's name alone, as a step of removal needs it. */
export function slotId(slot: Slot): SlotId {
  if (slot.kind === 'allow') return { kind: 'allow' };
  if (slot.kind === 'member' || slot.kind === 'tag') return { kind: slot.kind, group: slot.group };
  if (slot.kind === 'access') return slot;
  const { target, generation } = slot;
  if (slot.kind === 'run') {
    const { purpose, region } = slot;
    return { kind: 'run', target, purpose, generation, region };
  }
  const { place } = slot;
  return { kind: 'fence', place, target, generation };
}

/** Of a target in which a request of AWS's own is carried. */
export function accessSlot(lease: {
  readonly target: Target;
  readonly note?: string;
}): AccessSlot | undefined {
  const { target, note = '' } = lease;
  if (target.kind !== 'jitna' || !target.request) return undefined;
  const { opsItem, execution } = target.request;
  return { kind: 'access', region: target.region, opsItem, execution, note };
}
