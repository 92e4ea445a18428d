/** The sentence of one recorded fact: a line in the thread. */

import type { AuditEvent } from '../audit/event.ts';
import type { Reader } from '../kernel/person.ts';
import type { EpochMs } from '../kernel/time.ts';
import type { Line } from './card.ts';
import { wordsFor } from './words/words.ts';

type Sentence = (facts: AuditEvent['facts'], atMs: EpochMs) => Line | undefined;

/** Undefined for facts that are kept for auditors alone. */
export function threadLine(event: AuditEvent, { locale }: Reader): Line | undefined {
  const words = wordsFor(locale).line as Partial<Readonly<Record<AuditEvent['type'], unknown>>>;
  const sentence = words[event.type] as Sentence | undefined;
  return sentence?.(event.facts, event.atMs);
}
