/** Canonical JSON and its SHA-256: what approvals, documents and the audit chain are bound by. */

import { hash } from 'node:crypto';

/** JSON with sorted keys and without undefined: equal values give equal text. */
export const canonical = (value: unknown): string => JSON.stringify(sorted(value));

function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(sorted);
  const fields = value as Readonly<Record<string, unknown>>;
  const names = Object.keys(fields).sort();
  return Object.fromEntries(names.map((name) => [name, sorted(fields[name])]));
}

export const sha256 = (text: string): string => hash('sha256', text);
export const digestOf = (value: unknown): string => sha256(canonical(value));
/** 128 bits of it, to tell equal from changed in a record that is paid for by its size. */
export const shortDigestOf = (value: unknown): string => digestOf(value).slice(0, 32);
