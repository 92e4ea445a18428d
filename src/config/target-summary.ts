/** Where an entitlement leads, in AWS's own words and none of a language. */

import { isAutomation, membershipOf, opensSessions, type Target } from '../catalog/target.ts';
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
