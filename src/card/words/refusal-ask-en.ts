/** English: refusals of an ask. */

import { code, dated, say } from '../line.ts';
import { at, commas, contact, list, span } from './phrase-en.ts';
import type { RefusalWords } from './refusal-words.ts';
import { stopEn } from './stop-en.ts';
import { timeTroubleEn } from './time-trouble-en.ts';

export const refusalAskEn = {
  'entitlement-unknown': ({ typed, known }) =>
    known.length > 0
      ? say`Nothing here is called “${typed}”. There is: ${commas(known.slice(0, 12))}. Or type
          ${code('/prod-access')} alone and choose.`
      : say`Nothing here is called “${typed}”. Type ${code('/prod-access')} alone and choose.`,
  'did-you-mean': ({ line }) => say`Did you mean: ${code(`/prod-access ${line}`)}?`,
  'which-entitlement': ({ example }) => say`Say which: ${code(`/prod-access who ${example}`)}.`,
  'not-eligible': ({ entitlement, who }) =>
    who.length > 0
      ? say`You cannot ask for ${entitlement}: it is for ${list(who, 'or')}. Ask someone there, or
          have yourself added.`
      : say`You cannot see or ask for ${entitlement}. Operators decide who can.`,
  'nothing-eligible': ({ operators }) =>
    say`There is nothing you may ask for yet. ${contact(operators)} can add you to a group that
      may.`,
  'no-rule': ({ entitlement, operators }) =>
    say`No rule says who approves ${entitlement}, so nobody can get it. Tell ${contact(operators)}:
      a rule is missing.`,
  'nobody-could-approve': ({ entitlement, level }) =>
    say`Nobody could approve ${entitlement} for you now: level ${level} has too few people besides
      you. The operators have to add approvers.`,
  'too-long': ({ askedMs, maxMs, rule, entitlement, more }) =>
    more === 'usual-way'
      ? say`Break-glass lasts ${span(maxMs)} at most. Ask for ${span(maxMs)}; for more, ask the
          usual way: ${code(`/prod-access ${entitlement}`)}.`
      : say`${span(askedMs)} is too long: ${rule} allows ${span(maxMs)} at most. Ask for
          less${more === 'extend' ? ', and extend later if needed' : ''}.`,
  'too-far-ahead': ({ maxMs }) =>
    say`That starts too far ahead: at most ${span(maxMs)} from now. Ask again closer to it.`,
  'window-nearly-over': ({ endMs }, nowMs) =>
    say`This window ends ${at(endMs, nowMs)}: too soon to be approved and used. Ask for a later one,
      or for a duration such as 30m.`,
  'justification-short': ({ min }) =>
    say`Say a little more about why: at least ${characters(min)}. The approvers see exactly this.`,
  'justification-long': ({ max }) =>
    say`That is too long: at most ${characters(max)}. Put the rest in the ticket.`,
  'account-unfit': ({ typed, accounts, isLate }) => {
    if (accounts.length === 0) return say`This is no longer given in ${typed}.`;
    if (isLate) {
      return say`This is given in one of several accounts by now (${commas(accounts)}), and the
        request names none. The requester has to ask again.`;
    }
    const [first = ''] = accounts;
    return typed === ''
      ? say`In which account? One of: ${commas(accounts)}. In one line: account=${first}`
      : say`“${typed}” is not one of the accounts this is given in: ${commas(accounts)}.`;
  },
  'nodes-count': ({ picked, max }) =>
    picked === 0
      ? say`Pick at least one node, and ${max} at most. In one line: nodes=i-0123456789abcdef0`
      : say`These are ${picked} nodes, and one grant opens ${max} at most: AWS leaves no room for
          more. Pick fewer.`,
  'node-malformed': ({ typed }) =>
    say`“${typed}” is not the id of a node. One looks like i-0123456789abcdef0; several are parted
      by commas.`,
  'answer-missing': ({ question }) => say`“${question}” needs an answer.`,
  'answer-unfit': ({ question, typed, wanted }) =>
    say`“${typed}” does not fit “${question}”. It takes: ${wanted}.`,
  'ticket-malformed': ({ typed, example }) =>
    typed === ''
      ? say`This needs a ticket, as ${example}.`
      : say`“${typed}” is not a ticket here. One looks like ${example}.`,
  'time-not-understood': (facts) => timeTroubleEn(facts),
  'too-many-open': ({ max, open }) =>
    say`You have ${max} ${max === 1 ? 'request' : 'requests'} waiting, which is the most:
      ${commas(open)}. Wait for ${max === 1 ? 'it' : 'one'}, or withdraw it with
      ${code(`/prod-access cancel ${open[0] ?? ''}`)}.`,
  'same-request-open': ({ id, isWithdrawn = false }) =>
    isWithdrawn
      ? say`You withdrew exactly this moments ago (${id}). Nothing new was filed; ask again in a
          minute if you need it after all.`
      : say`You asked for exactly this already, as ${id}. Nothing new was filed.`,
  'denied-recently': ({ id, untilMs }) =>
    say`This was denied a short while ago (${id}); you can ask for it again from ${dated(untilMs)}.
      Talk to whoever denied it: they can tell you what would help.`,
  'granting-stopped': (stop) =>
    say`No access is given at the moment: ${stopEn(stop)} What is active still ends on time. Ask the
      operators.`,
  'configuration-behind': () =>
    say`This part of the bot still has an older configuration, so nothing was given. Try again in a
      minute.`,
  'policy-failed': ({ what }) =>
    say`A rule could not be evaluated (${what}), and unknown means no. Tell the operators; the
      configuration has to be mended.`,
} satisfies Partial<RefusalWords>;

const characters = (count: number): string => (count === 1 ? '1 character' : `${count} characters`);
