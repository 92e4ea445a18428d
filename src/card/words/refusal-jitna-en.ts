/** English: refusals about requests that are filed at AWS and carried here. */

import { code, say } from '../line.ts';
import type { RefusalWords } from './refusal-words.ts';

export const refusalJitnaEn = {
  'ask-at-aws': ({ region }) =>
    say`This is asked for at AWS, signed in with your role: in the console of Systems Manager
      (${region}), or with ${code('aws ssm start-access-request')}. Its card appears here by
      itself.`,
  'decided-at-aws': ({ status, by }) => decidedEn(status, by),
  'ends-at-aws': () =>
    say`AWS sets how long just-in-time node access lasts, and cannot extend it. File a new request
      at AWS.`,
  'requester-unmapped': ({ who }) =>
    say`The session ${who} is of nobody we know. The operators can map it (jitna, people).`,
  'session-name-free': ({ role }) =>
    say`The role ${role} lets people choose the name of their session, so it proves nothing. Its
      trust policy has to force sts:RoleSessionName.`,
  'iam-user-request': ({ user }) =>
    say`AWS denies just-in-time node access to IAM users at once, and does not say why: ${user} is
      one. Take on a role, or sign in by IAM Identity Center, and file it again.`,
  'node-uncovered': ({ node }) =>
    say`No entry of the catalogue covers ${node}. The operators can add one of kind jitna.`,
} satisfies Partial<RefusalWords>;

/** How it was decided at AWS, by whom. */
export function decidedEn(status: string, by: string) {
  if (status === 'cancelled') return say`Withdrawn at AWS by ${by}.`;
  if (status === 'timed-out') return say`AWS's own time for an approval is over.`;
  if (status === 'over') return say`Its time at AWS is over.`;
  return say`${STATUS[status] ?? `Decided (${status})`} at AWS by ${by}, and not here.`;
}

const STATUS: Readonly<Record<string, string>> = {
  approved: 'Approved',
  rejected: 'Rejected',
  revoked: 'Revoked',
};
