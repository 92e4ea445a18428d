/**
 * Sealed events as a store finds them again. A hand in the store may have left anything there: what
 * is no event is passed on as one that no hash fits, so that readers live and `audit verify` tells.
 */

import { canonical } from '../kernel/digest.ts';
import { Fault } from '../kernel/fault.ts';
import type { SealedEvent } from './chain.ts';
import type { AuditEvent } from './event.ts';

export function eventOf(json: string): AuditEvent {
  try {
    return asEvent(JSON.parse(json) as unknown, json);
  } catch {
    return unreadableEvent(json);
  }
}

/** Of a head: none at all unless it is a list of objects, and then its chain does not add up. */
export function sealedOf(found: unknown): readonly SealedEvent[] {
  if (!Array.isArray(found) || !found.every(isObject)) return [];
  return found.map(({ record, seq, event, previous, hash }) => ({
    record: String(record),
    seq: seqOf(seq),
    event: asEvent(event, JSON.stringify(event) ?? ''),
    previous: String(previous),
    hash: String(hash),
  }));
}

/** Events count from 1: what is no such number is that of no event. */
export const seqOf = (found: unknown): number =>
  Number.isSafeInteger(found) && (found as number) > 0 ? (found as number) : 0;

/**
 * The first word on a number stands; whoever comes second with the same has nothing to do.
 * @throws Fault store-failed when it is another: then the one that comes must be let go nowhere.
 */
export function requireSame(there: SealedEvent | undefined, sealed: SealedEvent): void {
  if (there && canonical(there) === canonical(sealed)) return;
  const { record, seq } = sealed;
  throw new Fault(
    'store-failed',
    `In the log stands another event as number ${seq} of ${record}: somebody put it there. ` +
      'It stays, and so does the true one, in its record. See: npx prod-access audit verify',
  );
}

const asEvent = (found: unknown, json: string): AuditEvent =>
  isEvent(found) ? found : unreadableEvent(json);

/** As far as all events are alike: what lists of them rely on. */
export const isEvent = (found: unknown): found is AuditEvent =>
  isObject(found) &&
  typeof found['type'] === 'string' &&
  typeof found['actor'] === 'string' &&
  isObject(found['facts']) &&
  isTime(found['atMs']);

export const unreadableEvent = (json: string): AuditEvent =>
  ({ type: 'unreadable', atMs: 0, actor: '?', facts: { json } }) as unknown as AuditEvent;

const isObject = (found: unknown): found is Readonly<Record<string, unknown>> =>
  typeof found === 'object' && found !== null && !Array.isArray(found);

/** As far as a Date goes. */
const LAST_MS = 8.64e15;
const isTime = (found: unknown): boolean =>
  Number.isInteger(found) && Math.abs(found as number) <= LAST_MS;
