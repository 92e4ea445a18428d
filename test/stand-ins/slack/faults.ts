/** Bad days of Slack, ordered by tests: 429 storms, outages, slow answers, answers lost. */

import type { ApiCall } from './api-call.ts';

export type Trouble =
  | { readonly kind: 'rate-limited'; readonly retryAfterSec: number }
  | { readonly kind: 'down'; readonly how: 'destroy' | '503' }
  /** The work is done all the same, `ms` later: the caller may long have hung up. */
  | { readonly kind: 'hang'; readonly ms: number }
  /** The work is done, and the connection breaks before the answer. */
  | { readonly kind: 'lost-answer' }
  | { readonly kind: 'error'; readonly error: string };

export interface FaultRule {
  /** "chat.postMessage", "chat.*", or "response_url". Absent: every method. */
  readonly method?: string;
  readonly when?: (call: ApiCall) => boolean;
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
  readonly meet: (call: ApiCall) => Trouble | undefined;
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
        if (!matches(entry.rule, call) || entry.hits >= (entry.rule.times ?? Infinity)) continue;
        entry.hits += 1;
        return entry.rule.trouble;
      }
      return undefined;
    },
  };
}

function matches({ method, when }: FaultRule, call: ApiCall): boolean {
  const isMethod =
    method === undefined ||
    method === call.method ||
    (method.endsWith('*') && call.method.startsWith(method.slice(0, -1)));
  return isMethod && (when?.(call) ?? true);
}
