/** The whole configuration, parsed and checked: what `prod-access.yml` says, in our words. */

import type { Catalog } from '../catalog/catalog.ts';
import type { PersonKey } from '../kernel/brand.ts';
import type { Locale, Person } from '../kernel/person.ts';
import type { RoleSession } from '../kernel/role-session.ts';
import type { DurationMs } from '../kernel/time.ts';
import type { Rule, Who } from '../policy/rule.ts';
import type { Quota } from '../policy/statement.ts';
import type { RosterRef } from '../ports/roster.ts';

export interface Config {
  /** Of everything that decides; recorded, and compared between replicas. */
  readonly digest: string;
  /** Six letters or digits; part of every mark we leave at AWS. */
  readonly installation: string;
  readonly language: Locale;
  readonly zone: string;
  /** At least one of the two. */
  readonly slack: SlackConfig | undefined;
  readonly teams: TeamsConfig | undefined;
  readonly people: PeopleConfig;
  readonly groups: ReadonlyMap<string, GroupConfig>;
  readonly operators: OperatorsConfig;
  readonly catalog: Catalog;
  readonly rules: readonly Rule[];
  /** Statements in Cedar, file by file. */
  readonly policies: readonly PolicyFile[];
  readonly calendars: ReadonlyMap<string, CalendarConfig>;
  readonly jitna: JitnaConfig;
  readonly limits: Limits;
  /** Undefined where none is kept. */
  readonly ledger?: LedgerConfig;
  /** Whether the thread says, after an end, what CloudTrail has of it. */
  readonly saysWhatWasDone: boolean;
  /** Undefined where nobody holds anything in Identity Center. */
  readonly center?: CenterConfig;
  /** Called by POST about requests that wait, for approvers who are not in a chat. */
  readonly webhook?: string;
}

export interface PolicyFile {
  /** As the configuration names it. */
  readonly name: string;
  readonly as: 'forbid' | 'no-auto' | 'auto-approve';
  /** Whose entities and actions it speaks of: ours, or those of AWS's just-in-time node access. */
  readonly schema: 'prod-access' | 'jitna';
  readonly text: string;
  readonly quota?: Quota;
}

/** Where it is read, and what holds while none of its events is on. */
export type CalendarConfig =
  | {
      readonly kind: 'ics';
      /** As the configuration names it. */
      readonly file: string;
      readonly text: string;
      readonly outside: 'open' | 'closed';
    }
  | { readonly kind: 'url'; readonly url: string; readonly outside: 'open' | 'closed' }
  | { readonly kind: 'ssm'; readonly name: string; readonly region: string | undefined };

export interface CenterConfig {
  /** The management account, or the delegated administrator. */
  readonly account: string;
  readonly region: string;
  readonly instance: string;
  /** `d-…` */
  readonly store: string;
  readonly portal?: string;
  /** ARN of the role that gives; everything else is done by the bot as itself. */
  readonly giver: string;
  readonly schedules: {
    readonly group: string;
    readonly role: string;
    readonly runbook: string;
  };
}

/** How AWS's own requests for access to nodes are carried into chat. */
export interface JitnaConfig {
  /** Of nobody we know, or for a node of no entry. */
  readonly unmatched: 'leave' | 'reject';
  /** Name of a role session → person. */
  readonly people: ReadonlyMap<string, PersonKey>;
  /** Roles of which the operators say that nobody chooses the name of their session. */
  readonly roles: readonly string[];
}

export interface LedgerConfig {
  readonly key: LedgerKeyConfig;
  readonly place: LedgerPlaceConfig;
}

/** A file with the key, or the ARN of a key that never leaves KMS. */
export type LedgerKeyConfig = { readonly file: string } | { readonly kms: string };

/** A second place for the blocks. */
export type LedgerPlaceConfig = { readonly directory: string } | LedgerBucketConfig;

export interface LedgerBucketConfig {
  readonly bucket: string;
  /** What the names of its objects begin with; ends with a slash. */
  readonly prefix: string;
  /** Undefined where it is that of everything else. */
  readonly region: string | undefined;
  readonly mode: 'compliance' | 'governance';
  /** How long each block is locked. */
  readonly retainMs: DurationMs;
}

export interface SlackConfig {
  /** `T…`: clicks from any other workspace are refused. */
  readonly team: string;
}

export interface TeamsConfig {
  /** The Microsoft Entra tenant: whoever is of any other is refused. */
  readonly tenant: string;
}

export interface PeopleConfig {
  readonly listed: readonly Person[];
  /** Map by the IAM user tags `prod-access:chat` and `prod-access:email`. */
  readonly byTag: boolean;
  /** Map by exact e-mail; off unless switched on. */
  readonly byEmail: boolean;
  /** How others call the listed: the id of a user at PagerDuty, or an e-mail address → key. */
  readonly aliases: ReadonlyMap<string, PersonKey>;
  /** Whoever has no user: the sessions of this role that are named by their e-mail address. */
  readonly sessions?: SessionsConfig | undefined;
}

export interface SessionsConfig extends Pick<RoleSession, 'role' | 'by'> {
  readonly account: string;
}

/** A group of the configuration: listed people, or a group that somebody else keeps. */
export interface GroupConfig {
  readonly id: string;
  readonly source:
    | { readonly kind: 'listed'; readonly keys: readonly PersonKey[] }
    | KeptGroup
    | RosterRef;
}

/**
 * By its id there: a user group of Slack, `S…`, or a group of Microsoft Entra; or everybody in a
 * channel of one of the two.
 */
export interface KeptGroup {
  readonly kind: 'slack' | 'teams' | 'channel';
  readonly group: string;
}

export interface OperatorsConfig {
  readonly who: readonly Who[];
  readonly channel: string;
  /** Called by POST when a revocation is overdue. */
  readonly pageUrl?: string;
  /** How people reach the operators, for refusals: `@platform`. */
  readonly contact: string;
  /** A changed configuration grants nothing until a second operator has said so. */
  readonly confirmChanges: boolean;
}

export interface Limits {
  readonly openPerPerson: number;
  /** After a denial, the same person may not ask for the same thing for so long. */
  readonly cooldownMs: DurationMs;
  readonly justificationMin: number;
  readonly justificationMax: number;
  /** How far ahead a window may start. */
  readonly aheadMs: DurationMs;
}
