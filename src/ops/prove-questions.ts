/** What the program assumes of AWS, question by question, and what to change where it is wrong. */

import { MINUTE, SECOND } from '../kernel/time.ts';
import type { Question } from '../ports/prover.ts';
import { type Assumed, BY_DATE, BY_REMOVAL, BY_SCHEDULE, BY_SECOND_LOOK } from './prove-assumed.ts';
import { ROLE_QUESTIONS } from './prove-role-questions.ts';

const SCHEDULER = 'identity-center: the end is booked before the grant';
const RUNBOOK = 'identity-center: the runbook ProdAccess-EndMembership';

export const QUESTIONS: Readonly<Record<Question, Assumed>> = {
  'scheduler-takes-iam': {
    what: 'Scheduler takes iam:deleteUserPolicy and iam:removeUserFromGroup as targets',
    is: { so: true },
    where: 'design only: the third line behind dated policies',
    change: 'Book no ends of IAM access with Scheduler; dates in policies end it anyway.',
  },
  'schedule-deletes-policy': {
    what: 'a schedule deletes an inline policy within the minute of its time',
    is: BY_SCHEDULE,
    where: 'design only: the third line behind dated policies',
    change: 'Say the time that was seen wherever an end by Scheduler is promised.',
  },
  'schedule-leaves-group': {
    what: 'a schedule takes a user out of a group within the minute of its time',
    is: BY_SCHEDULE,
    where: 'design only: the third line behind iam-group',
    change: 'Say the time that was seen wherever an end by Scheduler is promised.',
  },
  'scheduler-takes-ssoadmin': {
    what: 'Scheduler takes ssoadmin:deleteAccountAssignment as a target',
    is: { so: true },
    where: SCHEDULER,
    change: 'End assignments by a runbook that the schedule starts.',
  },
  'schedule-deletes-assignment': {
    what: 'a schedule deletes an account assignment within the minute of its time',
    is: BY_SCHEDULE,
    where: SCHEDULER,
    change: 'Let the card say the time that was seen as how long a residue may live.',
  },
  'scheduler-takes-identitystore': {
    what: 'Scheduler takes identitystore:deleteGroupMembership as a target',
    is: { so: true },
    where: 'design only: identity-center has a runbook do it, for want of an id',
    change: 'Nothing to change: memberships are ended by a runbook.',
  },
  'schedule-deletes-membership': {
    what: 'a schedule deletes a group membership within the minute of its time',
    is: BY_SCHEDULE,
    where: 'design only: identity-center has a runbook do it, for want of an id',
    change: 'Nothing to change: memberships are ended by a runbook.',
  },
  'scheduler-takes-runbook': {
    what: 'Scheduler takes ssm:startAutomationExecution as a target',
    is: { so: true },
    where: RUNBOOK,
    change: 'Give no memberships of Identity Center: their end cannot be booked first.',
  },
  'runbook-deletes-membership': {
    what: 'a runbook that a schedule starts finds the membership and deletes it within 2 minutes',
    is: { withinMs: 2 * MINUTE },
    where: RUNBOOK,
    change: 'Give no memberships of Identity Center, or say how much longer they may live.',
  },
  'port-takes-longest': {
    what: 'a Port document may carry maxSessionDuration',
    is: { so: true },
    where: 'deploy/session-documents.yml: GuiMinutes',
    change: 'Take inputs out of the tunnel of deploy/session-documents.yml.',
  },
  'port-takes-host': {
    what: 'a Port document may have its host written out',
    is: { so: true },
    where: 'ssm-port-forward: only documents with host and port pinned are given',
    change: 'Offer no tunnels to other hosts (ssm-port-forward), or only to the node itself.',
  },
  'shell-keeps-longest': {
    what: 'a shell ends by the maxSessionDuration of its document, within 2 minutes',
    is: { withinMs: 2 * MINUTE },
    where: 'ssm-node: an open shell, as long as its document says',
    change: 'Let cards of ssm-node say that a shell has no known end with the bot dead.',
  },
  'port-forgets-longest': {
    what: 'a tunnel is not known to end by maxSessionDuration',
    is: { never: true },
    where: 'ssm-port-forward: AWS names no longest time, and cards say so',
    change: 'Good news: cards and docs/mechanisms.md may name GuiMinutes as the end of tunnels.',
  },
  'owner-is-arn': {
    what: 'sessions of an assumed role are listed by its ARN as Owner (assumed-role/ROLE/NAME)',
    is: { so: true },
    where:
      'adapters/aws/iam-home.ts: so shells of people who come by an identity provider are found',
    change:
      'Give such people no ssm-node and no ssm-port-forward until they are looked for as seen.',
  },
  'terminate-is-listed': {
    what: 'TerminateSession takes a session off the list of active ones within 15 s',
    is: BY_SECOND_LOOK,
    where: 'src/holding/judge.ts: two clean looks 15 s apart prove the end',
    change: 'Raise CLEAN_GAP_MS in src/holding/judge.ts to what was seen.',
  },
  ...ROLE_QUESTIONS,
  'allow-ends-itself': {
    what: 'DateLessThan aws:CurrentTime ends an Allow without a call, within 5 s of its date',
    is: BY_DATE,
    where: 'iam-policy, ssm-node: promise 1, nothing outlives its end',
    change: 'Say on cards how much longer access may live with the bot dead.',
  },
  'deny-waits': {
    what: 'a Deny at the user with a date to come refuses nothing before it',
    is: { so: true },
    where: 'iam-group: the fence is written before the membership',
    change: 'Give no groups: their end cannot be written first.',
  },
  'deny-beats-group': {
    what: 'a Deny at the user beats what a group allows, within 5 s of its date',
    is: BY_DATE,
    where: 'iam-group: promise 1, nothing outlives its end',
    change: 'Give no groups, or say on cards how much longer they may open something.',
  },
  'put-user-policy': {
    what: 'what PutUserPolicy allows works 5 s after it is read back',
    is: { withinMs: 6 * SECOND },
    where: 'src/holding/judge.ts: “active” is said 5 s after the read-back',
    change: 'Raise SETTLE_MS in src/holding/judge.ts, or “active” is said too early.',
  },
  'delete-user-policy': {
    what: 'DeleteUserPolicy takes within 15 s',
    is: BY_SECOND_LOOK,
    where: 'src/holding/judge.ts: “ended” is said after two clean looks 15 s apart',
    change: 'Raise CLEAN_GAP_MS in src/holding/judge.ts, or “ended” is said too early.',
  },
  'remove-from-group': {
    what: 'RemoveUserFromGroup takes within 15 s',
    is: BY_SECOND_LOOK,
    where: 'src/holding/judge.ts: “ended” is said after two clean looks 15 s apart',
    change: 'Raise CLEAN_GAP_MS in src/holding/judge.ts, or “ended” is said too early.',
  },
  'put-role-policy': {
    what: 'PutRolePolicy with a Deny takes within 60 s',
    is: BY_REMOVAL,
    where: 'iam-policy, iam-group: the fence of an early end',
    change: 'Say on cards how long role sessions live on after an early end.',
  },
};
