/**
 * Going through many records, one that cannot be read is left out, and the rest are not: a newer
 * release beside this one wrote it, or it is damaged. That is said once for each, not at each look.
 */

import type { CaseFile } from '../case-file/case-file.ts';
import type { Holding } from '../holding/holding.ts';
import type { Log } from '../kernel/log.ts';
import type { Head, Store } from '../ports/store.ts';
import { bodyOf } from './records.ts';

interface Around {
  readonly store: Pick<Store, 'list'>;
  readonly log: Pick<Log, 'warn'>;
}

/** @param where the look that goes on without it. */
export const readableCase = (around: Around, head: Head, where: string): CaseFile | undefined =>
  readable(around, head, where, () => bodyOf(head, 'case'));

export const readableCases = (around: Around, heads: readonly Head[], where: string) =>
  heads.flatMap((head) => readableCase(around, head, where) ?? []);

export const readableHolding = (around: Around, head: Head, where: string): Holding | undefined =>
  readable(around, head, where, () => bodyOf(head, 'holding'));

function readable<T>(around: Around, head: Head, where: string, read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    sayOnce(around, head, where, error);
    return undefined;
  }
}

const MOST = 1_000;
const said = new WeakMap<Around['store'], Set<string>>();

function sayOnce({ store, log }: Around, { key }: Head, where: string, error: unknown): void {
  const known = said.get(store) ?? new Set<string>();
  said.set(store, known);
  const name = `${where} ${key}`;
  if (known.has(name) || known.size >= MOST) return;
  known.add(name);
  log.warn('case-not-read', { where, record: key, why: String(error) });
}
