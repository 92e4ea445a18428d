/** The end, told to the one who held it: what was removed, what may live on, and until when. */

import { isSamePerson } from '../kernel/person.ts';
import type { Line } from './card.ts';
import type { CaseView } from './case-view.ts';
import { endingOf, endlessLines, sessionsEnded, tailUntil, tokensUntil } from './ending.ts';
import { wordsFor } from './words/words.ts';

export function endedLines(view: CaseView): readonly Line[] {
  const { file, reader, nowMs } = view;
  const { notice, tokens } = wordsFor(reader.locale);
  const { grant } = file;
  if (!grant) return [];
  const tokensMs = tokensUntil(grant) ?? 0;
  const tailMs = tailUntil(grant, file.request.tailMs);
  const { how } = endingOf(grant);
  const sessions = sessionsEnded(grant);
  // A tail that is over already is nobody's concern any more, and what was kept lives on anyhow.
  const isTail = tailMs !== undefined && tailMs > nowMs && how === 'removed';
  return [
    endedLine(view),
    ...(sessions > 0 ? [notice.sessionsEnded(sessions)] : []),
    ...(isTail ? [notice.endedTail(tailMs, nowMs)] : []),
    ...(tokensMs > nowMs && how === 'removed' ? [tokens.until(tokensMs, nowMs)] : []),
    ...(how === 'removed' ? endlessLines(view) : []),
    ...(how === 'removed' && isCutShort(view) ? [notice.askAgain()] : []),
  ];
}

function endedLine(view: CaseView): Line {
  const { file, title, reader, nowMs } = view;
  const { notice, runbook } = wordsFor(reader.locale);
  const { grant } = file;
  if (!grant) return [];
  const endMs = grant.endMs ?? grant.notAfterMs;
  const ending = endingOf(grant);
  switch (ending.how) {
    case 'kept':
      return notice.kept(title, ending.keptFor ?? notice.anotherGrant, ending.keptUntilMs, nowMs);
    case 'never-given':
      return notice.neverStarted(title);
    case 'gone':
      return notice.gone(title);
    case 'written-off':
      return notice.writtenOff(title);
    case 'done':
      return runbook.done(title);
    case 'broken':
      return runbook.broken(title);
    case 'stopped':
      return runbook.stopped(title, endMs, nowMs);
    case 'removed': {
      const who = isCutShort(view) ? grant.ending?.who : undefined;
      return who
        ? notice.endedEarly(title, who.name, endMs, nowMs)
        : notice.ended(title, endMs, nowMs);
    }
  }
}

/** Ended by anybody but the clock and themselves. */
function isCutShort({ file }: CaseView): boolean {
  const ending = file.grant?.ending;
  if (!ending || ending.by === 'time') return false;
  return !ending.who || !isSamePerson(ending.who, file.request.beneficiary);
}
