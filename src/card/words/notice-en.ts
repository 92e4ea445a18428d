/** English: direct messages to the one who asked, and what they can do. */

import type { DurationMs, EpochMs } from '../../kernel/time.ts';
import type { Inline, Line } from '../card.ts';
import { code, moment, say } from '../line.ts';
import { at, commas, list, principal, span } from './phrase-en.ts';

export const noticeEn = {
  approved: (title: string, by: readonly string[]) =>
    say`${title} was approved by ${list(by)}. Access is being given; a message follows when it
      works.`,
  scheduled: (title: string, by: readonly string[], startMs: EpochMs, nowMs: EpochMs) =>
    say`${title} was approved by ${list(by)}. Access starts ${moment(startMs, nowMs)}; a message
      follows when it works.`,
  cancelHint: (id: string) =>
    say`No longer needed? ${code(`/prod-access cancel ${id}`)} before it starts.`,

  active: (title: string, endMs: EpochMs, nowMs: EpochMs) =>
    say`You have ${title} until ${moment(endMs, nowMs)}.`,
  switchRole: (url: Inline) => say`Switch role: ${url}`,
  shell: (command: string) => say`Shell: ${code(command)}`,
  mfa: () => say`It asks for MFA: add --serial-number and --token-code to the shell command.`,
  ownGroup: (user: string, group: string, account: string) =>
    say`Your IAM user ${user} is in the group ${group} of account ${account}. Use it as it is.`,
  ownActions: (user: string, actions: readonly string[], account: string) =>
    say`Your ${principal(user)} may now use ${commas(actions)} in account ${account}.`,

  /** Of somebody who is in a role already. */
  fromRole: (role: string) => say`Signed in with your role ${role}, by your identity provider:`,
  portal: (url: Inline, account: string, set: string) =>
    say`Access portal: ${url}, then account ${account}, ${set}.`,
  noPortal: (account: string, set: string) =>
    say`In your access portal: account ${account}, ${set}.`,
  signIn: (command: string) => say`Shell: ${code(command)}, with the same account and set.`,

  anyNode: (nodes: string) => say`NODE is the id of one of: ${nodes}`,
  session: (command: string) => say`Shell: ${code(command)}`,
  tunnel: (command: string, opens: string) =>
    say`Tunnel: ${code(command)} then open ${opens} on your own machine.`,
  keys: (command: string) =>
    say`Keys, for an hour: ${code(command)}. Set its three values in your environment.`,
  keysMfa: () =>
    say`It asks for MFA: add --serial-number and --token-code to the command for the keys.`,
  token: (command: string) =>
    say`Token, for 15 min: ${code(command)}. Set its three values in your environment.`,
  requestDenied: (opsItem: string, node: string) =>
    say`AWS has denied your access request ${opsItem} for ${node}.`,
  console: (url: Inline) => say`In the console: ${url}`,

  warning: (title: string, beforeMs: DurationMs, endMs: EpochMs, nowMs: EpochMs) =>
    say`${title} ends in ${span(beforeMs)}, ${at(endMs, nowMs)}.`,
  warningTail: (untilMs: EpochMs, nowMs: EpochMs) =>
    say`A role session still open at the end may live until ${moment(untilMs, nowMs)}.`,
  warningSessions: () => say`Sessions will be closed then.`,
  extended: (title: string, endMs: EpochMs, nowMs: EpochMs) =>
    say`${title} is extended until ${moment(endMs, nowMs)}. What you have open goes on.`,
  extensionDenied: (by: string, comment: string, endMs: EpochMs, nowMs: EpochMs) =>
    say`${by} denied more time: “${comment}”. Access still ends ${at(endMs, nowMs)}.`,
  extensionLapsed: (endMs: EpochMs, nowMs: EpochMs) =>
    say`The extension was not approved in time. Access still ends ${at(endMs, nowMs)}.`,

  ended: (title: string, endMs: EpochMs, nowMs: EpochMs) =>
    say`${title} ended ${at(endMs, nowMs)}, and the access is removed.`,
  endedEarly: (title: string, who: string, endMs: EpochMs, nowMs: EpochMs) =>
    say`${who} ended ${title} ${at(endMs, nowMs)}, and the access is removed.`,
  kept: (title: string, id: string, untilMs: EpochMs | undefined, nowMs: EpochMs) =>
    untilMs === undefined
      ? say`This grant of ${title} ended. You keep the access for ${id}.`
      : say`This grant of ${title} ended. You keep the access for ${id} until
          ${moment(untilMs, nowMs)}.`,
  neverStarted: (title: string) => say`${title} ended before anything was given.`,
  gone: (title: string) => say`${title} ended: your user, or your role, no longer exists at AWS.`,
  writtenOff: (title: string) =>
    say`${title} was written off by two operators. AWS did not confirm that it is removed.`,
  sessionsEnded: (count: number) =>
    say`${count === 1 ? 'One open session was' : `${count} open sessions were`} ended with it.`,
  anotherGrant: 'another grant',
  endedTail: (untilMs: EpochMs, nowMs: EpochMs) =>
    say`A role session you opened before may live until ${moment(untilMs, nowMs)}.`,
  askAgain: () => say`Still needed? ${code('/prod-access')} asks anew.`,

  denied: (title: string, by: string, comment: string) => say`${by} denied ${title}: “${comment}”.`,
  deniedHint: (by: string) => say`Talk to ${by} before asking again: the denial holds for a while.`,
  lapsed: (title: string) => say`${title} was not approved in time, so the request lapsed.`,
  windowOver: (title: string) =>
    say`${title} was not approved in time: too little is left of the time you asked for, so the
      request lapsed.`,
  lapsedHint: () => say`Still needed? Ask again, and tell an approver that you did.`,
  failed: (title: string) => say`${title} could not be given. You have no access.`,
  failedWhy: (why: Line) => say`${why}`,
  held: (title: string, startMs: EpochMs, nowMs: EpochMs) =>
    say`${title}, which should start ${moment(startMs, nowMs)}, would be refused as things are.`,
  heldHint: () =>
    say`It is looked at again at the start. “Why” says what changed; an approver or the operators
      can help.`,
  stuck: (title: string) => say`Nobody is left who could approve ${title}.`,
  reopened: (title: string) =>
    say`${title} had been approved, and then something changed. You have no access yet.`,
  reopenedHint: () => say`The same card is decided anew. You can wait, or withdraw the request.`,
  stuckHint: () => say`The operators have been told. You can wait, or withdraw the request.`,

  buttons: {
    done: "I'm done",
    extend: 'Extend…',
    cancel: 'Withdraw',
    why: 'Why',
  },
};
