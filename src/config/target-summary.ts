/** Where an entitlement leads, in AWS's own words and none of a language. */

import {
  type IamPolicyTarget,
  isAutomation,
  membershipOf,
  opensSessions,
  roleArn,
  type Target,
} from '../catalog/target.ts';
import { nodesInWords, runbookInWords } from '../catalog/target-words.ts';

export function targetText(target: Target): string {
  const { account } = target;
  if (isAutomation(target)) return `${account} ${runbookInWords(target)}`;
  if (opensSessions(target)) {
    const document = 'document' in target ? ` ${target.document}` : '';
    return `${account} ${nodesInWords(target)}${document}`;
  }
  const roles = target.roles.map((role) => `${role.account}/${role.name}`);
  if (target.kind === 'iam-policy') {
    const actions = roles.length > 0 ? roles : target.reach.flatMap((one) => one.actions);
    return `${account} ${actions.join(' ')}`;
  }
  const group = membershipOf(target) ?? '';
  return [account, group, ...roles].join(' ');
}

/** What is not in these words. */
export function untoldOf(target: Target): object {
  if (target.kind === 'iam-policy') return beyondRoles(target);
  const { account: _, roles: __, ...rest } = target;
  return 'mfa' in rest ? { ...rest, mfa: undefined } : rest;
}

/** Where roles are told, actions are not; on what actions are is never told. */
function beyondRoles({ reach, roles }: IamPolicyTarget): object {
  const arns = roles.map(roleArn);
  return reach.map(({ actions, resources }) => ({
    actions: arns.length > 0 ? actions.filter((one) => one.toLowerCase() !== ASSUME) : [],
    resources: resources.filter((one) => !arns.includes(one)),
  }));
}

const ASSUME = 'sts:assumerole';
