/**
 * What has to be allowed for an entitlement to be given, watched and ended: the calls of
 * docs/mechanisms.md, each with the right it asks for and where that stands in deploy/.
 */

import { nodesAccount } from '../../src/catalog/access-role.ts';
import { isAutomation, isJitna, isSsm, type Target } from '../../src/catalog/target.ts';
import type { Known, Need } from './need.ts';
import { centerNeeds } from './needs-center.ts';
import { atGroup, atHolderRoles, atRoles, atUsers, entering } from './needs-iam.ts';
import { atNodes, atRequests, atRunbooks, atTrail } from './needs-ssm.ts';

/** In one account, for one target. */
export function needsFor(target: Target, known: Known): readonly Need[] {
  if (target.kind === 'identity-center') {
    return known.center?.account === known.account ? centerNeeds(target, known.center, known) : [];
  }
  const there = [...entering(target, known), ...atRoles(target, known), ...atTrail(target, known)];
  const isAtNodes = isSsm(target) && nodesAccount(target) === known.account;
  const nodes = isAtNodes ? atNodes(target, known) : [];
  if (target.account !== known.account) return [...nodes, ...there];
  if (isJitna(target)) return [...atRequests(target, known), ...there];
  const users = [...atUsers(target, known), ...atHolderRoles(target, known)];
  if (isAutomation(target)) return [...users, ...atRunbooks(target, known), ...there];
  if (isSsm(target)) return [...users, ...nodes, ...there];
  if (target.kind === 'iam-group') return [...users, ...atGroup(target, known), ...there];
  return [...users, ...there];
}
