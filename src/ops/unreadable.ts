/** Rows of the log that are no events, as a hand in the store leaves them. */

import type { AuditEvent } from '../audit/event.ts';

/**
 * Whether it can be told and dated. Stores hand out what they cannot read as an event of the type
 * `unreadable`, and it is judged like any other; of what is JSON, anything may have been written.
 */
export function isReadable(event: AuditEvent): boolean {
  const { type, atMs, actor } = (event ?? {}) as Readonly<Record<string, unknown>>;
  const isDated = typeof atMs === 'number' && Math.abs(atMs) <= FURTHEST_MS;
  return isDated && typeof type === 'string' && type !== 'unreadable' && typeof actor === 'string';
}

/** No calendar goes beyond. */
const FURTHEST_MS = 8.64e15;
