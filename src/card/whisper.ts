/** What only the person who acted sees: why not, or what comes of it. */

import { type CaseFile, openExtension, phaseOf } from '../case-file/case-file.ts';
import { chatOf, type RequestId } from '../kernel/brand.ts';
import type { Reader } from '../kernel/person.ts';
import type { Refusal } from '../kernel/refusal.ts';
import type { ExplainLine } from '../policy/explain.ts';
import type { EpochMs } from '../kernel/time.ts';
import type { Inline, Line, Notice } from './card.ts';
import { plainLine } from './line.ts';
import { explainLine } from './listings.ts';
import { refusalLine } from './refusal-text.ts';
import { wordsFor } from './words/words.ts';

export type Act = 'done' | 'cancel' | 'revoke' | 'end-now' | 'extend' | 'write-off';

/** With what spoke in the decision below it; what did not match is for `/prod-access why`. */
export function refusalNotice(
  refusal: Refusal,
  reader: Reader,
  because: readonly ExplainLine[] = [],
): Notice {
  const line = refusalLine(refusal, reader);
  const spoke = because.filter(({ code }) => code !== 'rule-not-matching');
  const rows = spoke.map((one) => explainLine(one, reader, () => undefined));
  return { lines: [line, ...rows], buttons: [], summary: plainLine(line, reader) };
}

/** `channel` is where the card is posted, as the platform names it. */
export function requestedNotice(id: RequestId, channel: string, reader: Reader): Notice {
  const { whisper: words } = wordsFor(reader.locale);
  return whisper(words.requested(id, channelIn(channel, words.channelOfTeams)), reader);
}

export const openedNotice = (id: RequestId, dueMs: EpochMs, reader: Reader): Notice =>
  whisper(wordsFor(reader.locale).breakGlass.opened(id, dueMs), reader);

export const reviewedNotice = (id: RequestId, reader: Reader): Notice =>
  whisper(wordsFor(reader.locale).breakGlass.recorded(id), reader);

/** Teams cannot mention a channel, and nobody knows one by its id. */
export const channelIn = (channel: string, inTeams: string): Inline =>
  chatOf(channel) === 'teams' ? { text: inTeams } : { channel };

/** What an act has come to, said from the case as it is after it. */
export function actedNotice(what: Act, file: CaseFile, reader: Reader): Notice {
  return whisper(actedLine(what, file, reader), reader);
}

export const adoptedNotice = (reader: Reader): Notice =>
  whisper(wordsFor(reader.locale).whisper.adopted(), reader);

export const driftSettledNotice = (
  what: string,
  order: 'restore' | 'remove' | 'leave',
  reader: Reader,
): Notice => whisper(wordsFor(reader.locale).whisper.driftSettled[order](what), reader);

function actedLine(what: Act, file: CaseFile, { locale, nowMs }: Reader): Line {
  const { whisper: words } = wordsFor(locale);
  const { id, grant } = file;
  if (what === 'write-off') {
    return phaseOf(file) === 'revoked' ? words.writtenOff(id) : words.writeOffProposed(id);
  }
  if (what === 'extend') {
    const extension = openExtension(file);
    const endMs = grant?.endMs;
    if (!extension || endMs === undefined) return words.nothingNew(id);
    return words.extensionAsked(id, extension.byMs, endMs, nowMs);
  }
  if (phaseOf(file) === 'cancelled') return words.withdrawn(id);
  const wasOrdered = grant?.leases.some((lease) => lease.revision > 0);
  return wasOrdered ? words.ending(id) : words.neverStarts(id);
}

const whisper = (line: Line, reader: Reader): Notice => ({
  lines: [line],
  buttons: [],
  summary: plainLine(line, reader),
});
