/**
 * What has to be allowed for an entitlement to be given, watched and ended: the calls of
 * docs/mechanisms.md, each with the right it asks for and where that stands in deploy/.
 */

import type { Account } from '../../src/catalog/catalog.ts';
import { isAutomation, isJitna, isSsm, type Target } from '../../src/catalog/target.ts';
import type { CenterConfig } from '../../src/config/config.ts';
import { centerNeeds } from './needs-center.ts';
import { atGroup, atRoles, atUsers, entering } from './needs-iam.ts';
import { atNodes, atRequests, atRunbooks, atTrail } from './needs-ssm.ts';
import type { Wish } from './simulate.ts';

export interface Need extends Wish {
  /** The giver of Identity Center is a role that the bot takes on. */
  readonly by: 'bot' | 'giver';
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
  readonly accounts: ReadonlyMap<string, Account>;
  readonly center?: CenterConfig;
  /** The users of the account who may hold access, as far as the configuration names them. */
  readonly users: readonly Bounded[];
  /** Its roles that access leads to. */
  readonly roles: readonly (Bounded & { readonly isNamed: boolean })[];
  /** Of Identity Center: name → id. */
  readonly groupIds: ReadonlyMap<string, string>;
}

export interface Bounded {
  readonly arn: string;
  readonly boundary?: string;
}

/** In one account, for one target. */
export function needsFor(target: Target, known: Known): readonly Need[] {
  if (target.kind === 'identity-center') {
    return known.center?.account === known.account ? centerNeeds(target, known.center, known) : [];
  }
  const there = [...entering(target, known), ...atRoles(target, known), ...atTrail(target, known)];
  if (target.account !== known.account) return there;
  if (isJitna(target)) return [...atRequests(target), ...there];
  const users = atUsers(target, known);
  if (isAutomation(target)) return [...users, ...atRunbooks(target, known), ...there];
  if (isSsm(target)) return [...users, ...atNodes(target), ...there];
  if (target.kind === 'iam-group') return [...users, ...atGroup(target, known), ...there];
  return [...users, ...there];
}
