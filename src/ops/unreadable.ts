/** Rows of the log that are no events, as a hand in the store leaves them. */

import type { AuditEvent } from '../audit/event.ts';

/**
 * Whether it can be told and dated. Stores hand out what they cannot read as an event of the type
 * `unreadable`, and it is judged like any other; of what is JSON, anything may have been written.
 */
export const isReadable = (event: unknown): boolean => isTold(event) && !UNREADABLE.has(event.type);

/** What is told in its place, so that no line is lost. */
export function unreadable(found: unknown): AuditEvent {
  if (isTold(found)) return found;
  const facts = { json: JSON.stringify(found) ?? '' };
  return { type: 'unreadable', atMs: 0, actor: '?', facts } as unknown as AuditEvent;
}

function isTold(found: unknown): found is AuditEvent {
  const { type, atMs, actor, facts } = (found ?? {}) as Readonly<Record<string, unknown>>;
  const isDated = typeof atMs === 'number' && Math.abs(atMs) <= FURTHEST_MS;
  const hasWords = typeof type === 'string' && typeof actor === 'string';
  return isDated && hasWords && typeof facts === 'object' && facts !== null;
}

const UNREADABLE: ReadonlySet<string> = new Set(['unreadable']);
/** No calendar goes beyond. */
const FURTHEST_MS = 8.64e15;
