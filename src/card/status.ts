/** Where a case stands: one line, in the same place of its card from first to last. */

import { type CaseFile, isClearing } from '../case-file/case-file.ts';
import type { Grant } from '../grant/grant.ts';
import { MINUTE } from '../kernel/time.ts';
import { lapseAt, waitsFrom } from '../case-file/lapse.ts';
import type { Line, Tone } from './card.ts';
import { withReview } from './break-glass-card.ts';
import type { CaseView } from './case-view.ts';
import { endingOf } from './ending.ts';
import { refusalLine } from './refusal-text.ts';
import { wordsFor } from './words/words.ts';

export interface Status {
  readonly line: Line;
  readonly tone: Tone;
}

export function statusOf(view: CaseView): Status {
  const { file } = view;
  return withReview(view, file.grant ? grantStatus(view, file.grant) : requestStatus(view));
}

function requestStatus({ file, reader, progress }: CaseView): Status {
  const { status, refusal } = wordsFor(reader.locale);
  const { elsewhere } = file.request;
  if (elsewhere) return { line: refusal['decided-at-aws'](elsewhere), tone: 'over' };
  switch (file.request.state) {
    case 'pending': {
      const by = progress.by.map(({ name }) => name);
      return { line: status.waiting(progress.have, progress.need, by), tone: 'waiting' };
    }
    case 'approved':
      return { line: status.giving(approversOf(file)), tone: 'waiting' };
    case 'denied': {
      const denial = file.reviews.findLast(({ verdict }) => verdict === 'deny');
      return { line: status.denied(denial?.by.name ?? '', denial?.comment ?? ''), tone: 'bad' };
    }
    case 'cancelled':
      return { line: status.cancelled(), tone: 'over' };
    case 'lapsed':
      return { line: lapsed(file, status), tone: 'over' };
  }
}

function lapsed(file: CaseFile, status: ReturnType<typeof wordsFor>['status']): Line {
  const { request, reviews } = file;
  if (lapseAt(file) < request.lapseMs) return status.windowOver();
  const minutes = Math.round((request.lapseMs - waitsFrom(file)) / MINUTE);
  return reviews.length > 0 ? status.lapsed(minutes) : status.unanswered(minutes);
}

function grantStatus(view: CaseView, grant: Grant): Status {
  const { file, reader, nowMs } = view;
  const { status } = wordsFor(reader.locale);
  const by = approversOf(file);
  const endMs = grant.endMs ?? grant.notAfterMs;
  switch (grant.state) {
    case 'scheduled':
      return { line: status.scheduled(by, grant.startMs, nowMs), tone: 'waiting' };
    case 'active':
      return { line: status.active(endMs, nowMs), tone: 'good' };
    case 'revoking':
      return grant.overdueSaidMs === undefined
        ? { line: status.ending(endMs, nowMs), tone: 'waiting' }
        : { line: status.overdue(endMs, nowMs), tone: 'bad' };
    case 'revoked': {
      const what = endedLine(view, grant);
      return { line: status.ended(endMs, nowMs, what), tone: 'over' };
    }
    case 'failed': {
      if (isClearing(file) && grant.overdueSaidMs !== undefined) {
        return { line: status.overdue(endMs, nowMs), tone: 'bad' };
      }
      const why = grant.failure ? refusalLine(grant.failure, reader) : [];
      return { line: status.failed(why), tone: 'bad' };
    }
    case 'provisioning':
      return { line: status.giving(by), tone: 'waiting' };
  }
}

function endedLine({ reader, nowMs }: CaseView, grant: Grant): Line {
  const { status, runbook } = wordsFor(reader.locale);
  const ending = endingOf(grant);
  switch (ending.how) {
    case 'removed':
      return status.removed();
    case 'kept':
      return status.kept(ending.keptFor ?? status.anotherGrant, ending.keptUntilMs, nowMs);
    case 'never-given':
      return status.neverGiven();
    case 'gone':
      return status.gone();
    case 'written-off':
      return status.writtenOff();
    case 'done':
      return runbook.statusDone();
    case 'broken':
      return runbook.statusBroken();
    case 'stopped':
      return runbook.statusStopped();
  }
}

export function approversOf({ reviews, request }: CaseFile): readonly string[] {
  if (request.auto) return [request.auto.by];
  return reviews.filter(({ verdict }) => verdict === 'approve').map(({ by }) => by.name);
}
