/** English: why something could not be given, in a few words. */

import type { RefusalCode } from '../../kernel/refusal.ts';
import type { ReasonWords } from './reason-words.ts';

export const reasonEn = (code: RefusalCode): string => REASONS[code] ?? code;

const REASONS: ReasonWords = {
  'person-unknown': 'the requester is no longer known here',
  'person-unmapped': 'the requester is no longer linked to an AWS user',
  'person-ambiguous': 'the requester is linked to more than one AWS user',
  'person-guest': 'the requester is now a guest',
  'person-stranger': 'the requester is not of this organization',
  'person-left': 'the requester has left',
  'directory-silent': 'the directory does not answer',
  'entitlement-unknown': 'the catalogue no longer has it',
  'not-eligible': 'the requester may no longer ask for it',
  'no-rule': 'no rule covers it any more',
  'nobody-could-approve': 'nobody is left who could approve',
  'too-long': 'the rule no longer allows that long',
  'principal-missing': 'the IAM user does not exist',
  'principal-replaced': 'the IAM user was deleted and created anew',
  'already-held': 'the user already has it by other means',
  'budget-exceeded': "the user's policies leave no room",
  'groups-full': 'the user is in as many groups as AWS allows',
  'tags-full': 'the user has as many tags as AWS allows',
  'target-missing': 'AWS no longer has it',
  'nodes-missing': 'its nodes are not known to Systems Manager',
  'nodes-offline': 'its nodes do not answer',
  'runbook-changed': 'its runbook is not the one that was pinned',
  'runbook-parameters': 'its runbook does not take these values',
  'runbook-failed': 'its runbook did not run to its end',
  'runbook-alarm': 'an alarm stopped its runbook',
  'runbook-without-effect': 'its runbook ran, and nothing was seen of it',
  'target-dangerous': 'it would allow keeping access for ever',
  'target-unfenceable': 'its end could not be enforced inside AWS',
  'targets-overlap': 'it overlaps with something held already',
  'reach-changed': 'it reaches further in AWS than when it was approved',
  'wrong-account': 'the credentials lead to another account',
  'aws-refused': 'AWS refused',
  'aws-silent': 'AWS did not answer',
  'already-ended': 'it had already ended',
  'granting-stopped': 'no access is given at the moment',
  'configuration-behind': 'a part of the bot has an older configuration',
  'policy-failed': 'a rule could not be evaluated',
  'rule-changed': 'the rule changed, and more approvals are needed now',
};
