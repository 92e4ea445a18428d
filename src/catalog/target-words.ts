/** Targets in words, and the console's own addresses of them. */

import type { SsmAutomationTarget } from './automation.ts';
import type { PermissionSetRef } from './center-target.ts';
import type { JitnaTarget, RoleRef, SsmTarget, Target } from './target.ts';

/** `i-0ab…, i-0cd…`, `nodes with Role=bastion` or `40 nodes with Role=web`. */
export const nodesInWords = (target: SsmTarget | JitnaTarget): string => {
  const { nodes, tag } = target;
  if (nodes.length > 0) return nodes.join(', ');
  const some = 'found' in target ? `${target.found} nodes` : 'nodes';
  return tag ? `${some} with ${tag.key}=${tag.value}` : some;
};

/** As refusals say it: `group prod-db`, `permission set ProdDbOperator in 111122223333`. */
export function membershipInWords(target: Target): string {
  if (target.kind === 'iam-group') return `group ${target.group}`;
  if (target.kind !== 'identity-center') return '';
  if (target.group) return `group ${target.group.name}`;
  return target.leads.map((one) => `permission set ${setName(one)} in ${one.account}`).join('');
}

/** `runbook ProdAccess-GrantPolicy v1`. */
export const runbookInWords = ({ runs }: SsmAutomationTarget): string => {
  const { document, version } = runs.form === 'work' ? runs.work : runs.grant;
  return `runbook ${document} v${version}`;
};

/** Its name, or the last part of its ARN until AWS was asked. */
export const setName = ({ set, name }: PermissionSetRef): string =>
  name ?? set.split('/').at(-1) ?? set;

/** The console's own address for taking on a role. */
export const switchRoleUrl = (role: RoleRef, displayName: string): string =>
  `https://signin.aws.amazon.com/switchrole?account=${role.account}` +
  `&roleName=${encodeURIComponent(role.name)}&displayName=${encodeURIComponent(displayName)}`;

/** The console's own address for a shell on a node, or for choosing one (`start-session`). */
export const sessionConsoleUrl = (region: string, node: string): string =>
  `https://${region}.console.aws.amazon.com/systems-manager/session-manager/${node}` +
  `?region=${region}`;
