/** The hash chain: each sealed event carries the hash of the one before it in its record. */

import { canonical, sha256 } from '../kernel/digest.ts';
import type { AuditEvent } from './event.ts';

export interface SealedEvent {
  /** The record it belongs to, as `case/PA-7K3M2`. */
  readonly record: string;
  /** From 1, without gaps. */
  readonly seq: number;
  readonly event: AuditEvent;
  readonly previous: string;
  readonly hash: string;
}

/** Where a record's chain ends. */
export interface ChainHead {
  readonly seq: number;
  readonly hash: string;
}

export const emptyChain = (record: string): ChainHead => ({ seq: 0, hash: sha256(record) });

/** Seals events behind the head, in order. */
export function seal(
  record: string,
  head: ChainHead,
  events: readonly AuditEvent[],
): { readonly head: ChainHead; readonly sealed: readonly SealedEvent[] } {
  const sealed: SealedEvent[] = [];
  let { seq, hash } = head;
  for (const event of events) {
    const previous = hash;
    seq += 1;
    hash = hashOf(record, seq, event, previous);
    sealed.push({ record, seq, event, previous, hash });
  }
  return { head: { seq, hash }, sealed };
}

export type ChainFault =
  | { readonly kind: 'gap'; readonly record: string; readonly seq: number }
  | { readonly kind: 'altered'; readonly record: string; readonly seq: number }
  | { readonly kind: 'unlinked'; readonly record: string; readonly seq: number }
  | { readonly kind: 'cut'; readonly record: string; readonly seq: number };

/** The first fault of one record's events, given in order of `seq`; undefined when sound. */
export function firstFault(
  record: string,
  head: ChainHead,
  events: readonly SealedEvent[],
): ChainFault | undefined {
  let expected = emptyChain(record);
  for (const sealed of events) {
    const { seq } = sealed;
    if (seq < 1) return { kind: 'altered', record, seq };
    if (seq !== expected.seq + 1) return { kind: 'gap', record, seq: expected.seq + 1 };
    if (sealed.record !== record) return { kind: 'altered', record, seq };
    if (sealed.previous !== expected.hash) return { kind: 'unlinked', record, seq };
    if (sealed.hash !== hashOf(record, seq, sealed.event, sealed.previous)) {
      return { kind: 'altered', record, seq };
    }
    expected = { seq, hash: sealed.hash };
  }
  if (expected.seq < head.seq) return { kind: 'cut', record, seq: expected.seq + 1 };
  if (expected.seq > head.seq || expected.hash !== head.hash) {
    return { kind: 'altered', record, seq: expected.seq };
  }
  return undefined;
}

const hashOf = (record: string, seq: number, event: AuditEvent, previous: string): string =>
  sha256(`${previous}\n${record}\n${seq}\n${canonical(event)}`);
