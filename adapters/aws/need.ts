/** A right that an entitlement needs, and what has to be known of AWS to say which those are. */

import type { Account } from '../../src/catalog/catalog.ts';
import type { CenterConfig } from '../../src/config/config.ts';
import type { Facts, Wish } from './simulate.ts';

export interface Need extends Wish {
  /**
   * By its ARN, a role that the bot takes on to give, one in which a runbook acts, or one that
   * schedules are lent: what is booked for the end is done by it, with the bot dead.
   */
  readonly by: 'bot' | { readonly role: string };
  /** Of deploy/. */
  readonly file: string;
  /** The right counts for what has our boundary, and this has none. */
  readonly isUnbounded?: true;
}

/** What the calls would be about, as AWS has it now. */
export interface Known {
  readonly account: string;
  readonly installation: string;
  readonly saysWhatWasDone: boolean;
  /** Statements in Cedar may speak of groups in Identity Center. */
  readonly hasStatements: boolean;
  readonly accounts: ReadonlyMap<string, Account>;
  readonly center?: CenterConfig;
  /** That Identity Center encrypts with, if it is none of AWS's. */
  readonly centerKey?: string;
  /** The users of the account who may hold access, as far as the configuration names them. */
  readonly users: readonly Bounded[];
  /** Its roles that people come into by an identity provider, and hold access in. */
  readonly holderRoles: readonly Bounded[];
  /** Its roles that access leads to. */
  readonly roles: readonly (Bounded & { readonly isNamed: boolean })[];
  /** Of Identity Center: name → id. */
  readonly groupIds: ReadonlyMap<string, string>;
}

export interface Bounded {
  readonly arn: string;
  readonly boundary?: string;
}

/** Who does it, and where its right stands. */
export type Of = Pick<Need, 'by' | 'file'>;

export const needs = (
  of: Of,
  actions: readonly string[],
  resources: readonly string[],
  facts: Facts = {},
): readonly Need[] => actions.map((action) => ({ ...of, action, resources, facts }));
