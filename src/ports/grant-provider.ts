/**
 * What the core asks of AWS for one principal. Slots say what should stand; the provider alone
 * knows what documents and calls that means.
 *
 * Promises, checked by test/contract/grant-provider.ts:
 *  - `apply` is idempotent and exactly one AWS write; it succeeds when a removal finds nothing;
 *  - `content` of a slot equals `content` of the found slot when AWS holds what was put;
 *  - a rejected promise means "unknown, try again"; whatever is final is a returned value;
 *  - nothing without this installation's mark is ever removed, but for an ordered `member`.
 */

import type { JitnaTarget, Target } from '../catalog/target.ts';
import type { TargetFacts } from '../holding/lease.ts';
import type { Unread } from '../holding/look.ts';
import type { Run, SeenRun } from '../holding/run.ts';
import type { Through } from '../holding/sessions.ts';
import type { FencePlace, FoundSlot, Slot, SlotId, Step } from '../holding/slot.ts';
import type { PrincipalRef } from '../kernel/person.ts';
import type { Answer, Refusal } from '../kernel/refusal.ts';
import type { EpochMs } from '../kernel/time.ts';
import type { Holder } from '../request/request.ts';
import type { Facts } from './target-reader.ts';

/** What somebody holds, or asks for in the same breath. */
export interface Beside {
  readonly target: Target;
  readonly facts: TargetFacts;
  /** What people call it; absent in what is asked for together. */
  readonly entitlement?: string;
}

/** Before an approver is asked: would it fit, is it safe, can it be fenced? Reads only. */
export interface PreflightOrder {
  readonly principal: PrincipalRef;
  readonly target: Target;
  /** What is leased already, and from whom; the budget is computed with these. */
  readonly others: readonly Beside[];
  /** True when a live lease of ours explains that the access is there. */
  readonly held: boolean;
  readonly signal: AbortSignal;
}

export interface Preflight {
  readonly holder: Holder;
  readonly facts: TargetFacts;
  /** As it is granted: nodes that were chosen by a tag are bound by their ids. */
  readonly target: Target;
}

export interface ObserveOrder {
  readonly holder: Holder;
  /** Targets whose policies are read anew. */
  readonly targets: readonly Target[];
  /** Keys of those that are about to be given: what their roles lead to is read too. */
  readonly giving?: readonly string[];
  /** Groups whose membership matters. */
  readonly groups: readonly string[];
  /** Ids that these were bound to at the ask, by which they are found under whatever name. */
  readonly groupIds?: Readonly<Record<string, readonly string[]>>;
  /** Roles at which a fence of ours may stand. */
  readonly places: readonly FencePlace[];
  /** Requests of AWS's own that are carried here; absent where there never were any. */
  readonly requests?: readonly JitnaTarget[];
  /** Nothing else was ever given here, and no right is needed to read it. */
  readonly requestsOnly?: boolean;
  /** Regions whose open sessions of this principal are looked for. */
  readonly sessions: readonly string[];
  /** Of those, where they are looked for again and again: a whole list of everybody's will do. */
  readonly watched?: readonly string[];
  /** Places whose open sessions of access roles, under this principal's name, are looked for. */
  readonly through?: readonly Through[];
  /** Runs of runbooks whose end is not known yet. */
  readonly runs?: readonly Run[];
  /** Whose sessions of Session Manager those are, as last observed. */
  readonly owner?: string;
  readonly signal: AbortSignal;
}

export interface Observation {
  /**
   * `replaced`: a user of that name exists, with another unique id. Of both, what may outlive them
   * is found all the same: fences at roles, and open sessions of whoever is gone.
   */
  readonly principal: 'present' | 'gone' | 'replaced';
  /** Whoever opens sessions of Session Manager, as AWS lists their owner. */
  readonly owner?: string;
  /**
   * Ours by mark, and memberships of the asked groups whoever made them: of those with the id, and
   * of another with the name.
   */
  readonly found: readonly FoundSlot[];
  /** By target key. */
  readonly facts: Facts;
  /** Of groups that were refused: all that can be named of what they allow. */
  readonly named?: Readonly<Record<string, Pick<TargetFacts, 'reach' | 'groupId'>>>;
  readonly runs?: readonly SeenRun[];
  /** What could not be read now, though the rest could: it holds up nothing else. */
  readonly unread?: Unread;
  /** Names of asked places at roles that are no more. */
  readonly rolesGone?: readonly string[];
  /** Regions where more sessions may be open than those found: enough to end them, no proof. */
  readonly listed?: readonly string[];
}

export type Applied =
  | {
      readonly ok: true;
      /** The run that was started. */
      readonly execution?: string;
    }
  /** AWS will not do it however often it is asked: a quota, a malformed name, no right to. */
  | Refusal;

/** Something at AWS that the reconciler should look at. */
export interface Marked {
  readonly account: string;
  readonly user: string;
  readonly uniqueId: string;
  readonly slot: SlotId;
  /** Of a tag: the group that it was put for, whatever that is called by now. */
  readonly groupId?: string;
  readonly installation?: string;
}

export interface ApplyOrder {
  readonly holder: Holder;
  readonly step: Step;
  /** Of what is given: when the last of those who hold it loses it. It must not land after that. */
  readonly endMs?: EpochMs;
  /**
   * Asked in the SDK's last step, after signing: false stops the call, for a machine may have
   * slept between the decision and the signature.
   */
  readonly stillMine: () => boolean;
  readonly signal: AbortSignal;
}

export interface GrantProvider {
  /** The id AWS never uses twice; undefined when there is no such principal. */
  uniqueId(principal: PrincipalRef): Promise<string | undefined>;
  preflight(order: PreflightOrder): Promise<Answer<Preflight>>;
  observe(order: ObserveOrder): Promise<Observation>;
  /** Digest of what the slot says, in the provider's own words. Pure. */
  content(holder: Holder, slot: Slot): string;
  apply(order: ApplyOrder): Promise<Applied>;
  /** All that carries a mark, and all members of the catalogued groups. */
  survey(groups: readonly SurveyGroup[], signal: AbortSignal): AsyncIterable<Marked>;
}

export interface SurveyGroup {
  readonly account: string;
  readonly group: string;
}
