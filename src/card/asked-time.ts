/** The time asked for, given, or used: as it stands in the headline and among the facts. */

import { ACTIVATION_MS, approvedDuration } from '../case-file/grant-case.ts';
import type { EpochMs } from '../kernel/time.ts';
import { formatClock, formatClockInZone, formatDate } from '../kernel/time-format.ts';
import type { Reader } from '../kernel/person.ts';
import type { Asked } from '../request/request.ts';
import type { Line } from './card.ts';
import type { CaseView } from './case-view.ts';
import { wordsFor } from './words/words.ts';

/** For the headline, which is plain text: clocks in the reader's own zone. */
export function askedText(asked: Asked, { reader, file }: CaseView): string {
  const { card } = wordsFor(reader.locale);
  const { createdMs } = file.request;
  if (asked.kind === 'duration') return card.span(asked.durationMs);
  const end = clockText(asked.endMs, createdMs, reader);
  if (asked.kind === 'until') return card.until(end);
  const { zone } = reader;
  const day = dayText(asked.startMs, createdMs, reader);
  const isSameDay = dayText(asked.endMs, asked.startMs, reader) === '';
  const until = isSameDay ? formatClockInZone(asked.endMs, zone) : end;
  return card.window(day + formatClock(asked.startMs, zone), until);
}

const clockText = (ms: EpochMs, fromMs: EpochMs, reader: Reader): string =>
  dayText(ms, fromMs, reader) + formatClockInZone(ms, reader.zone);

/** The date and a space, when it is not the day of `fromMs`. */
function dayText(ms: EpochMs, fromMs: EpochMs, reader: Reader): string {
  const at = { ...reader, nowMs: fromMs };
  return formatDate(ms, at) === formatDate(fromMs, at) ? '' : `${formatDate(ms, at)} `;
}

/** For the facts: what was asked while it waits, what is true once it was given. */
export function timeLine(view: CaseView): Line {
  const { file, reader, nowMs } = view;
  const { card } = wordsFor(reader.locale);
  const { asked, lapseMs } = file.request;
  const { grant } = file;
  const [fromMs, endMs] = [grant?.activeMs, grant?.endMs];
  if (grant && fromMs !== undefined && endMs !== undefined) {
    const isLonger = file.extensions.some(({ state }) => state === 'granted');
    const spanMs = isLonger ? endMs - fromMs : grant.durationMs;
    return grant.state === 'active'
      ? card.spanUntil(spanMs, endMs, nowMs)
      : card.usedFrom(fromMs, Math.max(fromMs, endMs), nowMs);
  }
  if (asked.kind === 'until') return card.untilAt(asked.endMs, nowMs);
  if (asked.kind === 'window') return card.windowAt(asked.startMs, asked.endMs, nowMs);
  // What an approval gives now: somebody may have agreed to less.
  const givenMs = grant?.durationMs ?? approvedDuration(file, asked.durationMs, nowMs);
  const atMostMs = grant?.notAfterMs ?? lapseMs + givenMs + ACTIVATION_MS;
  return card.fromActivation(givenMs, atMostMs, nowMs);
}
