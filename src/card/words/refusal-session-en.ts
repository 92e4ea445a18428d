/** English: refusals about people who come by an identity provider, into a role. */

import { say } from '../line.ts';
import type { RefusalWords } from './refusal-words.ts';

const UNFIT = {
  group: 'cannot be in an IAM group, which takes in IAM users alone',
  mfa: 'signs in by an identity provider, where AWS cannot see MFA, and this needs MFA',
  runbook: 'is not an IAM user, and this runbook is for IAM users only',
  source:
    'is known by its SourceIdentity, and sessions on nodes are ended by the name of the session',
  elsewhere: 'is not an IAM user, and only those reach nodes of another account',
  comma: 'has a comma in the name, and the session tag that has to carry it allows none',
  reserved: 'comes from a role that AWS manages, to which no policy can be added',
} as const;

export const refusalSessionEn = {
  'session-unfit': ({ session, problem }) =>
    say`${session} ${UNFIT[problem]}. Nobody was asked to approve; ask the operators.`,
  'session-name-chosen': ({ role, session }) =>
    say`The role ${role} lets somebody in under a name of their own choice, who could then be
      ${session}. The operators have to close that way (its trust policy).`,
  'role-closed': ({ role, session, problem }) =>
    problem === 'name'
      ? say`The role ${role} takes in IAM users alone: its trust policy asks for their name, and
          ${session} has none. The operators have to add a way in.`
      : say`The role ${role} takes in no session with a SourceIdentity, as ${session} is: its trust
          policy lacks sts:SetSourceIdentity. The operators have to add it.`,
  'role-full': ({ role, need, free }) =>
    say`The role ${role} is full: this needs ${need} characters of policy, and others leave ${free}.
      Ask again when somebody has given back, or have the operators split the role.`,
} satisfies Partial<RefusalWords>;
