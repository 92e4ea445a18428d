/** Bad days of Microsoft's services, ordered by tests: throttling, outages, lost answers. */

import type { Call } from './call.ts';

export type Trouble =
  | { readonly kind: 'rate-limited'; readonly retryAfterSec: number }
  | { readonly kind: 'down'; readonly how: 'destroy' | '503' }
  /** The work is done all the same, `ms` later: the caller may long have hung up. */
  | { readonly kind: 'hang'; readonly ms: number }
  /** The work is done, and the connection breaks before the answer. */
  | { readonly kind: 'lost-answer' }
  | { readonly kind: 'error'; readonly status: number; readonly code: string };

export interface FaultRule {
  /** Absent: every call, to every service. */
  readonly when?: (call: Call) => boolean;
  /** So many calls, then the fault is over. Absent: until it is removed. */
  readonly times?: number;
  readonly trouble: Trouble;
}

export interface Fault {
  readonly hits: number;
  remove(): void;
}

export interface Faults {
  readonly add: (rule: FaultRule) => Fault;
  readonly clear: () => void;
  /** The fault that meets this call, counted as a hit. The one added first goes first. */
  readonly meet: (call: Call) => Trouble | undefined;
}

export function createFaults(): Faults {
  const standing = new Set<{ rule: FaultRule; hits: number }>();
  return {
    add: (rule) => {
      const entry = { rule, hits: 0 };
      standing.add(entry);
      return {
        get hits() {
          return entry.hits;
        },
        remove: () => void standing.delete(entry),
      };
    },
    clear: () => standing.clear(),
    meet: (call) => {
      for (const entry of standing) {
        const { when, times = Infinity, trouble } = entry.rule;
        if (entry.hits >= times || when?.(call) === false) continue;
        entry.hits += 1;
        return trouble;
      }
      return undefined;
    },
  };
}
