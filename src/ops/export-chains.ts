/** Whether what was written of all records adds up, line for line. */

import type { ChainHead, SealedEvent } from '../audit/chain.ts';
import type { Head } from '../ports/store.ts';
import type { AuditSource } from './all-heads.ts';
import { follow, isWhole, newTrail, type Trail } from './audit-trail.ts';
import { lookAgain, sentenceOf } from './audit-verify.ts';

export interface ExportChains {
  head(head: Pick<Head, 'key' | 'chain'>): void;
  line(sealed: SealedEvent): void;
  /** One of each record that does not add up. */
  sentences(store: AuditSource): Promise<readonly string[]>;
}

export function exportChains(): ExportChains {
  const ends = new Map<string, ChainHead>();
  const trails = new Map<string, Trail>();
  return {
    head: ({ key, chain }) => void ends.set(key, chain),
    line: (sealed) => follow(trails, sealed),
    async sentences(store) {
      const found: string[] = [];
      for (const record of new Set([...ends.keys(), ...trails.keys()])) {
        const trail = trails.get(record) ?? newTrail(record);
        const isSound = isWhole(trail) && reaches(trail.end, ends.get(record));
        if (isSound && ends.has(record)) continue;
        const fault = await lookAgain(store, trail);
        if (fault) found.push(sentenceOf(fault));
        else if (!isSound) found.push(`${record} went on meanwhile, and its lines have a gap.`);
      }
      return found;
    },
  };
}

/** What was recorded since the head was read may be there, or not. */
const reaches = (trail: ChainHead, end: ChainHead | undefined): boolean =>
  !end || trail.seq > end.seq || (trail.seq === end.seq && trail.hash === end.hash);
