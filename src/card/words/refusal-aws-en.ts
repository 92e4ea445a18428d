/** English: refusals that AWS is the reason for. */

import { say } from '../line.ts';
import type { RefusalWords } from './refusal-words.ts';

export const refusalAwsEn = {
  'principal-missing': ({ user, account }) =>
    say`There is no IAM user ${user} in account ${account}. The operators have to correct the
      mapping (people.yml) or create the user.`,
  'principal-replaced': ({ user }) =>
    say`The IAM user ${user} was deleted and created anew since this was asked, so nothing is given
      to it. Ask again.`,
  'already-held': ({ user, what }) =>
    say`${user} already has ${what}, and not through this bot. Use it, or have an administrator
      remove it first.`,
  'budget-exceeded': ({ need, free }) =>
    say`This does not fit beside what you hold: it needs ${need} characters of policy, and AWS
      leaves ${free}. Give something back first (I'm done).`,
  'groups-full': ({ user, max }) =>
    say`${user} is in ${max} groups, which is all AWS allows. Give something back, or have an
      administrator remove a group.`,
  'tags-full': ({ user, max }) =>
    say`${user} has ${max} tags, which is all AWS allows. An administrator has to remove one.`,
  'target-missing': ({ what }) =>
    say`AWS has no ${what}. The operators have to correct the catalogue.`,
  'target-dangerous': ({ what, action }) =>
    say`${what} would allow ${action}, by which one could keep access for ever, so it is never
      given. The operators have to narrow it.`,
  'target-unfenceable': ({ what }) =>
    say`The end of ${what} could not be enforced inside AWS, so it is not given. The operators can
      say why.`,
  'targets-overlap': ({ what, other }) =>
    say`${what} overlaps with ${other} without being equal, so ending one would cut the other. The
      operators have to separate them in the catalogue.`,
  'reach-changed': ({ what }) =>
    say`${what} reaches further in AWS now than when it was approved, so it was not given. Ask
      again: the approvers should see it as it is.`,
  'wrong-account': ({ wanted, found }) =>
    say`The credentials lead to account ${found} and not to ${wanted}. Nothing was changed; the
      operators have to correct the configuration.`,
  'aws-refused': ({ action, message }) =>
    say`AWS refused (${action}): ${message}. It will not help to try again; tell the operators.`,
  'aws-silent': () =>
    say`AWS did not answer in time. Nothing was given; try again in a few minutes.`,
} satisfies Partial<RefusalWords>;
