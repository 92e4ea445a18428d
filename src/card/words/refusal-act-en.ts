/** English: refusals of a verdict, and of an act on what is already given. */

import { code, say } from '../line.ts';
import { at, list, namesOf, span, whoCan } from './phrase-en.ts';
import { reasonEn } from './reason-en.ts';
import type { RefusalWords } from './refusal-words.ts';

export const refusalActEn = {
  'own-request': ({ missing, approvers }) =>
    say`You cannot approve your own request.${whoCan(missing, approvers)}`,
  'own-denial': ({ id }) =>
    say`This is your own request: withdraw it instead, with ${code(`/prod-access cancel ${id}`)}.`,
  'not-an-approver': ({ missing, approvers, isAsked }) =>
    isAsked
      ? say`Your level has its approvals already, so nothing was counted. You can still
          deny.${whoCan(missing, approvers)}`
      : say`You are not among those who decide on this.${whoCan(missing, approvers)}`,
  'level-not-reached': ({ level }) =>
    say`Not your turn yet: ${level} decides first, so nothing was counted. Approve again once they
      have.`,
  'already-approved-by-you': ({ id }) =>
    say`You have approved ${id} already; one person counts once. Somebody else is needed.`,
  'already-decided': ({ outcome, by, atMs }, nowMs) => {
    const what = OUTCOMES[outcome] ?? outcome;
    return by.length > 0
      ? say`This request was already ${what} by ${list(namesOf(by))} ${at(atMs, nowMs)}.`
      : say`This request was already ${what} ${at(atMs, nowMs)}.`;
  },
  'request-lapsed': ({ atMs }, nowMs) =>
    say`This request lapsed ${at(atMs, nowMs)}, so it can no longer be decided. The requester can
      ask again.`,
  'window-almost-over': ({ endMs }, nowMs) =>
    say`Too little is left of the time asked for, which ends ${at(endMs, nowMs)}. The requester can
      ask again.`,
  'card-updated': () =>
    say`The card has been updated since you saw it, so nothing was counted. Look again, then
      decide.`,
  'card-elsewhere': ({ id }) =>
    say`This is a copy of the card, so nothing was counted. Use the original of ${id} in its
      channel.`,
  'rule-changed': ({ needed }) =>
    say`The rule changed while this card was open: now ${needed}
      ${needed === 1 ? 'approval is' : 'approvals are'} needed. The card has been updated.`,
  'not-given-now': ({ id, why }) =>
    say`${id} cannot be given as things are: ${reasonEn(why)}. Nothing was counted. The requester
      can withdraw it; the operators can look into it.`,
  'reason-missing': () => say`Say why, in a few words: it is shown in the thread and kept.`,
  'shorter-is-longer': ({ askedMs }) =>
    say`That is not shorter: ${span(askedMs)} is what an approval gives now. Choose less.`,
  'not-active': ({ id, state }) =>
    say`${id} is not active (${STATES[state] ?? state}), so there is nothing to end or extend.`,
  'already-ended': ({ id }) => say`${id} has ended already. Ask again if you still need it.`,
  'extension-open': ({ id }) =>
    say`An extension of ${id} is waiting for approval already. Nothing new was asked.`,
  'extension-too-long': ({ id, leftMs }) =>
    leftMs > 0
      ? say`${id} can be extended by ${span(leftMs)} at most. Ask for less, or ask anew later.`
      : say`${id} has reached the longest time its rule allows. Ask anew when it has ended.`,
  'nothing-to-extend': () =>
    say`You have nothing that this could apply to. ${code('/prod-access mine')} lists what is
      yours.`,
  'several-open': ({ ids }) => say`Which one: ${list(ids, 'or')}? Add its id to the command.`,
  'second-operator-needed': ({ id, first }) =>
    say`Writing ${id} off takes two operators, and ${first} was the first. Another one has
      to confirm.`,
  'not-overdue': ({ id }) =>
    say`There is nothing to write off: ${id} is not overdue. That is said of access that the bot
      could not prove to be removed in time.`,
  'id-missing': ({ verb }) =>
    verb === 'revoke'
      ? say`Say which: ${code('/prod-access revoke PA-7K3M2')}. ${code('/prod-access who prod-db')}
          says who holds it.`
      : say`Say which and why: ${code('/prod-access write-off PA-7K3M2 the account was closed')}.`,
} satisfies Partial<RefusalWords>;

const OUTCOMES: Readonly<Record<string, string>> = {
  approved: 'approved',
  denied: 'denied',
  cancelled: 'withdrawn',
  lapsed: 'closed, unanswered,',
};

const STATES: Readonly<Record<string, string>> = {
  pending: 'still waiting for approval',
  denied: 'denied',
  cancelled: 'withdrawn',
  lapsed: 'lapsed',
  scheduled: 'not started yet',
  provisioning: 'still being given',
  revoking: 'ending',
  revoked: 'ended',
  failed: 'could not be given',
  approved: 'approved, not given yet',
};
