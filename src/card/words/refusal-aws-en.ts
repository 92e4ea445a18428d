/** English: refusals that AWS is the reason for. */

import { say } from '../line.ts';
import { commas, isSession, place, unstopped } from './phrase-en.ts';
import type { RefusalWords } from './refusal-words.ts';

const UNFIT = {
  'not-shell': 'is not for shells',
  endless: 'sets no longest duration (maxSessionDuration), so a shell might never end',
  'not-port': 'does not forward a port',
  'not-pinned': 'lets whoever uses it choose the port or the host, so it would open all of them',
  'no-local-port':
    'has no parameter localPortNumber, so AWS would refuse the command that opens it',
} as const;

const ROLE_UNFIT = {
  name: 'lets people choose the name of its sessions, so they could not be ended by name',
  boundary: 'does not carry prod-access-boundary, so its sessions could not be ended there',
  wider: 'allows more than nodes: it carries policies that are not of its stack',
} as const;

const TOGETHER = {
  documents: 'AWS lets nobody tie a document to a node, so each would open by both',
  tags: 'with one you could move the tag that says which nodes the other opens',
} as const;

export const refusalAwsEn = {
  'principal-missing': ({ user, account }) =>
    say`There is no ${place(user)} in account ${account}. The operators have to correct the
      mapping (people.listed) or create ${isSession(user) ? 'the role' : 'the user'}.`,
  'principal-replaced': ({ user }) =>
    say`The ${place(user)} was deleted and created anew since this was asked, so nothing is given
      to it. Ask again.`,
  'center-user-missing': ({ user }) =>
    say`Identity Center has no user ${user}. The operators have to correct the mapping, or the
      user has to be created.`,
  'leads-further': ({ what, where }) =>
    say`${what} also leads to ${where}, which the catalogue does not name. Nothing was given; the
      operators have to correct the catalogue or the group.`,
  'already-held': ({ user, what }) =>
    say`${user} already has ${what}, and not through this bot. Use it, or have an administrator
      remove it first.`,
  'budget-exceeded': ({ need, free }) =>
    say`This does not fit beside what you hold: it needs ${need} characters of policy, and AWS
      leaves ${free}. Give something back first (I'm done).`,
  'groups-full': ({ user, max }) =>
    say`${user} is in ${max} groups, which is all AWS allows. Give something back (I'm done), or
      have an administrator remove a group.`,
  'tags-full': ({ user, max }) =>
    say`${user} has ${max} tags, which is all AWS allows. An administrator has to remove one.`,
  'target-missing': ({ what }) =>
    say`AWS has no ${what}. The operators have to correct the catalogue.`,
  'nodes-missing': ({ what }) =>
    say`Systems Manager knows no ${what}. Start the machine, or have the operators correct the
      catalogue.`,
  'nodes-offline': ({ nodes }) =>
    say`${commas(nodes)} cannot be reached by Session Manager: the agent does not answer. Start the
      machine or its agent, then ask again.`,
  'nodes-many': ({ tag, found, max }) =>
    say`${found} nodes carry ${tag}. In another account they are named one by one, ${max} at most.
      Ask for fewer, or have the operators let people pick.`,
  'access-role-unfit': ({ role, problem }) =>
    say`The role ${role} ${ROLE_UNFIT[problem]}. The operators have to deploy it anew
      (target-account.yml).`,
  'may-tag': ({ user, action, tag, found, max }) =>
    say`${found} nodes carry ${tag}, too many to name one by one, and ${user} may move tags
      (${action}). Ask for ${max} at most, or have that right taken away.`,
  'tags-alike': ({ tag, other, found }) =>
    say`${found === 1 ? 'One node carries' : `${found} nodes carry`} ${other}, which AWS takes for
      ${tag}: they would be opened as well. The operators have to rename one of the two tags.`,
  'document-held': ({ document }) =>
    say`You hold other nodes by ${document} already, and with more than four nodes the two could
      not end apart. Give that back first (I'm done), or ask for fewer nodes.`,
  'opens-more-together': ({ what, other, by }) =>
    say`${what} cannot be held beside ${other}: ${TOGETHER[by]}. Give that back first (I'm done), or
      ask for one after the other.`,
  'nodes-outside': ({ nodes, tag }) =>
    say`${commas(nodes)} ${nodes.length === 1 ? 'does' : 'do'} not carry ${tag}, so you cannot pick
      ${nodes.length === 1 ? 'it' : 'them'} here. Pick from the list.`,
  'agent-old': ({ node, found, needed }) =>
    say`The agent on ${node} is version ${found}; this needs ${needed} or later. Have it updated,
      then ask again.`,
  'document-unfit': ({ document, problem }) =>
    say`The session document ${document} ${UNFIT[problem]}. The operators have to correct it.`,
  'runbook-changed': ({ runbook, version }) =>
    say`The runbook ${runbook} is not the one that was pinned (version ${version}): it is missing,
      or its content is another. The operators have to look at it and pin it anew.`,
  'runbook-parameters': ({ runbook, why }) =>
    say`The runbook ${runbook} does not take these values: ${why}. Check what you typed. The
      operators have been told, since it may be the catalogue.`,
  'runbook-failed': ({ runbook, why }) =>
    say`The runbook ${runbook} did not run to its end: ${why}. What it had begun is taken back.`,
  'runbook-alarm': ({ runbook, alarm }) =>
    say`The alarm ${alarm} stopped the runbook ${runbook}. What it had begun is taken back.`,
  'given-in-vain': ({ what }) =>
    say`For ten minutes ${what} was given again and again, and each time something in AWS took it
      away. The operators have to find out what does.`,
  'runbook-without-effect': ({ runbook }) =>
    say`The runbook ${runbook} ran, and what it should have given was not seen. The operators have
      to look at it, and at the runbook that observes.`,
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
    say`${what} reaches further in AWS now than it did when it was shown, so it was not given. Ask
      again: it will be shown as it is now.`,
  'wrong-account': ({ wanted, found }) =>
    say`The AWS user is one of account ${found}, and this is given to users of ${wanted}. Nothing
      was changed; the operators have to correct the configuration.`,
  'aws-refused': ({ action, message }) =>
    say`AWS refused (${action}): ${unstopped(message)}. It will not help to try again; tell the
      operators.`,
  'aws-silent': () =>
    say`AWS did not answer in time. Nothing was given; try again in a few minutes.`,
} satisfies Partial<RefusalWords>;
