/** English: lines of the thread about access that is given, ends, or is extended. */

import type { EventFacts } from '../../audit/event.ts';
import type { EpochMs } from '../../kernel/time.ts';
import type { Line } from '../card.ts';
import { exactly, moment, say } from '../line.ts';
import type { LineWords } from './line-words.ts';
import { endlessEn } from './endless-en.ts';
import { list, span } from './phrase-en.ts';
import { reasonEn } from './reason-en.ts';
import { runbookToldEn, workActiveEn, workEndedEn } from './runbook-en.ts';
import { tokensEn } from './tokens-en.ts';

export const lineGrantEn = {
  'grant-held': ({ code }) =>
    say`As things stand, this cannot start: ${reasonEn(code)}. It is looked at again at the start.`,
  'grant-active': ({ endMs, isWork }, atMs) =>
    isWork
      ? workActiveEn(endMs, atMs)
      : say`Access is active until ${moment(endMs, atMs)}. Confirmed at AWS.`,
  'grant-warned': ({ beforeMs }) => say`Ends in ${span(beforeMs)}.`,
  'grant-ending': ({ by, who, code }) => {
    if (code) return say`Ended before its time, as AWS was changed: ${reasonEn(code)}.`;
    if (by === 'time') return undefined;
    if (by === 'requester') return say`${who ?? 'The holder'} ended this grant early.`;
    if (by === 'runbook') return undefined;
    if (by === 'failure') return say`A part of the access is gone, so the rest is being removed.`;
    if (by === 'policy') return say`Ended by policy: its holder may no longer have it.`;
    return say`${who ?? (by === 'operator' ? 'An operator' : 'An approver')} ended this grant.`;
  },
  'grant-revoked': revoked,
  'late-sessions-ended': ({ sessions }) => tokensEn.ended(sessions),
  'runbook-told': runbookToldEn,
  'grant-failed': ({ code }) =>
    say`Could not be given: ${reasonEn(code)}. Whatever had begun is being taken back.`,
  'revocation-overdue': ({ sinceMs }, atMs) =>
    say`Removal is overdue since ${moment(sinceMs, atMs)}. The bot goes on trying; the operators
      have been told.`,
  'write-off-proposed': ({ by, reason }) =>
    say`${by} wants to write this off: “${reason}”. A second operator has to confirm.`,
  'written-off': ({ by, reason }) =>
    say`Written off by ${list(by)}: “${reason}”. Removal was not confirmed at AWS.`,
  'extension-asked': ({ by, byMs, justification }) =>
    justification
      ? say`${by} asked to extend by ${span(byMs)}: “${justification}”. The same approvers decide.`
      : say`${by} asked to extend by ${span(byMs)}. The same approvers decide.`,
  'extension-granted': ({ endMs }, atMs) =>
    say`Extended until ${moment(endMs, atMs)}. Confirmed at AWS.`,
  'extension-denied': ({ by, comment }) => say`${by} denied the extension: “${comment}”.`,
  'extension-lapsed': () => say`The request for more time lapsed. The end stays as it was.`,
  'extension-refused': ({ code }) => say`Not extended: ${reasonEn(code)}.`,
} satisfies Partial<LineWords>;

function revoked(facts: EventFacts['grant-revoked'], atMs: EpochMs): Line {
  const { by, how, confirmedMs, usedMs, keptFor, keptUntilMs, sessions = 0 } = facts;
  if (how === 'never-given') return say`This grant ended. Nothing had been given.`;
  if (how === 'done' || how === 'broken' || how === 'stopped') return workEndedEn(how, facts);
  const used = usedMs > 0 ? say` In use for ${span(usedMs)}.` : [];
  if (how === 'gone')
    return say`This grant ended: its user, or its role, no longer exists at AWS.${used}`;
  if (how === 'written-off') return say`This grant was written off.${used}`;
  if (how === 'kept') {
    const until = keptUntilMs === undefined ? [] : say` until ${moment(keptUntilMs, atMs)}`;
    return say`This grant ended. Access stays for ${keptFor ?? 'another grant'}${until}.${used}`;
  }
  const inAws = ` (its ${facts.isBooked ? 'schedule' : 'date'} in AWS)`;
  const date = by === 'time' && !facts.undated ? inAws : '';
  const tail = tailOf(facts, atMs);
  const endless = (facts.endless ?? []).map((one) => ` ${endlessEn[one]}`).join('');
  const cut = sessions > 0 ? ` ${sessions} ${sessions === 1 ? 'session' : 'sessions'} ended.` : '';
  const more = [...tail, ...say`${endless}`];
  return say`Access ended${date}. Removal confirmed ${exactly(confirmedMs)}.${cut}${used}${more}`;
}

/** What may live on, or be opened still, and until when; nothing once that is over. */
function tailOf(facts: EventFacts['grant-revoked'], atMs: EpochMs): Line {
  const { confirmedMs, tailUntilMs = 0, tokensUntilMs = 0 } = facts;
  if (tokensUntilMs > confirmedMs) return say` ${tokensEn.until(tokensUntilMs, atMs)}`;
  return tailUntilMs <= confirmedMs
    ? []
    : say` A role session opened before the end may live until ${moment(tailUntilMs, atMs)}.`;
}
