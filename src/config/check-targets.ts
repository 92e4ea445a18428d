/** Whether what may be asked for is safe to give, and said once. */

import type { Catalog } from '../catalog/catalog.ts';
import { type DangerousAction, dangerousActions, riskyActions } from '../catalog/dangerous.ts';
import { shellActions } from '../catalog/endless.ts';
import type { Entitlement } from '../catalog/entitlement.ts';
import { actionsMeet, patternsMeet } from '../catalog/pattern.ts';
import { isPicking, nodeSetKey, setOf } from '../catalog/pick.ts';
import { mixes } from '../catalog/session-reach.ts';
import { type IamPolicyTarget, isJitna, isSsm, type Reach, targetKey } from '../catalog/target.ts';
import type { Config } from './config.ts';
import { error, type Finding, warning } from './finding.ts';
import { didYouMean } from './near.ts';
import { type Placed, placedTargets } from './placed.ts';

export function checkTargets({ catalog }: Config): readonly Finding[] {
  const all = placedTargets(catalog);
  const accounts = [...catalog.accounts.keys()];
  return [
    ...all.flatMap(dangersOf),
    ...all.flatMap((each) => unknownAccounts(each, accounts)),
    ...all.flatMap((each) => closedAccounts(each, catalog)),
    ...[...catalog.entitlements.values()].flatMap(severalHolders),
    ...[...catalog.entitlements.values()].flatMap(severalLists),
    ...[...catalog.entitlements.values()].flatMap(mixedSessions),
    ...[...catalog.entitlements.values()].flatMap(notAskedHere),
    ...all.flatMap((each, index) => all.slice(0, index).flatMap((other) => sharing(each, other))),
  ];
}

/** What the policies of a group allow is not in the file; pre-flight reads and judges it. */
function dangersOf({ path, target }: Placed): readonly Finding[] {
  if (!('reach' in target)) return [];
  const said = ({ action, covers, why }: DangerousAction) => {
    const isItself = action.toLowerCase() === covers.toLowerCase();
    return isItself ? `${action} ${why}` : `${action} covers ${covers}, which ${why}`;
  };
  const dangers = dangerousActions(target.reach);
  const isTold = new Set(dangers.map(({ action }) => action));
  const shells = target.kind === 'iam-policy' ? shellActions(target.reach) : [];
  return [
    ...dangers.map((each) =>
      error(`${path}.actions`, `${said(each)}; no entitlement may allow this`),
    ),
    ...riskyActions(target.reach).map((each) => warning(`${path}.actions`, said(each))),
    ...shells
      .filter(({ action }) => !isTold.has(action))
      .map((each) => error(`${path}.actions`, `${said({ ...each, why: SHELL })}; ${SHELL_KIND}`)),
  ];
}

const SHELL = 'opens shells that nobody would look for or end';
const SHELL_KIND = 'for shells on nodes write a target of kind ssm-node, which ends them';

function unknownAccounts({ path, target }: Placed, known: readonly string[]): readonly Finding[] {
  if (target.kind === 'identity-center') return [];
  const unknown = (id: string) => !known.includes(id);
  const missing = (id: string) =>
    `account ${id} is not among the accounts of this file${didYouMean(id, known)}`;
  const isElsewhere = target.kind === 'iam-policy' || (isSsm(target) && target.through);
  const own = isElsewhere ? `${path}.user_account` : `${path}.account`;
  const roles = target.roles.map(({ account }) => account).filter(unknown);
  return [
    ...(unknown(target.account) ? [error(own, missing(target.account))] : []),
    ...roles.map((id) => warning(path, `${missing(id)}, so cards show its number alone`)),
  ];
}

/** Sessions of the access role are looked for, and ended, where it is. */
function closedAccounts({ path, target }: Placed, { accounts }: Catalog): readonly Finding[] {
  if (!isSsm(target) || !target.through || accounts.get(target.through.account)?.role) return [];
  const where = target.through.account;
  const said = `the nodes are in ${where}, of which no role is named under accounts`;
  return [error(`${path}.account`, `${said}: their sessions could not be ended`)];
}

function severalHolders({ targets }: Entitlement, index: number): readonly Finding[] {
  const accounts = [...new Set(targets.map(({ account }) => account))];
  if (accounts.length < 2) return [];
  const said = `its targets are held by users of ${accounts.join(' and ')}`;
  return [error(`entitlements[${index}].targets`, `${said}, but a person has one user`)];
}

/** The form asks once, for all of an entry. */
function severalLists({ targets }: Entitlement, index: number): readonly Finding[] {
  const [first, ...more] = targets.filter(isPicking).map((one) => nodeSetKey(setOf(one)));
  const other = more.find((set) => set !== first);
  if (other === undefined) return [];
  const said = `people would pick from two lists (${first} and ${other}), and are asked for one`;
  return [error(`entitlements[${index}].targets`, said)];
}

/** Given together, each document would open the nodes of the other. */
function mixedSessions({ targets }: Entitlement, index: number): readonly Finding[] {
  const sessions = targets.filter(isSsm);
  const pairs = sessions.flatMap((one, at) =>
    sessions.slice(at + 1).flatMap((other) => (mixes(one, other) ? [[one, other] as const] : [])),
  );
  return pairs.slice(0, 1).map(([one, other]) => {
    const said = `AWS ties no document to a node, so nodes of both would open by ${one.document}`;
    const mend = 'let both lead to the same nodes, or write two entries';
    return error(`entitlements[${index}].targets`, `${said} and by ${other.document}; ${mend}`);
  });
}

/** Filed at AWS, a request answers no questions of ours, and comes for one node alone. */
function notAskedHere(entitlement: Entitlement, index: number): readonly Finding[] {
  const { targets, questions, ticket } = entitlement;
  if (!targets.some(isJitna)) return [];
  const path = `entitlements[${index}]`;
  const asks = 'is filed at AWS, where nobody is asked for it';
  return [
    ...(new Set(targets).size > 1
      ? [error(`${path}.targets`, 'jitna stands alone: what is filed at AWS leads to one node')]
      : []),
    ...(questions.some(({ required }) => required) ? [error(`${path}.questions`, asks)] : []),
    ...(ticket?.required ? [error(`${path}.ticket`, asks)] : []),
  ];
}

function sharing(later: Placed, earlier: Placed): readonly Finding[] {
  const [one, other] = [later.target, earlier.target];
  const where =
    later.entitlement === earlier.entitlement
      ? 'this entry'
      : `entitlement ${earlier.entitlement.id}`;
  if (targetKey(one) === targetKey(other))
    return [warning(later.path, `leads where a target of ${where} leads already`)];
  if (one.kind !== 'iam-policy' || other.kind !== 'iam-policy') return [];
  const shared = overlap(one, other);
  if (!shared) return [];
  const said = `overlaps with a target of ${where} (${shared.join(' and ')})`;
  return [warning(later.path, `${said}: nobody can hold both at once`)];
}

/** Two actions that meet on resources that meet, unless both are spelt alike on either side. */
function overlap(one: IamPolicyTarget, other: IamPolicyTarget) {
  if (one.account !== other.account) return undefined;
  const theirs = other.reach.flatMap(pairsOf);
  for (const [action, resource] of one.reach.flatMap(pairsOf)) {
    const met = theirs.find(
      ([act, on]) =>
        (act !== action || on !== resource) &&
        actionsMeet(act, action) &&
        patternsMeet(on, resource),
    );
    if (met) return met[0] === action ? [resource, met[1]] : [action, met[0]];
  }
  return undefined;
}

const pairsOf = ({ actions, resources }: Reach) =>
  actions.flatMap((action) => resources.map((resource) => [action, resource] as const));
