/** How long may be asked for: always by the rules that matched, the shortest of them. */

import { refuse, type Refusal } from '../kernel/refusal.ts';
import { type DurationMs, SECOND } from '../kernel/time.ts';
import { brokenMs } from './break-glass.ts';
import type { PolicyFacts } from './decision.ts';
import { LONGEST_TOTAL_MS } from './floors.ts';
import type { Rule } from './rule.ts';

export function tooLong(rules: readonly Rule[], facts: PolicyFacts): Refusal | undefined {
  const cap = capOf(rules, facts);
  // Asked this way round, a duration that is no number is too long as well.
  if (wholeSeconds(facts.durationMs) <= wholeSeconds(cap.maxMs)) return undefined;
  const more = moreThan(cap.maxMs, rules, facts);
  return refuse('too-long', {
    askedMs: facts.durationMs,
    ...cap,
    entitlement: facts.entitlement.id,
    ...(more && { more }),
  });
}

/** Access that came first is as long as it is, with more time included. */
function moreThan(maxMs: DurationMs, rules: readonly Rule[], { breakGlass }: PolicyFacts) {
  if (breakGlass && rules.some((rule) => brokenMs(rule) === maxMs)) return 'usual-way';
  return totalOf(rules) > maxMs ? 'extend' : undefined;
}

/** With all extensions, by the rule that allows the least. */
export const totalOf = (rules: readonly Rule[]): DurationMs =>
  Math.min(LONGEST_TOTAL_MS, ...rules.map(({ maxTotalMs }) => maxTotalMs));

/** The shortest cap, and whose it is: a rule's, or the entitlement's own, under its id. */
export function capOf(rules: readonly Rule[], { entitlement }: PolicyFacts) {
  const caps = rules.map(({ id, maxMs, maxTotalMs }) => {
    return { rule: id, maxMs: Math.min(maxMs, maxTotalMs) };
  });
  const own = { rule: entitlement.id, maxMs: entitlement.maxMs };
  // The least of several is no number as soon as one is none, and such a cap allows nothing.
  const maxMs = Math.min(LONGEST_TOTAL_MS, own.maxMs, ...caps.map((cap) => cap.maxMs));
  return { maxMs, rule: (caps.find((cap) => cap.maxMs === maxMs) ?? own).rule };
}

const wholeSeconds = (ms: DurationMs): number => Math.floor(ms / SECOND);
