/** Rows of the log that are no events, as a hand in the store leaves them. */

import type { AuditEvent } from '../audit/event.ts';
import { isEvent, unreadableEvent } from '../audit/stored.ts';

/** Stores hand out what they cannot read as an event of a type of its own. */
export const isReadable = (event: unknown): boolean =>
  isEvent(event) && !UNREADABLE.has(event.type);

/** What is told in its place, so that no line is lost. */
export const unreadable = (found: unknown): AuditEvent =>
  isEvent(found) ? found : unreadableEvent(JSON.stringify(found) ?? '');

const UNREADABLE: ReadonlySet<string> = new Set([unreadableEvent('').type]);
