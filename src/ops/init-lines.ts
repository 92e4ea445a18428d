/** What `init` says of what it found, and plainly of what it could not read. */

import type { Found } from '../ports/discovery.ts';
import type { Offer } from './init-offers.ts';

export function foundLines(found: Found): readonly string[] {
  const { account, region, accounts, users, groups, roles, nodes, documents, center } = found;
  const tagged = users.filter(({ chat }) => chat).length;
  const counts = [
    counted(accounts.length, 'account of the organisation', 'accounts of the organisation'),
    counted(users.length, 'IAM user', 'IAM users') +
      (tagged > 0 ? ` (${tagged} with a chat tag)` : ''),
    counted(groups.length, 'group', 'groups'),
    counted(roles.length, 'role for people', 'roles for people'),
    counted(nodes.length, 'tag of nodes that says production', 'tags of nodes that say production'),
    counted(documents.length, 'session document', 'session documents'),
    ...(center ? [counted(center.permissionSets.length, 'permission set', 'permission sets')] : []),
  ];
  return [
    `Account ${account}, Region ${region}: ${counts.join(', ')}.`,
    ...found.unread.map(({ what, right, why }) =>
      why.startsWith(right)
        ? `Not read: ${what.toLowerCase()}. ${why}; deploy/iam-init-policy.json gives it.`
        : `Not read: ${what.toLowerCase()}. ${why}`,
    ),
  ];
}

export const offerLines = (offers: readonly Offer[]): readonly string[] =>
  offers.map(({ what }, at) => `  ${String(at + 1).padStart(2)}  ${what}`);

const counted = (count: number, one: string, many: string): string =>
  `${count} ${count === 1 ? one : many}`;
