/** Keeps heads in the store as they are, frozen to the last: what did not change is not copied. */

import { type Row, withWholeTimes } from '../../adapters/memory/store.ts';
import type { Head } from '../../src/ports/store.ts';

/** Whoever changed what is stored, or what was handed out, would be told: it throws. */
export function asFrozen(committed: Head): Row {
  const head = withWholeTimes(committed);
  const frozen = isPlain(head) ? head : (JSON.parse(JSON.stringify(head)) as Head);
  if (frozen !== head) isPlain(frozen);
  return { head: frozen, revive: () => frozen };
}

/**
 * Freezes on its way whatever comes out of JSON as it went in; false where something does not, and
 * then whatever holds it is not frozen. What is frozen was looked at when it was.
 */
function isPlain(value: unknown): boolean {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return true;
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value !== 'object') return false;
  if (Object.isFrozen(value)) return true;
  const isKnown = Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype;
  if (!isKnown || 'toJSON' in value) return false;
  for (const one of Object.values(value)) if (!isPlain(one)) return false;
  Object.freeze(value);
  return true;
}
