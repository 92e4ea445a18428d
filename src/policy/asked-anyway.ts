/** Whom the rules ask, whatever else speaks for or against giving it. */

import type { PolicyFacts, Stage } from './decision.ts';
import type { Frozen } from './freeze.ts';
import { selectRules } from './select.ts';
import { humansAmong } from './separation.ts';
import { hollowLevel, stagesOf } from './stages.ts';

/**
 * The stages of the rules that apply, though their requester may no longer ask, or a calendar or a
 * statement is against it. Empty where no rule says who decides. Nothing is given by this: it says
 * who may end what they could have refused, and how far what waits has come.
 */
export function askedAnyway(facts: PolicyFacts, frozen: readonly Frozen[]): readonly Stage[] {
  const { requester, beneficiary, people } = facts;
  const looked = selectRules(facts.rules, facts.entitlement);
  const rules = looked.flatMap(({ rule, used }) => (used ? [rule] : []));
  if (rules.length === 0 || rules.some((rule) => hollowLevel(rule) !== undefined)) return [];
  const humanOf = humansAmong([requester, beneficiary], people);
  return stagesOf(rules, facts, humanOf, frozen);
}
