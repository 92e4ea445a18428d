/** Bad days of a chat, ordered by tests: which trouble meets which call, and how often. */

/** Whatever the chat; each has an error of its own besides. */
export type CommonTrouble =
  | { readonly kind: 'rate-limited'; readonly retryAfterSec: number }
  | { readonly kind: 'down'; readonly how: 'destroy' | '503' }
  /** The work is done all the same, `ms` later: the caller may long have hung up. */
  | { readonly kind: 'hang'; readonly ms: number }
  /** The work is done, and the connection breaks before the answer. */
  | { readonly kind: 'lost-answer' };

export interface Rule<Call, Trouble> {
  /** Absent: every call. */
  readonly when?: (call: Call) => boolean;
  /** So many calls, then the fault is over. Absent: until it is removed. */
  readonly times?: number;
  readonly trouble: Trouble;
}

export interface Fault {
  readonly hits: number;
  remove(): void;
}

export interface BadDays<Call, Trouble, R extends Rule<Call, Trouble> = Rule<Call, Trouble>> {
  readonly add: (rule: R) => Fault;
  readonly clear: () => void;
  /** The fault that meets this call, counted as a hit. The one added first goes first. */
  readonly meet: (call: Call) => Trouble | undefined;
}

/** @param isMeant what a rule asks of a call besides its `when`. */
export function createBadDays<Call, Trouble, R extends Rule<Call, Trouble>>(
  isMeant: (rule: R, call: Call) => boolean = () => true,
): BadDays<Call, Trouble, R> {
  const standing = new Set<{ rule: R; hits: number }>();
  const meets = ({ rule, hits }: { readonly rule: R; readonly hits: number }, call: Call) =>
    hits < (rule.times ?? Infinity) && isMeant(rule, call) && (rule.when?.(call) ?? true);
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
        if (!meets(entry, call)) continue;
        entry.hits += 1;
        return entry.rule.trouble;
      }
      return undefined;
    },
  };
}
