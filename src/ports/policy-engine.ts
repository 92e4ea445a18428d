/** Forbid, no-auto and auto-approve statements, for engines that evaluate them (Cedar). */

import type { Entitlement } from '../catalog/entitlement.ts';
import type { Answer } from '../kernel/refusal.ts';
import type { Person } from '../kernel/person.ts';
import type { DurationMs, EpochMs } from '../kernel/time.ts';
import type { Said } from '../policy/statement.ts';

/** What is known of a person at AWS. Nothing that is missing matches anything. */
export interface Attributes {
  /** Of the user in IAM Identity Center. */
  readonly costCenter?: string;
  readonly division?: string;
  readonly employeeNumber?: string;
  readonly organization?: string;
  /** Ids of groups there. */
  readonly centerGroups: readonly string[];
  /** Of the user in Identity Center: its id. */
  readonly centerUser?: string;
  /** Of the IAM principal. */
  readonly principalTags: Readonly<Record<string, string>>;
}

/** A node that the ask would lead to. */
export interface NodeAsked {
  readonly id: string;
  readonly tags: Readonly<Record<string, string>>;
  /** These are all of its tags; otherwise it may have others that nobody has read. */
  readonly isWhole?: boolean;
  /** It stands for many, and which these are nobody knows. */
  readonly isUnnamed?: boolean;
}

export interface PolicyQuestion {
  readonly requester: Person;
  readonly beneficiary: Person;
  /** Groups of the configuration that the requester is known to be in. */
  readonly groups: readonly string[];
  /** Those that the beneficiary is known to be in, where that is somebody else. */
  readonly heldGroups?: readonly string[];
  /** Groups of which nobody knows who is in them: whoever keeps them does not answer. */
  readonly silent?: readonly string[];
  /** Whether one of these is a schedule that the requester is on now. */
  readonly onCall: boolean;
  /** Of the beneficiary. Undefined where nobody asked AWS, as in `explain` on a file alone. */
  readonly attributes?: Attributes;
  readonly entitlement: Entitlement;
  /** Of several, the account that was chosen. */
  readonly account?: string;
  readonly nodes: readonly NodeAsked[];
  readonly durationMs: DurationMs;
  /** When access would begin. */
  readonly atMs: EpochMs;
  /** In which its weekday and hour are read. */
  readonly zone: string;
  /** Calendars that are closed then. */
  readonly closed: readonly string[];
  readonly ticket?: string;
  /** Denials of this person's requests for the same entitlement in the last 24 hours. */
  readonly recentDenials: number;
  /** Grants of this person that are scheduled, being given or active. */
  readonly liveGrants: number;
  readonly breakGlass: boolean;
}

export interface PolicyEngine {
  /** Groups of the configuration that its statements speak of. */
  readonly groups?: readonly string[];
  /** A statement speaks of what AWS alone knows of a person. */
  readonly asksAws?: boolean;
  /** A statement speaks of the tags of nodes. */
  readonly asksNodes?: boolean;
  /** Synchronous once loaded. A refusal when a statement does not evaluate: that means no. */
  evaluate(question: PolicyQuestion): Answer<Said>;
  /** All there are, as they are named in what is said. */
  readonly statements: readonly string[];
}

export interface NodePlace {
  readonly account: string;
  readonly region: string;
}

/** All tags of nodes, for statements that speak of them. */
export interface NodeTags {
  /**
   * By id, as known at most `maxAgeMs` ago. One of which AWS says nothing is missing.
   * @throws Fault aws-unreachable when AWS does not answer.
   */
  of(
    place: NodePlace,
    ids: readonly string[],
    maxAgeMs: number,
  ): Promise<ReadonlyMap<string, Readonly<Record<string, string>>>>;
}

/** What is known at AWS of a person, for statements that speak of it. */
export interface AttributeDirectory {
  /** @throws Fault aws-unreachable when AWS does not answer. */
  of(person: Person, maxAgeMs: number): Promise<Attributes>;
}
