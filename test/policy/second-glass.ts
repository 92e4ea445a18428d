/** Access first, and approval after, as the second evaluator has it. */

import type { PolicyFacts } from '../../src/policy/decision.ts';
import type { Rule } from '../../src/policy/rule.ts';
import { demandOf, humansIn, isSilent } from './second-groups.ts';

/** For those it names there, for an hour at most. */
export function asBroken(rule: Rule): Rule {
  const { eligible = [], maxMs = 0 } = rule.breakGlass ?? {};
  const most = (ms: number) => Math.min(ms, maxMs, 3_600_000);
  return { ...rule, eligible, maxMs: most(rule.maxMs), maxTotalMs: most(rule.maxTotalMs) };
}

/** Why nobody could say afterwards whether it was right: in every list, and no party. */
export function notJudged(rules: readonly Rule[], facts: PolicyFacts): string | undefined {
  const humans = humansIn(facts);
  const lists = rules.map(({ breakGlass }) => breakGlass?.review.from ?? []);
  const named = lists.map((from) => new Set(demandOf(1, from, facts).keys.map(humans)));
  if ([...(named[0] ?? [])].some((one) => named.every((list) => list.has(one)))) return undefined;
  const isUnknown = lists.flat().some((who) => isSilent(who, facts));
  return isUnknown ? 'directory-silent' : 'nobody-could-review';
}
