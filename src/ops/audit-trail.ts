/** Chains of many records followed at once, in a log that is read in order of time. */

import { type ChainHead, emptyChain, type SealedEvent, seal } from '../audit/chain.ts';
import { canonical } from '../kernel/digest.ts';

/** How far one record's chain has been followed. */
export interface Trail {
  readonly record: string;
  end: ChainHead;
  isSound: boolean;
  /** Events that came before their turn, as when a clock was set back between two of them. */
  readonly early: Map<number, SealedEvent>;
  /** Those that no turn can come for: seen all the same, and looked for again. */
  readonly odd: SealedEvent[];
}

export function newTrail(record: string): Trail {
  return { record, end: emptyChain(record), isSound: true, early: new Map(), odd: [] };
}

export function follow(trails: Map<string, Trail>, sealed: SealedEvent): void {
  let trail = trails.get(sealed.record);
  if (!trail) {
    trail = newTrail(sealed.record);
    trails.set(sealed.record, trail);
  }
  const { early, odd, end } = trail;
  if (!trail.isSound || sealed.seq <= end.seq || early.has(sealed.seq)) {
    odd.push(sealed);
    return;
  }
  early.set(sealed.seq, sealed);
  for (let next = early.get(end.seq + 1); next; next = early.get(trail.end.seq + 1)) {
    advance(trail, next);
    if (!trail.isSound) return;
    early.delete(next.seq);
  }
}

export function advance(trail: Trail, sealed: SealedEvent): void {
  const { head, sealed: wanted } = seal(trail.record, trail.end, [sealed.event]);
  trail.isSound = canonical(sealed) === canonical(wanted[0]);
  if (trail.isSound) trail.end = head;
}

/** Nothing was left over, and nothing left out, up to where it ends. */
export const isWhole = ({ isSound, early, odd }: Trail): boolean =>
  isSound && early.size === 0 && odd.length === 0;
