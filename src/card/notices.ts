/** Direct messages about one case: what happened, what it means for me, what I can do now. */

import { isAutomation, isJitna, isWork } from '../catalog/target.ts';
import type { DurationMs, EpochMs } from '../kernel/time.ts';
import type { NoticeTopic } from '../work/effect.ts';
import type { Button, ButtonAction, Line, Notice } from './card.ts';
import type { CaseView } from './case-view.ts';
import { endedLines } from './ended-notice.ts';
import { endlessLines, tailUntil } from './ending.ts';
import { howToLines } from './how-to.ts';
import { plainLine } from './line.ts';
import { refusalLine } from './refusal-text.ts';
import { approversOf } from './status.ts';
import { type Words, wordsFor } from './words/words.ts';

/** Drawn from the case as it is when the message is sent. */
export function noticeFor(topic: NoticeTopic, view: CaseView, beforeMs?: DurationMs): Notice {
  const words = wordsFor(view.reader.locale);
  const lines = linesOf(topic, view, words, beforeMs);
  return {
    lines,
    buttons: buttonsOf(topic, view, words),
    summary: lines[0] ? `${view.file.id}: ${plainLine(lines[0], view.reader)}` : view.file.id,
  };
}

function linesOf(
  topic: NoticeTopic,
  view: CaseView,
  { notice, ground }: Words,
  beforeMs: DurationMs | undefined,
): readonly Line[] {
  const { file, title, nowMs, reader } = view;
  const { grant, id } = file;
  const endMs = grant?.endMs ?? grant?.notAfterMs ?? nowMs;
  const by = approversOf(file);
  switch (topic) {
    case 'approved':
      return [notice.approved(title, by)];
    case 'scheduled':
      return [notice.scheduled(title, by, grant?.startMs ?? nowMs, nowMs), notice.cancelHint(id)];
    case 'active':
      return [activeLine(view, endMs), ...howToLines(view), ...tailLines(view)];
    case 'warning':
      return [notice.warning(title, beforeMs ?? endMs - nowMs, endMs, nowMs), ...closed(view)];
    case 'extended':
      return [notice.extended(title, endMs, nowMs)];
    case 'extension-closed':
      return [extensionLine(view)];
    case 'ended':
      return endedLines(view);
    case 'denied':
    case 'lapsed':
      return closedLines(topic, view);
    case 'failed': {
      const why = grant?.failure ? [notice.failedWhy(refusalLine(grant.failure, reader))] : [];
      return [notice.failed(title), ...why];
    }
    case 'held':
      return [notice.held(title, grant?.startMs ?? nowMs, nowMs), notice.heldHint()];
    case 'stuck':
      return [notice.stuck(title), notice.stuckHint()];
    case 'reopened':
      return [notice.reopened(title), ground.changes(file.changed ?? []), notice.reopenedHint()];
  }
}

function activeLine({ file, title, reader, nowMs }: CaseView, endMs: EpochMs): Line {
  const { notice, runbook } = wordsFor(reader.locale);
  const active = file.request.targets.some(isWork) ? runbook.active : notice.active;
  return active(title, endMs, nowMs);
}

/** What becomes of open sessions at the end: never rounded to "ended". */
function sessions({ file, reader, nowMs }: CaseView): Line {
  const { notice, runbook, tokens } = wordsFor(reader.locale);
  if (file.request.targets.some(isWork)) return runbook.stoppedThen();
  if (file.request.targets.some(isJitna)) return tokens.yours();
  if (file.request.targets.every(isAutomation)) return runbook.takenBack();
  const untilMs = file.grant && tailUntil(file.grant, file.request.tailMs);
  return untilMs === undefined ? notice.warningSessions() : notice.warningTail(untilMs, nowMs);
}

function tailLines(view: CaseView): readonly Line[] {
  const { tailMs, targets } = view.file.request;
  const isLeft = tailMs > 0 || targets.some(isJitna);
  return [...(isLeft ? [sessions(view)] : []), ...endlessLines(view)];
}

/** That they will be closed is not said where some are not. */
function closed(view: CaseView): readonly Line[] {
  const endless = endlessLines(view);
  const isClosed = endless.length === 0 || view.file.request.tailMs > 0;
  return [...(isClosed ? [sessions(view)] : []), ...endless];
}

function extensionLine({ file, reader, nowMs }: CaseView): Line {
  const { notice } = wordsFor(reader.locale);
  const endMs = file.grant?.endMs ?? nowMs;
  const denial = file.extensions.at(-1)?.reviews.findLast(({ verdict }) => verdict === 'deny');
  return denial
    ? notice.extensionDenied(denial.by.name, denial.comment ?? '', endMs, nowMs)
    : notice.extensionLapsed(endMs, nowMs);
}

function closedLines(topic: 'denied' | 'lapsed', { file, title, reader }: CaseView) {
  const { notice } = wordsFor(reader.locale);
  const denial = file.reviews.findLast(({ verdict }) => verdict === 'deny');
  if (topic === 'denied' && denial) {
    const { by, comment } = denial;
    return [notice.denied(title, by.name, comment ?? ''), notice.deniedHint(by.name)];
  }
  const { asked, lapseMs, closedMs } = file.request;
  const isWindow = asked.kind !== 'duration' && (closedMs ?? lapseMs) < lapseMs;
  return [isWindow ? notice.windowOver(title) : notice.lapsed(title), notice.lapsedHint()];
}

function buttonsOf(topic: NoticeTopic, view: CaseView, { notice }: Words): readonly Button[] {
  const button = (action: ButtonAction, label: string): Button => ({
    action,
    label,
    value: view.drawing,
  });
  const { buttons } = notice;
  // AWS's own window cannot be moved.
  const isFixed = view.file.request.targets.some(isJitna);
  const extend = isFixed ? [] : [button('extend', buttons.extend)];
  switch (topic) {
    case 'active':
    case 'warning':
    case 'extended':
    case 'extension-closed':
      // A message that was held up must not offer what is over.
      return view.file.grant?.state === 'active' ? [button('done', buttons.done), ...extend] : [];
    case 'held':
      return [button('why', buttons.why), button('cancel', buttons.cancel)];
    case 'stuck':
    case 'reopened':
      return [button('cancel', buttons.cancel)];
    case 'approved':
    case 'scheduled':
    case 'ended':
    case 'denied':
    case 'lapsed':
    case 'failed':
      return [];
  }
}
