/** English: what stands on a card: headline, labels, facts, notes and buttons. */

import type { DurationMs, EpochMs } from '../../kernel/time.ts';
import type { Inline, Line } from '../card.ts';
import { moment, say } from '../line.ts';
import { demandEn } from './demand-en.ts';
import { list, ordinal, principal, span, times } from './phrase-en.ts';

export const cardEn = {
  between: ' · ',
  comma: ', ',
  headline: (title: string, time: string) => `${title} — ${time}`,
  span,
  until: (clock: string) => `until ${clock}`,
  window: (from: string, to: string) => `${from} to ${to}`,
  summary: (who: string, headline: string) => `${who} asks for ${headline}`,

  requestedBy: 'Requested by',
  heldBy: 'Held by',
  access: 'Access',
  nodes: 'Nodes',
  time: 'For',
  approves: 'Approves',
  approvedBy: 'Approved by',
  automatic: (by: string) => say`${by}, automatically`,
  lapses: 'Lapses',
  ticket: 'Ticket',
  why: 'Why, as typed',
  note: 'Note',

  withUser: (who: Inline, user: string) => say`${who} (${principal(user)})`,
  withCenterUser: (who: Inline, user: string) => say`${who} (Identity Center user ${user})`,
  accessRequest: (opsItem: string, nodes: string, account: string) =>
    say`access request ${opsItem} of AWS: shell on ${nodes}, account ${account}`,
  node: (name: string, id: string) => say`${name} (${id})`,
  titleIn: (title: string, account: string) => `${title} (${account})`,
  role: (name: string, account: string) => say`role ${name}, account ${account}`,
  group: (name: string, account: string) => say`group ${name}, account ${account}`,
  centerGroup: (name: string) => say`Identity Center group ${name}`,
  permissionSet: (name: string, account: string) => say`permission set ${name}, account ${account}`,
  shellOn: (nodes: string, account: string) => say`shell on ${nodes}, account ${account}`,
  tunnelThrough: (document: string, nodes: string, account: string) =>
    say`tunnel ${document} through ${nodes}, account ${account}`,
  actions: (names: readonly string[], account: string) =>
    say`${names.join(', ')} in account ${account}`,
  leadingTo: (access: Line, roles: readonly Line[]) => say`${access}; leads to ${comma(roles)}`,

  fromActivation: (ms: DurationMs, atMostMs: EpochMs, nowMs: EpochMs) =>
    say`${span(ms)} from activation, at most until ${moment(atMostMs, nowMs)}`,
  untilAt: (ms: EpochMs, nowMs: EpochMs) => say`until ${moment(ms, nowMs)}`,
  windowAt: (fromMs: EpochMs, toMs: EpochMs, nowMs: EpochMs) =>
    say`${moment(fromMs, nowMs)} to ${moment(toMs, fromMs)}`,
  spanUntil: (ms: DurationMs, endMs: EpochMs, nowMs: EpochMs) =>
    say`${span(ms)}, until ${moment(endMs, nowMs)}`,
  usedFrom: (fromMs: EpochMs, toMs: EpochMs, nowMs: EpochMs) =>
    say`${moment(fromMs, nowMs)} to ${moment(toMs, nowMs)}, ${span(toMs - fromMs)}`,

  ...demandEn,
  lapsesAt: (ms: EpochMs, nowMs: EpochMs) => say`${moment(ms, nowMs)}`,

  nth: (count: number) => say`${ordinal(count)} request this week`,
  deniedLately: (count: number) => say`denied ${times(count)} in the last 24 h`,
  tail: (ms: DurationMs) => say`A role session may live up to ${span(ms)} after the end.`,
  tailUntil: (ms: EpochMs, nowMs: EpochMs) =>
    say`A role session opened before the end may live until ${moment(ms, nowMs)}.`,
  /** Session documents; `*` for any of them. */
  besides: (documents: readonly string[]) =>
    documents.includes('*')
      ? say`By rights that the holder has anyway, these nodes open by any session document.`
      : say`By rights that the holder has anyway, these nodes also open by ${list(documents)}.`,
  shorter: (who: string, ms: DurationMs) => say`${who} approved ${span(ms)} only.`,
  extension: (who: Inline, byMs: DurationMs, endMs: EpochMs, nowMs: EpochMs, why?: string) =>
    say`${who} asks for ${span(byMs)} more, until ${moment(endMs, nowMs)}${quoted(why)}.`,
  extensionWaits: (have: number, need: number) => say` Waiting, ${have} of ${need}.`,
  extensionOrdered: () => say`The extension is approved; it counts when AWS has confirmed it.`,
  writeOff: (who: string, reason: string) =>
    say`${who} wants to write this off: “${reason}”. A second operator has to confirm.`,

  buttons: {
    approve: 'Approve',
    approveExtension: 'Approve extension',
    approveShorter: 'Approve shorter…',
    deny: 'Deny…',
    denyExtension: 'Deny extension…',
    why: 'Why am I asked?',
    endNow: 'End now',
    cancelStart: 'Cancel the start',
  },
};

const quoted = (why?: string): string => (why ? `: “${why}”` : '');
const comma = (lines: readonly (Line | Inline)[], between = ', '): Line =>
  lines.reduce<Line>(
    (all, line, at) => (at === 0 ? say`${line}` : say`${all}${between}${line}`),
    [],
  );
