/** What should make an approver look twice, and what else is going on with a case. */

import { isAutomation, isJitna } from '../catalog/target.ts';
import {
  isClearing,
  openExtension,
  orderedExtension,
  type Phase,
  phaseOf,
} from '../case-file/case-file.ts';
import { TOKEN_MS } from '../holding/tokens.ts';
import { SECOND } from '../kernel/time.ts';
import { askedDuration } from '../request/request.ts';
import { frozenNotes } from './break-glass-card.ts';
import type { Line } from './card.ts';
import type { CaseView } from './case-view.ts';
import { endlessLines, tailUntil, tokensUntil } from './ending.ts';
import { bold, joined, mention, say } from './line.ts';
import { type Words, wordsFor } from './words/words.ts';

export function notesOf(view: CaseView): readonly Line[] {
  const words = wordsFor(view.reader.locale);
  return [
    ...changedLine(view, words),
    ...warningLine(view, words),
    ...frozenNotes(view),
    ...shorterLines(view, words),
    ...tailLine(view, words),
    ...tokenLine(view, words),
    ...endlessLines(view),
    ...besidesLines(view, words),
    ...runbookLines(view, words),
    ...frozenLines(view, words),
    ...silentLines(view, words),
    ...extensionLines(view),
    ...writeOffLine(view, words),
  ];
}

/** Whoever decided it before reads first what is otherwise. */
function changedLine({ file }: CaseView, { ground }: Words): readonly Line[] {
  const { changed = [] } = file;
  return phaseOf(file) === 'pending' && changed.length > 0 ? [ground.note(changed)] : [];
}

/** `Note  Can write customer data · 3rd request this week`. */
function warningLine({ entitlement, recent, reader }: CaseView, { card }: Words): readonly Line[] {
  const risk = entitlement?.risk?.[reader.locale] ?? entitlement?.risk?.en;
  const parts = [
    ...(risk ? [say`${risk}`] : []),
    ...(recent.asksThisWeek > 1 ? [card.nth(recent.asksThisWeek)] : []),
    ...(recent.deniedLast24h > 0 ? [card.deniedLately(recent.deniedLast24h)] : []),
  ];
  return parts.length > 0 ? [say`${bold(card.note)}  ${joined(parts, card.between)}`] : [];
}

function shorterLines({ file }: CaseView, { card }: Words): readonly Line[] {
  return file.reviews
    .filter(({ verdict, atMs, durationMs }) => {
      // Of a fixed end less is left at every moment: only what is shorter than that was chosen.
      const askedMs = askedDuration(file.request.asked, atMs);
      return verdict === 'approve' && durationMs + SECOND <= askedMs;
    })
    .map(({ by, durationMs }) => card.shorter(by.name, durationMs));
}

function tailLine({ file, nowMs }: CaseView, { card }: Words): readonly Line[] {
  const { tailMs } = file.request;
  const phase = phaseOf(file);
  if (tailMs <= 0) return [];
  if (phase === 'pending' || phase === 'scheduled' || phase === 'provisioning') {
    return [card.tail(tailMs)];
  }
  const untilMs = file.grant && tailUntil(file.grant, tailMs);
  return untilMs === undefined ? [] : [card.tailUntil(untilMs, nowMs)];
}

/** Of AWS's own requests: its tokens outlast them. */
function tokenLine({ file, nowMs }: CaseView, { tokens }: Words): readonly Line[] {
  if (!file.request.targets.some(isJitna)) return [];
  if (BEFORE_END.includes(phaseOf(file))) return [tokens.note(TOKEN_MS)];
  const untilMs = file.grant && tokensUntil(file.grant);
  return untilMs === undefined ? [] : [tokens.until(untilMs, nowMs)];
}
const BEFORE_END: readonly Phase[] = ['pending', 'scheduled', 'provisioning', 'active', 'revoking'];

/** What else the holder could open by it: a card that is about to be decided says so. */
function besidesLines({ file }: CaseView, { card }: Words): readonly Line[] {
  const documents = new Set(file.request.facts.flatMap(({ besides = [] }) => besides));
  const isShown = documents.size > 0 && BEFORE_END.includes(phaseOf(file));
  return isShown ? [card.besides([...documents])] : [];
}

/** Why it takes more than usual, or begins later. */
function frozenLines({ file, progress, nowMs }: CaseView, { freeze }: Words): readonly Line[] {
  if (phaseOf(file) !== 'pending' && phaseOf(file) !== 'scheduled') return [];
  return (progress.frozen ?? []).map((one) => freeze.note(one, nowMs));
}

function silentLines({ file, progress }: CaseView, { freeze }: Words): readonly Line[] {
  if (phaseOf(file) !== 'pending' && !openExtension(file)) return [];
  return (progress.silent ?? []).map(({ group, keeper }) => freeze.silent(keeper, group));
}

/** What ends it when the bot is dead, said before anybody approves. */
function runbookLines({ file }: CaseView, { runbook }: Words): readonly Line[] {
  return file.request.targets.filter(isAutomation).flatMap((target) => {
    const alarm = target.alarm === undefined ? [] : [runbook.alarmNote(target.alarm)];
    if (target.runs.form === 'work') return [runbook.workNote(), ...alarm];
    if (target.runs.dated) return [runbook.datedNote(), ...alarm];
    return [target.schedules ? runbook.bookedNote() : runbook.undatedNote(), ...alarm];
  });
}

/** More time that somebody asks for: what they ask, why, and how far it is. */
export function extensionLines({ file, nowMs, progress, reader }: CaseView): readonly Line[] {
  const { card } = wordsFor(reader.locale);
  if (phaseOf(file) !== 'active') return [];
  if (orderedExtension(file)) return [card.extensionOrdered()];
  const extension = openExtension(file);
  const endMs = file.grant?.endMs;
  if (!extension || endMs === undefined) return [];
  const { byMs, justification } = extension;
  const who = mention(file.request.requester);
  const asks = card.extension(who, byMs, endMs + byMs, nowMs, justification);
  return [say`${asks}${card.extensionWaits(progress.have, progress.need)}`];
}

function writeOffLine({ file }: CaseView, { card }: Words): readonly Line[] {
  const writeOff = file.grant?.writeOff;
  const isOpen = phaseOf(file) === 'revoking' || isClearing(file);
  return writeOff && isOpen ? [card.writeOff(writeOff.by.name, writeOff.reason)] : [];
}
