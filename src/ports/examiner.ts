/** What an examination of AWS finds that no ask would show: ways around the bot, and open ends. */

import type { Endless } from '../catalog/endless.ts';
import type { SsmTarget } from '../catalog/target.ts';
import type { RefusalFacts } from '../kernel/refusal.ts';
import type { DurationMs } from '../kernel/time.ts';

/** A policy that is there without the bot, and whom it lets into production. */
interface StandingAccess {
  readonly kind: 'standing-access';
  /** Whose it is: itself of a user or a group, or a managed one that is attached to users. */
  readonly policy: { readonly of: 'user' | 'group' | 'users'; readonly owner: string };
  readonly name: string;
  readonly users: readonly string[];
  /** As `sts:AssumeRole on arn:…`. */
  readonly gives: readonly string[];
}

interface UnleasedMember {
  readonly kind: 'unleased-member';
  readonly group: string;
  readonly user: string;
}

/** Of a group of Identity Center, or a permission set; nothing is booked that would end it. */
interface UnbookedHolder {
  readonly kind: 'unbooked-holder';
  /** As `group prod-db`. */
  readonly what: string;
  readonly user: string;
}

interface Unbounded {
  readonly kind: 'no-boundary';
  readonly user: string;
}

/** Of the role that people come into by an identity provider, to hold something there. */
interface HolderRoleUnfit {
  readonly kind: 'holder-role-unfit';
  readonly role: string;
  /** `name-chosen`: somebody is let in under a name of their own choice. */
  readonly problem: 'missing' | 'no-boundary' | 'name-chosen';
}

/** Sessions of the role cannot be ended by name, or last long, or there is no such role. */
interface RoleOpen {
  readonly kind: 'role-open';
  readonly role: string;
  readonly isNamed: boolean;
  readonly maxSessionMs: DurationMs;
}

interface RoleMissing {
  readonly kind: 'role-missing';
  readonly role: string;
}

export type DocumentProblem = 'missing' | RefusalFacts['document-unfit']['problem'];

interface DocumentUnfit {
  readonly kind: 'document-unfit';
  readonly target: SsmTarget['kind'];
  readonly region: string;
  readonly document: string;
  readonly problem: DocumentProblem;
}

/** Every ask for it would be refused: its sessions could widen or keep what they have. */
interface RoleUnfit {
  readonly kind: 'role-unfit';
  readonly role: string;
  readonly action: string;
}

/** A note: what its sessions open lives on, and whoever asks is told so. */
interface RoleEndless {
  readonly kind: 'role-endless';
  readonly role: string;
  readonly endless: readonly Endless[];
}

/** Not the one that was pinned, or one that acts with the rights of whoever starts it: ours. */
interface RunbookUnfit {
  readonly kind: 'runbook-unfit';
  readonly region: string;
  readonly runbook: string;
  readonly version: string;
  readonly problem: 'changed' | 'no-role';
}

/** What we were given goes beyond what we do. */
interface BotTooStrong {
  readonly kind: 'bot-too-strong';
  readonly who: string;
  readonly actions: readonly string[];
}

export type GroupProblem = 'missing' | 'unfenceable' | 'dangerous';

/** Every ask for it would be refused. */
interface GroupUnfit {
  readonly kind: 'group-unfit';
  readonly group: string;
  readonly problem: GroupProblem;
  /** By which its members could write IAM. */
  readonly action?: string;
}

/** A note: who holds one of both is refused the other, as one end would cut the other access. */
interface TargetsOverlap {
  readonly kind: 'targets-overlap';
  readonly entitlements: readonly string[];
}

/** What giving, watching or ending needs, and AWS would refuse. */
interface BotLacks {
  readonly kind: 'bot-lacks';
  /** ARN of the role or user that does it. */
  readonly who: string;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  /** No policy allows it, or one denies it: its own, its boundary, or of the organization. */
  readonly because: 'unallowed' | 'denied' | 'bounded' | 'organization';
  /** Keys of conditions that could not be judged. */
  readonly unknown: readonly string[];
  /** It is about a role without a boundary, and the rights of deploy/ ask for one. */
  readonly isUnbounded: boolean;
  /** Of deploy/, where the right stands. */
  readonly file: string;
  readonly entitlements: readonly string[];
}

/** A note: whoever looks may do nothing of it, and is hardly the bot. */
interface BotElsewhere {
  readonly kind: 'bot-elsewhere';
  readonly who: string;
}

/** A note, no weakness: we need not be able to read our own rights. */
interface BotUnread {
  readonly kind: 'bot-unread';
  readonly who: string;
  readonly why: readonly string[];
}

/** What was not seen may be anything. */
interface Unreadable {
  readonly kind: 'unreadable';
  readonly why: readonly string[];
}

type Seen =
  | StandingAccess
  | UnleasedMember
  | UnbookedHolder
  | Unbounded
  | HolderRoleUnfit
  | RoleOpen
  | RoleMissing
  | DocumentUnfit
  | RoleUnfit
  | RoleEndless
  | RunbookUnfit
  | GroupUnfit
  | TargetsOverlap
  | BotTooStrong
  | BotLacks
  | BotElsewhere
  | BotUnread
  | Unreadable;

export type Weakness = Seen & { readonly account: string };

export interface Examiner {
  /**
   * Reads only; what cannot be read in one account is told, and stops no other.
   * @param bot the ARN of its role or user, where somebody else looks
   */
  weaknesses(bot?: string): Promise<readonly Weakness[]>;
}
