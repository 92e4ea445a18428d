/** Canonical JSON and its SHA-256: what approvals, documents and the audit chain are bound by. */

import { hash } from 'node:crypto';

/** JSON with sorted keys and without undefined: equal values give equal text. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([left], [right]) => (left < right ? -1 : 1)))
      : inner,
  );
}

export const sha256 = (text: string): string => hash('sha256', text);
export const digestOf = (value: unknown): string => sha256(canonical(value));
